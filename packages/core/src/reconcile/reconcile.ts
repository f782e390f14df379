import type { ReconcileResult } from '../answers/reconcileResult.js';
import { cleanUpAgain } from '../ending/cleanUpRuns.js';
import { RetryableError } from '../errors.js';
import type { Executions, StoredExecution } from '../execution/executions.js';
import { executionOutcome } from '../execution/outcome.js';
import type { ExecutionHeader, Reconciliation, ServerRecord, WaveRecord } from '../execution/records.js';
import { undecidedServers } from '../execution/recoveredServers.js';
import { recoveryTarget } from '../execution/recoveryTarget.js';
import { isRunning } from '../execution/settlement.js';
import { isFinal } from '../execution/statuses.js';
import { openCalls } from '../launch/calls.js';
import { resolveOpenCalls } from '../launch/resolveCalls.js';
import type { Ports } from '../ports/index.js';
import { told } from '../told.js';
import { askTruth, type Truth } from './askTruth.js';
import { reconciledWave, unfinished } from './reconciledWave.js';

/** How long DRS and EC2 may take to answer. Milliseconds; API Gateway gives a request 30 s. */
const patience = 22_000;
/** How many reconciliations a record keeps. */
const keptReconciliations = 20;

/** What reconciling needs. */
export interface ReconcileContext extends Pick<Ports, 'clock' | 'accounts' | 'logger'> {
  readonly executions: Executions;
}

/** What became of a request to reconcile. */
export type ReconcileOutcome =
  | { readonly kind: 'RECONCILED'; readonly result: ReconcileResult }
  | { readonly kind: 'NOT_ENDED' | 'NOTHING_OPEN'; readonly header: ExecutionHeader };

/**
 * Asks DRS and EC2 for the truth about the waves of an ended execution that timed out, and gives each of them, and the
 * execution, the status that follows (design section 4). A wave something of which is not over stays TIMEOUT, and what
 * was SKIPPED because of it stays SKIPPED. Of other waves that ended with launches in the air (their execution was
 * cancelled, say) the servers become known; the waves stay what they are. Each wave is written together with the header, so that wherever this dies
 * the execution's status follows from its waves.
 * @param by who asked for it.
 * @throws ServiceError, RetryableError where DRS or EC2 did not answer: no status was changed.
 */
export async function reconcile(context: ReconcileContext, executionId: string, by: string): Promise<ReconcileOutcome> {
  const before = await context.executions.load(executionId);
  const { header } = before;
  if (!isFinal(header.Status)) return { kind: 'NOT_ENDED', header };
  const late = before.waves.filter((wave) => wave.WaveStatus === 'TIMEOUT' || undecidedServers({ waves: [wave] }).length > 0);
  if (late.length === 0 && header.Status !== 'TIMEOUT') return { kind: 'NOTHING_OPEN', header };
  const truth = await truthInTime(context, header, late);
  let { waves } = before;
  for (const { WaveNumber } of late) {
    const written = await context.executions.changeBoth(executionId, WaveNumber, (wave, current) => {
      const changed = reconciledWave(wave, current, truth);
      return { wave: changed, header: changedHeader(current, waves, wave, changed, { by, at: truth.at }) };
    });
    if (written !== undefined) waves = replaced(waves, written.wave);
  }
  const after = await consistent(context, await context.executions.load(executionId), { by, at: truth.at });
  context.logger.info('execution reconciled', { ExecutionId: executionId, By: by, Before: header.Status, Status: after.header.Status });
  return { kind: 'RECONCILED', result: resultOf(header, late, after) };
}

async function truthInTime(context: ReconcileContext, header: ExecutionHeader, late: readonly WaveRecord[]): Promise<Truth> {
  const asked = await told(context.clock, context.clock.now() + patience, async () => askTruth(context, header, await Promise.all(late.map((wave) => withoutOpenCalls(context, header, wave)))));
  if (asked.known) return asked.value;
  throw asked.error ?? new RetryableError('DrsSilent', 'DRS and EC2 did not answer in time. No status was changed; try again shortly.');
}

/** Two operators at once may each have seen the other's waves as they were: an execution is TIMEOUT only while a wave is. */
async function consistent(context: ReconcileContext, execution: StoredExecution, { by, at }: { readonly by: string; readonly at: number }): Promise<StoredExecution> {
  const { header, waves } = execution;
  if (header.Status !== 'TIMEOUT' || waves.some((wave) => wave.WaveStatus === 'TIMEOUT')) return execution;
  const changed = await context.executions.changeHeader(header.ExecutionId, (current) => {
    const Status = current.Status === 'TIMEOUT' ? ofWaves(current, waves) : current.Status;
    return Status === current.Status ? current : { ...current, Status, Reconciliations: recorded(current, { By: by, At: at, Before: current.Status, After: Status, Waves: [] }) };
  });
  return { header: changed, waves };
}

async function withoutOpenCalls(context: ReconcileContext, header: ExecutionHeader, wave: WaveRecord): Promise<WaveRecord> {
  if (openCalls(wave).length === 0) return wave;
  return resolveOpenCalls({ ...context, drs: context.accounts.drs(recoveryTarget(header)) }, wave, header.Polls);
}

function replaced(waves: readonly WaveRecord[], changed: WaveRecord): readonly WaveRecord[] {
  return waves.map((wave) => (wave.WaveNumber === changed.WaveNumber ? changed : wave));
}

/** The header once a wave has changed. @param waves all of the run, the one that changes as it was or as it is. */
function changedHeader(header: ExecutionHeader, waves: readonly WaveRecord[], before: WaveRecord, after: WaveRecord, { by, at }: { readonly by: string; readonly at: number }): ExecutionHeader {
  const late = launchedLate(header, before, after);
  const cleaned = late.length > 0 && header.TerminateAfterDrill ? cleanUpAgain(header, late.map(({ InstanceId, SourceServerId }) => InstanceId ?? SourceServerId)) : header;
  if (after.WaveStatus === before.WaveStatus) return cleaned;
  const Status = statusAfter(header, replaced(waves, before), replaced(waves, after));
  return { ...cleaned, Status, Reconciliations: recorded(header, { By: by, At: at, Before: header.Status, After: Status, Waves: [after.WaveNumber] }) };
}

/** Where an execution's status did not follow from its waves (its machine crashed, it was cancelled), it stays. */
function statusAfter(header: ExecutionHeader, before: readonly WaveRecord[], after: readonly WaveRecord[]): ExecutionHeader['Status'] {
  return header.Status === ofWaves(header, before) ? ofWaves(header, after) : header.Status;
}

function ofWaves(header: ExecutionHeader, waves: readonly WaveRecord[]): ExecutionHeader['Status'] {
  return executionOutcome({ ...header, Status: 'POLLING' }, waves);
}

/** One entry a request, however many waves it changed. */
function recorded({ Reconciliations = [] }: ExecutionHeader, entry: Reconciliation): readonly Reconciliation[] {
  const last = Reconciliations.at(-1);
  if (last?.By !== entry.By || last.At !== entry.At) return [...Reconciliations, entry].slice(-keptReconciliations);
  return [...Reconciliations.slice(0, -1), { ...last, After: entry.After, Waves: [...last.Waves, ...entry.Waves] }];
}

/** The servers that a drill launched late, and whose instances nobody has terminated. */
function launchedLate(header: ExecutionHeader, before: WaveRecord, after: WaveRecord): readonly ServerRecord[] {
  if (header.ExecutionType !== 'DRILL') return [];
  const running = new Set(before.Servers.filter((server) => isRunning(server, 'DRILL')).map((server) => server.SourceServerId));
  return after.Servers.filter((server) => running.has(server.SourceServerId) && server.LaunchedTime !== undefined && server.TerminatedTime === undefined);
}

function named(servers: readonly ServerRecord[]): readonly string[] {
  return servers.flatMap((server) => server.InstanceId ?? []);
}

function resultOf(before: ExecutionHeader, late: readonly WaveRecord[], after: StoredExecution): ReconcileResult {
  const { header } = after;
  const pairs = late.flatMap((wave) => after.waves.filter((other) => other.WaveNumber === wave.WaveNumber).map((now) => ({ wave, now })));
  const open = pairs.flatMap(({ now }) => unfinished(now, header).flatMap((server) => server.RecoveryJobId ?? []));
  return {
    ExecutionId: header.ExecutionId,
    Status: header.Status,
    Before: before.Status,
    Waves: pairs.map(({ wave, now }) => ({ WaveNumber: wave.WaveNumber, WaveName: wave.WaveName, Before: wave.WaveStatus, After: now.WaveStatus })),
    StillRunning: [...new Set(open)],
    LateInstances: pairs.flatMap(({ wave, now }) => named(launchedLate(header, wave, now))),
    ...(header.CleanUp === undefined ? {} : { CleanUp: header.CleanUp }),
  };
}

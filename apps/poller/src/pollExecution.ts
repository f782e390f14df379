import { isDeepStrictEqual } from 'node:util';
import {
  answerWaiters,
  askDrs,
  executionPhase,
  expectedSettle,
  finalize,
  inTheAir,
  isDrained,
  isFinal,
  mayBeUnknownYet,
  mergeWave,
  openCalls,
  pollAgainAt,
  reasonOf,
  recoveryTarget,
  resolveOpenCalls,
  ServiceError,
  unixSeconds,
  type Drs,
  type DrsAnswers,
  type ExecutionHeader,
  type StoredExecution,
  type WaveRecord,
} from '@drs-orchestration/core';
import { claimPoll } from './claim.js';
import type { PollerContext } from './context.js';
import { logFailedServers } from './logFailedServers.js';
import { recordPollMetrics } from './pollMetrics.js';

/** What a poll did. */
export interface PollSummary {
  readonly ExecutionId: string;
  readonly Outcome: 'POLLED' | 'NOT_WATCHED' | 'TAKEN' | 'FINALIZED';
  readonly ChangedWaves?: readonly number[];
}

/**
 * One poll of one execution (design section 7): claim it, ask DRS about all that is outstanding, write what changed,
 * answer who waits; and finalize it where its machine is gone and nothing is in the air any more.
 */
export async function pollExecution(context: PollerContext, executionId: string, calledFor?: number): Promise<PollSummary> {
  const startedAt = context.clock.now();
  const claim = await claimPoll(context, executionId, calledFor);
  if (typeof claim === 'string') {
    context.logger.info('poll not made', { ExecutionId: executionId, reason: claim });
    return { ExecutionId: executionId, Outcome: claim };
  }
  const { header } = claim;
  const before = await context.executions.load(executionId);
  const { waves, answers } = await followJobs(context, header, before.waves);
  logFailedServers(context, before.waves, waves);
  await keepPace(context, header, waves);
  const execution = await answerWaiters(context, await readAfterwards(context, executionId, waves));
  const finalized = await endWithoutMachine(context, execution);
  const changed = waves.filter((wave, index) => wave !== before.waves[index]).map((wave) => wave.WaveNumber);
  recordPollMetrics(context, { header, before: before.waves, after: waves, answers, milliseconds: context.clock.now() - startedAt });
  context.logger.info('execution polled', { ExecutionId: executionId, Phase: executionPhase(waves, header.ExecutionType), ChangedWaves: changed, Polls: header.Polls });
  return { ExecutionId: executionId, Outcome: finalized ? 'FINALIZED' : 'POLLED', ChangedWaves: changed };
}

/** The waves after this poll, each written where it changed. DRS being silent stops neither timeouts nor the rest. */
async function followJobs(context: PollerContext, header: ExecutionHeader, waves: readonly WaveRecord[]): Promise<{ readonly waves: readonly WaveRecord[]; readonly answers: DrsAnswers | undefined }> {
  const drs = context.accounts.drs(recoveryTarget(header));
  const resolved: WaveRecord[] = [];
  for (const wave of waves) resolved.push(await resolveCalls(context, drs, wave, header));
  const answers = await tolerantAnswers(context, drs, header, resolved);
  const merged: WaveRecord[] = [];
  for (const wave of resolved) {
    const now = unixSeconds(context.clock);
    const decide = (current: WaveRecord): WaveRecord => mergeWave(current, answers, header, now);
    // Decided on what was read first: a wave about which nothing is new costs no further call.
    const changes = !isDeepStrictEqual(decide(wave), wave);
    merged.push(changes ? await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, decide) : wave);
  }
  return { waves: merged, answers };
}

/**
 * The execution as its waiters are to be answered by. A wave was read with the write that changed it, the header is
 * read after: whoever registers later looks for itself. That nothing is in the air is told by waves read after the
 * header alone: while DRS was asked, another wave may have been launched, and the run cancelled.
 */
async function readAfterwards(context: PollerContext, executionId: string, waves: readonly WaveRecord[]): Promise<StoredExecution> {
  const header = await context.executions.header(executionId);
  return isDrained(header, waves, unixSeconds(context.clock)) ? context.executions.load(executionId) : { header, waves };
}

async function resolveCalls(context: PollerContext, drs: Drs, wave: WaveRecord, header: ExecutionHeader): Promise<WaveRecord> {
  if (openCalls(wave).length === 0) return wave;
  try {
    return await resolveOpenCalls({ ...context, drs }, wave, header.Polls);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn('DRS could not be asked about open launch calls', { ExecutionId: wave.ExecutionId, WaveNumber: wave.WaveNumber, code: error.code, reason: error.message });
    return wave;
  }
}

async function tolerantAnswers(context: PollerContext, drs: Drs, header: ExecutionHeader, waves: readonly WaveRecord[]): Promise<DrsAnswers | undefined> {
  const { jobIds } = inTheAir(header, waves);
  for (const wave of waves) {
    const lost = wave.Servers.filter((server) => server.Status === 'LAUNCHING' && server.RecoveryJobId === undefined);
    if (lost.length > 0) context.logger.warn('servers without a job id are passed over', { ExecutionId: wave.ExecutionId, WaveNumber: wave.WaveNumber, servers: lost.map((server) => server.SourceServerId) });
  }
  try {
    return await askDrs(context, drs, waves, jobIds);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Not the execution's failure (R4.4, A17): the next poll asks again.
    context.logger.warn('DRS could not be asked: the next poll asks again', { ExecutionId: header.ExecutionId, code: error.code, reason: error.message });
    return undefined;
  }
}

/** The phase, when the next launch is expected to be over, and the next poll, unless someone wrote meanwhile: a launch asks for an earlier poll. */
async function keepPace(context: PollerContext, claimed: ExecutionHeader, waves: readonly WaveRecord[]): Promise<void> {
  const Phase = executionPhase(waves, claimed.ExecutionType);
  const at = claimed.LastPolledTime ?? 0;
  const expected = expectedSettle(waves, at);
  if (Phase === claimed.Phase && isDeepStrictEqual(expected, claimed.ExpectedSettle)) return;
  await context.executions.changeHeader(claimed.ExecutionId, (current) => {
    if (isFinal(current.Status) || current.Rev !== claimed.Rev) return current;
    const { ExpectedSettle: _earlier, ...rest } = current;
    const paced = { ...rest, Phase, ...(expected === undefined ? {} : { ExpectedSettle: expected }) };
    return { ...paced, NextPollTime: pollAgainAt(paced, at, at) };
  });
}

/**
 * Where the machine is gone (cancelled, or ended by itself), the execution is finalized here, after its last job
 * (design section 4). A cancelled machine that still runs is stopped again, until it is so.
 */
async function endWithoutMachine(context: PollerContext, execution: StoredExecution): Promise<boolean> {
  const { header, waves } = execution;
  const executionId = header.ExecutionId;
  if (header.Status !== 'CANCELLING' && header.Machine === undefined) return false;
  if (header.Machine === undefined && !(await machineStopped(context, execution))) return false;
  if (isFinal(header.Status) || !isDrained(header, waves, unixSeconds(context.clock))) return false;
  const { header: ended } = await finalize(context, executionId);
  context.logger.info('execution finalized without its machine', { ExecutionId: executionId, Status: ended.Status });
  await askForRepair(context, executionId);
  return true;
}

async function machineStopped(context: PollerContext, { header }: StoredExecution): Promise<boolean> {
  try {
    const machine = await context.machine.describe(header.ExecutionId);
    if (machine === undefined && mayBeUnknownYet(header, unixSeconds(context.clock))) return false;
    if (machine?.status !== 'RUNNING') return true;
    await context.machine.stop(header.ExecutionId, `cancelled by ${header.Cancel?.By ?? 'an operator'}`);
  } catch (error) {
    context.logger.warn('the state machine could not be stopped: it is tried again', { ExecutionId: header.ExecutionId, reason: reasonOf(error) });
  }
  return false;
}

/** The message, the clean-up and the lock are the orchestrator's; should this call be lost, the finder makes it again. */
async function askForRepair(context: PollerContext, executionId: string): Promise<void> {
  try {
    await context.functions.invokeRepair({ ExecutionId: executionId });
  } catch (error) {
    context.logger.warn('the repair could not be called: the finder will', { ExecutionId: executionId, reason: reasonOf(error) });
  }
}

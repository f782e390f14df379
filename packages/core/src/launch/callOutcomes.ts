import { ServiceError } from '../errors.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { unixSeconds } from '../ports/clock.js';
import type { Drs, DrsJob } from '../ports/drs.js';
import { callTags, withJob, withoutRefusedCall, withRefusedServers } from './calls.js';
import type { LaunchContext } from './launchContext.js';
import { jobsByServer, listRunningJobs } from './runningJobs.js';
import { isHopeless, type SlotQueue } from './slotPatience.js';
import type { CallOutcome } from './startCall.js';

/** How long a Conflict that names nobody is tried again before it counts as the servers' failure. Seconds. */
const conflictPatienceSeconds = 300;

/** Refusals that pass by themselves: the servers wait for their turn. */
const passing = new Set(['QUOTA', 'THROTTLED']);

/**
 * Records what came of calls, in one write (design section 6): a job in its call and servers; a refusal takes
 * its call back; on a Conflict the servers in active jobs are split off with those jobs' ids; what is uncertain stays open.
 * @returns the wave, and whether the rest has to wait.
 */
export async function recordOutcomes(
  context: LaunchContext,
  drs: Drs,
  header: ExecutionHeader,
  wave: WaveRecord,
  outcomes: ReadonlyMap<string, CallOutcome>,
  queue: SlotQueue,
): Promise<{ readonly wave: WaveRecord; readonly wait: boolean }> {
  const busy = [...outcomes.values()].some((outcome) => outcome.kind === 'REFUSED' && outcome.error.kind === 'CONFLICT') ? await busyServers(context, drs) : new Map<string, DrsJob>();
  const now = unixSeconds(context.clock);
  let wait = false;
  const recorded = await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => {
    let next = current;
    wait = false;
    for (const [id, outcome] of outcomes) {
      if (outcome.kind === 'JOB') next = withJob(next, id, outcome.jobId, header.Polls, now);
      else if (outcome.kind === 'UNKNOWN') wait = true;
      else {
        const refused = afterRefusal(next, id, outcome, { busy, queue, header }, now);
        next = refused.wave;
        wait ||= refused.wait;
      }
    }
    return next;
  });
  for (const [id, outcome] of outcomes) logOutcome(context, recorded, id, outcome);
  return { wave: recorded, wait };
}

/** Who is in which active job; nobody known where DRS cannot tell now. */
async function busyServers(context: LaunchContext, drs: Drs): Promise<ReadonlyMap<string, DrsJob>> {
  try {
    return jobsByServer(await listRunningJobs(drs, context.clock.now()));
  } catch (error) {
    if (error instanceof ServiceError) return new Map();
    throw error;
  }
}

type Refusal = CallOutcome & { readonly kind: 'REFUSED' };

interface AfterRefusal {
  readonly wave: WaveRecord;
  readonly wait: boolean;
}

/** What a refusal is judged by. */
interface Circumstances {
  readonly busy: ReadonlyMap<string, DrsJob>;
  readonly queue: SlotQueue;
  readonly header: ExecutionHeader;
}

function afterRefusal(wave: WaveRecord, callId: string, { error, late }: Refusal, { busy, queue, header }: Circumstances, now: number): AfterRefusal {
  const servers = wave.Calls[callId]?.Servers ?? [];
  const refused = withoutRefusedCall(wave, callId, now);
  if (error.kind === 'CONFLICT') return afterConflict(refused, servers, error, busy, header, now);
  const waiting: WaveRecord = { ...refused, SlotWaitSince: refused.SlotWaitSince ?? now };
  const patient = (late || passing.has(error.kind)) && !isHopeless(waiting.SlotWaitSince, queue, now);
  return patient ? { wave: waiting, wait: true } : { wave: withRefusedServers(refused, reasonForAll(servers, error.message), now), wait: false };
}

function afterConflict(wave: WaveRecord, servers: readonly string[], error: ServiceError, busy: ReadonlyMap<string, DrsJob>, header: ExecutionHeader, now: number): AfterRefusal {
  const ours = servers.flatMap((server) => ownCall(wave, busy.get(server)) ?? []);
  if (ours.length > 0) return { wave: ours.reduce((current, own) => withJob(current, own.callId, own.jobId, header.Polls, now), wave), wait: false };
  const reasons = new Map<string, string>();
  for (const server of servers) {
    const job = busy.get(server);
    if (job !== undefined) reasons.set(server, `Server ${server} is in DRS job ${job.jobId}, which is not ours. Start again when it is over.`);
    else if (error.resourceId === server) reasons.set(server, `DRS refuses to launch server ${server}: ${error.message}`);
  }
  if (reasons.size > 0) return { wave: withRefusedServers(wave, reasons, now), wait: false };
  // DRS names nobody and nobody is found: the job in the way may just have ended.
  const waiting: WaveRecord = { ...wave, ConflictSince: wave.ConflictSince ?? now };
  const patient = now - (waiting.ConflictSince ?? now) < conflictPatienceSeconds;
  return patient ? { wave: waiting, wait: true } : { wave: withRefusedServers(wave, reasonForAll(servers, error.message), now), wait: false };
}

/** The call of this wave that made a job, where it did. */
function ownCall(wave: WaveRecord, job: DrsJob | undefined): { readonly callId: string; readonly jobId: string } | undefined {
  const callId = job?.tags[callTags.call];
  if (job === undefined || callId === undefined || job.tags[callTags.executionId] !== wave.ExecutionId) return undefined;
  return wave.Calls[callId] === undefined ? undefined : { callId, jobId: job.jobId };
}

function reasonForAll(servers: readonly string[], message: string): ReadonlyMap<string, string> {
  return new Map(servers.map((server) => [server, message]));
}

function logOutcome(context: LaunchContext, wave: WaveRecord, callId: string, outcome: CallOutcome): void {
  const fields = { ExecutionId: wave.ExecutionId, WaveNumber: wave.WaveNumber, CallId: callId, Servers: wave.Calls[callId]?.Servers };
  if (outcome.kind === 'JOB') context.logger.info('launch call made a job', { ...fields, RecoveryJobId: outcome.jobId });
  else if (outcome.kind === 'REFUSED') context.logger.warn('launch call refused', { ...fields, code: outcome.error.code, reason: outcome.error.message });
  else context.logger.warn('launch call unanswered: looking for its job', { ...fields, reason: outcome.error instanceof Error ? outcome.error.message : String(outcome.error) });
}

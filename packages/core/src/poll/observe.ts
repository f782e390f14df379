import { enter, fail } from '../execution/transitions.js';
import { isRunning } from '../execution/settlement.js';
import { isOutstanding } from '../execution/statuses.js';
import type { ServerRecord, ServerStatus, WaveRecord } from '../execution/records.js';
import type { ExecutionType } from '../plan/plan.js';
import type { DrsJob, DrsLaunchActionRun, DrsParticipatingServer } from '../ports/drs.js';

/** What a server's status is to be, as far as its job alone tells; ASK: look for its recovery instance. */
export type JobVerdict = ServerStatus | 'ASK' | undefined;

/** A job's end, as far as launching goes: DRS says COMPLETED; FAILED is the seeds' word (P7). */
export function jobHasEnded(job: Pick<DrsJob, 'status'>): boolean {
  return job.status === 'COMPLETED' || job.status === 'FAILED';
}

/**
 * The table of design section 4: job status and launchStatus to the server's status. `undefined`: a word nobody
 * knows, which changes nothing.
 */
export function jobVerdict(job: Pick<DrsJob, 'status'>, launchStatus: string | undefined): JobVerdict {
  if (launchStatus === 'LAUNCHED') return 'LAUNCHED';
  if (launchStatus === 'FAILED' || launchStatus === 'TERMINATED') return 'FAILED';
  if (job.status === 'FAILED') return 'FAILED';
  if (job.status === 'COMPLETED') return 'ASK';
  if (launchStatus === 'IN_PROGRESS') return 'IN_PROGRESS';
  if (job.status === 'PENDING') return 'PENDING';
  return job.status === 'STARTED' || job.status === 'IN_PROGRESS' ? 'STARTED' : undefined;
}

/** What DRS says about one server, all questions answered. */
export interface Observation {
  readonly job: DrsJob;
  readonly participant: DrsParticipatingServer | undefined;
  /** For ASK: the recovery instance of this job, or null where there is none. Undefined: not asked. */
  readonly instanceId?: string | null;
  /** The job log's rawError for a server that failed. */
  readonly rawError?: string;
}

/**
 * A server after an observation: monotonic, so that late, repeated and reordered ones do no harm (design section 4).
 * @param now Unix seconds. @param polls the header's `Polls`, this poll included.
 */
export function observe(server: ServerRecord, observation: Observation, wave: Pick<WaveRecord, 'LaunchActions'>, executionType: ExecutionType, now: number, polls: number): ServerRecord {
  const wasRunning = isRunning(server, executionType);
  const observed = observeActions(observeLaunch(server, observation, now), observation, wave, executionType, now);
  const settledNow = wasRunning && !isRunning(observed, executionType);
  return settledNow ? { ...observed, PollsAtSettle: polls, SettledPollTime: now } : observed;
}

function observeLaunch(server: ServerRecord, observation: Observation, now: number): ServerRecord {
  const { job, participant } = observation;
  let verdict = jobVerdict(job, participant?.launchStatus);
  if (verdict === 'ASK') {
    if (observation.instanceId === undefined) return server;
    verdict = observation.instanceId === null ? 'FAILED' : 'LAUNCHED';
  }
  if (verdict === undefined) return server;
  // What was launched stays so: that its instance is gone later is for the health check, or an operator, to see.
  if (verdict === 'FAILED' && !isOutstanding(server.Status)) return server;
  if (verdict === 'FAILED') return fail(server, observation.rawError ?? `DRS job ${job.jobId} ended without launching it; see the job's log in the DRS console.`, now);
  const entered = enter(server, verdict, now);
  const instanceId = observation.instanceId ?? participant?.recoveryInstanceId;
  const launched = entered.Status === 'LAUNCHED';
  return {
    ...entered,
    ...(launched && entered.LaunchedTime === undefined ? { LaunchedTime: now } : {}),
    // The instance's id can vanish from a completed job (drs-api.md): once known it stays.
    ...(launched && entered.InstanceId === undefined && instanceId !== undefined && instanceId !== null ? { InstanceId: instanceId } : {}),
  };
}

/** Launch actions (RECOVERY only): all SUCCEEDED, or FAILED, which fails the server unless they are optional. */
function observeActions(server: ServerRecord, observation: Observation, wave: Pick<WaveRecord, 'LaunchActions'>, executionType: ExecutionType, now: number): ServerRecord {
  if (executionType === 'DRILL' || server.Status !== 'LAUNCHED') return server;
  // Once decided it stays so: runs can be seen late, or vanish.
  if (server.PostLaunchActionsStatus !== undefined && server.PostLaunchActionsStatus !== 'IN_PROGRESS') return server;
  const status = actionsStatus(observation.participant?.launchActionRuns, jobHasEnded(observation.job));
  if (status === undefined || status === server.PostLaunchActionsStatus) return server;
  if (status === 'NONE' && server.PostLaunchActionsStatus === 'IN_PROGRESS') return server;
  const decided: ServerRecord = { ...server, PostLaunchActionsStatus: status };
  if (status !== 'FAILED') return decided;
  const failed = observation.participant?.launchActionRuns?.filter((run) => run.status === 'FAILED').map(nameOfRun) ?? [];
  const reason = `Launch actions failed: ${failed.join('; ')}`;
  return wave.LaunchActions === 'OPTIONAL' ? { ...enter(decided, 'WARNING', now), Error: reason } : fail(decided, reason, now);
}

function actionsStatus(runs: readonly DrsLaunchActionRun[] | undefined, jobEnded: boolean): ServerRecord['PostLaunchActionsStatus'] {
  // Runs may appear after the launch: only a job that is over says that there are none.
  if (runs === undefined || runs.length === 0) return jobEnded ? 'NONE' : undefined;
  if (runs.some((run) => run.status === 'FAILED')) return 'FAILED';
  return runs.every((run) => run.status === 'SUCCEEDED') ? 'SUCCEEDED' : 'IN_PROGRESS';
}

function nameOfRun(run: DrsLaunchActionRun): string {
  return `${run.actionName ?? 'an action'}${run.failureReason === undefined ? '' : ` (${run.failureReason})`}`;
}

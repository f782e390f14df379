import type { ExecutionStatus, ServerStatus, WaveStatus } from './records.js';

const finalExecutionStatuses: ReadonlySet<ExecutionStatus> = new Set<ExecutionStatus>(['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED']);
const unsettledWaveStatuses: ReadonlySet<WaveStatus> = new Set<WaveStatus>(['PENDING', 'AWAITING_APPROVAL', 'LAUNCHING']);
const launchedServerStatuses: ReadonlySet<ServerStatus> = new Set<ServerStatus>(['LAUNCHED', 'WARNING', 'TERMINATED']);
const outstandingServerStatuses: ReadonlySet<ServerStatus> = new Set<ServerStatus>(['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS']);

/** Whether an execution in this status has ended (design section 4). */
export function isFinal(status: ExecutionStatus): boolean {
  return finalExecutionStatuses.has(status);
}

/** Whether the finder watches executions in this status (design section 7). */
export function isWatched(status: ExecutionStatus): boolean {
  return status === 'POLLING' || status === 'CANCELLING';
}

/** Whether a wave in this status has ended; only `reconcile` changes it afterwards. */
export function isSettled(status: WaveStatus): boolean {
  return !unsettledWaveStatuses.has(status);
}

/** Whether a server in this status counts as launched; a drill's clean-up ends a launched server as TERMINATED. */
export function countsAsLaunched(status: ServerStatus): boolean {
  return launchedServerStatuses.has(status);
}

/** Whether DRS still works on the launch of a server in this status. */
export function isOutstanding(status: ServerStatus): boolean {
  return outstandingServerStatuses.has(status);
}

/** How far along each status is; a status is only ever followed by one that is further (design section 4). */
const progress: Readonly<Record<ServerStatus, number>> = {
  NOT_STARTED: 0,
  LAUNCHING: 1,
  PENDING: 2,
  STARTED: 3,
  IN_PROGRESS: 4,
  LAUNCHED: 5,
  WARNING: 6,
  FAILED: 7,
  SKIPPED: 7,
  CANCELLED: 7,
  TERMINATED: 8,
};

/**
 * Whether a server may go from one status to another. Only forward; what never launched cannot be TERMINATED, what
 * was launched cannot be SKIPPED or CANCELLED. LAUNCHING goes back to NOT_STARTED nowhere: a voided call's servers
 * never left NOT_STARTED.
 */
export function mayFollow(from: ServerStatus, to: ServerStatus): boolean {
  if (to === 'TERMINATED') return from === 'LAUNCHED' || from === 'WARNING';
  if (to === 'SKIPPED' || to === 'CANCELLED') return from === 'NOT_STARTED';
  return progress[to] > progress[from];
}

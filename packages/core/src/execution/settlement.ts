import type { ExecutionType } from '../plan/plan.js';
import type { ServerRecord, WaveRecord } from './records.js';
import { serversInScope } from './launchOrder.js';
import { isOutstanding } from './statuses.js';

/**
 * Whether a server's launch has settled (design section 7): launched or failed; in a recovery its launch actions
 * over too; or timed out, whatever DRS still does.
 */
export function launchSettled(server: ServerRecord, executionType: ExecutionType): boolean {
  if (server.Status === 'NOT_STARTED') return false;
  if (!isRunning(server, executionType)) return true;
  // The launch and the launch actions each have their own time (design section 7).
  return isOutstanding(server.Status) ? server.TimeoutDetected === true : server.ActionsTimeoutDetected === true;
}

/** Whether DRS still works on a server: its launch, or in a recovery its launch actions. */
export function isRunning(server: ServerRecord, executionType: ExecutionType): boolean {
  if (isOutstanding(server.Status)) return true;
  if (executionType === 'DRILL' || server.Status !== 'LAUNCHED') return false;
  return server.PostLaunchActionsStatus === undefined || server.PostLaunchActionsStatus === 'IN_PROGRESS';
}

/** Whether the launches a Task waits for have settled: those of the wave, or that of the server at a position. */
export function launchesSettled(wave: WaveRecord, position: number | undefined, executionType: ExecutionType): boolean {
  return serversInScope(wave, position).every((server) => launchSettled(server, executionType));
}

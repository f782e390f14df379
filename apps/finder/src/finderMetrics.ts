import { isFinal, unixSeconds } from '@drs-orchestration/core';
import type { FinderContext } from './context.js';
import type { OpenRun, WatchedExecution } from './watchedExecutions.js';

/** How long a watched execution with jobs outstanding may go without a poll before it counts as unpolled. Seconds. */
const unpolledAfterSeconds = 2100;

/** Measures what a first sweep found: how many executions, the oldest's age, those overdue or left alone (design section 12). */
export function recordFinderMetrics(context: FinderContext, executions: readonly WatchedExecution[], open: readonly OpenRun[]): void {
  const now = unixSeconds(context.clock);
  const outstanding = executions.filter((execution) => execution.Phase !== undefined && execution.Phase !== 'IDLE');
  context.metrics.record(
    { name: 'ExecutionsInPolling', value: executions.length },
    { name: 'OldestPollingExecution', value: Math.max(0, ...executions.map((execution) => now - execution.StartTime)) },
    { name: 'OverdueExecutions', value: open.filter((run) => !isFinal(run.Status) && run.BoundTime !== undefined && now > run.BoundTime).length },
    { name: 'UnpolledExecutions', value: outstanding.filter((execution) => now - (execution.LastPolledTime ?? execution.StartTime) > unpolledAfterSeconds).length },
  );
}

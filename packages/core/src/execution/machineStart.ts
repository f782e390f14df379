import type { ExecutionHeader } from './records.js';

/** How long a run's state machine may be unknown to Step Functions, or not started yet. Seconds. */
const startPatienceSeconds = 60;

/**
 * Whether a machine that is not found may be there all the same, or be started yet: DescribeExecution is eventually
 * consistent (AWS's API reference). Only later is it gone.
 * @param now Unix seconds.
 */
export function mayBeUnknownYet(header: Pick<ExecutionHeader, 'StartTime'>, now: number): boolean {
  return now - header.StartTime < startPatienceSeconds;
}

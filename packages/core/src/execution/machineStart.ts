import type { ExecutionHeader } from './records.js';

/** How long a state machine may be unknown to Step Functions after its start, or its start be under way. Seconds. */
const startPatienceSeconds = 60;
/** How long the request that accepts a run may take to start its machine: Lambda ends it after 29 s. */
const acceptingSeconds = 30;

/**
 * Whether the machine of a PENDING run that is not found is to be started: its request has had its time, or a start was
 * tried before. A second start of the same name is none.
 * @param now Unix seconds.
 */
export function isStartDue(header: Pick<ExecutionHeader, 'StartTime' | 'MachineStartedAt'>, now: number): boolean {
  return header.MachineStartedAt !== undefined || now - header.StartTime >= startPatienceSeconds;
}

/**
 * Whether a machine that is not found may be there all the same: DescribeExecution is eventually consistent (AWS's API
 * reference). Only later is it gone.
 * @param now Unix seconds.
 */
export function mayBeUnknownYet(header: Pick<ExecutionHeader, 'StartTime' | 'MachineStartedAt'>, now: number): boolean {
  return now - (header.MachineStartedAt ?? header.StartTime + acceptingSeconds) < startPatienceSeconds;
}

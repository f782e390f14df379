/**
 * How long after a run's start its state machine may be unknown to Step Functions, or not started yet (DescribeExecution
 * is eventually consistent, AWS's API reference). Only after it is a machine that is not found taken for gone. Seconds.
 */
export const startPatienceSeconds = 60;

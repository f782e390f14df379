import type { ExecutionStatus } from '@drs-orchestration/core';

/** The exit status for wrong input: a plan's faults, an unknown option, a file that cannot be read. */
export const wrongInput = 2;
/** The exit status for what should not happen: a fault of drsctl itself. */
export const internalError = 1;

const byStatus: Readonly<Partial<Record<ExecutionStatus, number>>> = { COMPLETED: 0, PARTIAL: 10, FAILED: 11, TIMEOUT: 12, CANCELLED: 13 };

/** The exit status that tells how an execution ended. */
export function exitStatusOf(status: ExecutionStatus): number {
  return byStatus[status] ?? internalError;
}

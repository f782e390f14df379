import type { ExecutionStatus } from '@drs-orchestration/core';

/** The exit status for what should not happen: a fault of drsctl itself. */
export const internalError = 1;
/** `plan diff` found differences; as diff says it. */
export const differs = 1;
/** The exit status for wrong input: a plan's faults, an unknown option, a file that cannot be read. */
export const wrongInput = 2;
/** There is no such execution, plan or group. */
export const notFound = 3;
/** What is there stands against it: another version, another execution, a run that has ended; another drsctl that uses the local records. */
export const conflict = 4;
/** AWS does not let this user: no credentials, expired ones, or no permission. */
export const notAllowed = 5;
/** The API cannot be reached, or cannot answer now. */
export const unreachable = 6;
/** The user ended a run, and it was CANCELLED; also of a local run that was left at once. */
export const cancelled = 13;
/** `preflight`: the plan would not run now. */
export const notReady = 14;
/** Ctrl-C left a run that goes on without drsctl; or whoever read what `executions watch` prints went away. */
export const left = 130;

const byStatus: Readonly<Partial<Record<ExecutionStatus, number>>> = { COMPLETED: 0, PARTIAL: 10, FAILED: 11, TIMEOUT: 12, CANCELLED: cancelled };

/** The exit status that tells how an execution ended. */
export function exitStatusOf(status: ExecutionStatus): number {
  return byStatus[status] ?? internalError;
}

/** The exit statuses, as help texts list them. */
export const exitStatusHelp = `Exit status:
  0 done, COMPLETED, ready   2 wrong input             10 PARTIAL
  1 a fault of drsctl, or    3 not found               11 FAILED
    plan diff: differs       4 conflict                12 TIMEOUT
                             5 not allowed, expired    13 CANCELLED
                             6 unreachable             14 preflight: not ready
                                                      130 left; the run goes on`;

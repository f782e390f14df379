/** Quotas of standard workflows (Step Functions developer guide, "Service quotas"). */

/** The largest input or output of a state, a task or an execution, in bytes of UTF-8. */
export const maxPayloadBytes: number = 256 * 1024;

/** The most events one execution's history can hold; the last is its failing for that reason. */
export const maxHistoryEvents: number = 25_000;

/** Iterations of an inline Map that run at the same time, where `MaxConcurrency` is 0 or more than this. */
export const maxInlineIterations: number = 40;

/** The largest definition, in bytes of UTF-8. */
export const maxDefinitionBytes: number = 1024 * 1024;

/** The longest wait or time-out, in seconds. */
export const maxSeconds: number = 99_999_999;

/** The largest MaxDelaySeconds of a Retrier (developer guide, "Retrying after an error": less than 31622401). */
export const longestRetryDelay: number = 31_622_400;

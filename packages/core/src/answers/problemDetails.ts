import type { Fault } from '../plan/plan.js';

/** An error of the API, in the one shape all have (RFC 9457). */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** What is wrong with the request, each with its path. */
  readonly faults?: readonly Fault[];
  /** The execution in the way, or that is meant. */
  readonly ExecutionId?: string;
  readonly Status?: string;
  /** The version that is stored, where another one was given. */
  readonly Version?: number;
}

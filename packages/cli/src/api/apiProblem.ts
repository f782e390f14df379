import type { Fault, ProblemDetails } from '@drs-orchestration/core';

/** A request that the API refused, in its own words. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];
  /** The execution in the way, where the API names one. */
  readonly executionId: string | undefined;
  /** The stored version, where another one was given. */
  readonly version: number | undefined;
  /** What was asked, e.g. `/plans/plan-shop`. */
  readonly path: string;

  constructor(status: number, detail: string, members: Partial<Pick<ProblemDetails, 'faults' | 'ExecutionId' | 'Version'>> = {}, path: string = '') {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.faults = members.faults ?? [];
    this.executionId = members.ExecutionId;
    this.version = members.Version;
    this.path = path;
  }
}

/** AWS does not let this user: there are no credentials, they have expired, or they are not enough. */
export class NotAllowedError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'NotAllowedError';
  }
}

/** The API could not be reached, or what answered is not the API. */
export class UnreachableError extends Error {
  /** Whether the same request may succeed in a moment, as it stands. */
  readonly passing: boolean;
  constructor(message: string, options: { readonly cause?: unknown; readonly passing: boolean }) {
    super(message, { cause: options.cause });
    this.name = 'UnreachableError';
    this.passing = options.passing;
  }
}

/** Whether the same request may succeed in a moment: no answer, throttled, or a failure inside the API. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return error.passing;
  return error instanceof ApiProblem && (error.status === 429 || error.status >= 500);
}

/**
 * A state failed. `error` is what `ErrorEquals` is compared with; null where neither the task nor a Fail state gave one.
 * Retry and Catch see it, unless it is one of the errors that end an execution whatever they say (`RuntimeFailure`).
 */
export class StateFailure extends Error {
  readonly error: string | null;
  readonly failureCause: string | null;
  constructor(error: string | null, cause: string | null) {
    super(`${error ?? '(no error name)'}: ${cause ?? '(no cause)'}`);
    this.error = error;
    this.failureCause = cause;
    this.name = 'StateFailure';
  }

  /** What Catch hands on: absent names and causes become null, a time-out's cause the empty string, as recorded from AWS. */
  get output(): { readonly Error: string | null; readonly Cause: string | null } {
    return { Error: this.error, Cause: this.failureCause };
  }
}

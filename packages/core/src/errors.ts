/** How a failing call ended, as far as the caller must know it. */
export type FailureKind =
  | 'THROTTLED'
  | 'CONFLICT'
  | 'QUOTA'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'DENIED'
  | 'UNINITIALIZED'
  /** The other side said that it failed (5xx). Whether it acted is not known. */
  | 'SERVER'
  /** No answer: cut, timed out or aborted. Whether it acted is not known. */
  | 'NETWORK'
  /** The name did not resolve, TLS failed, or it was given up before it was sent: it never reached the other side. */
  | 'UNREACHABLE';

/**
 * The same call may succeed later; the state machine retries it (design section 11).
 * `code` is stable; the message says what to do next.
 */
export class RetryableError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    // A minified class name is not its name, and the ASL catches by name: so a literal.
    this.name = 'RetryableError';
  }
}

/** The same call will not succeed, or its retries are spent; the state machine does not retry it. */
export class TerminalError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = 'TerminalError';
  }
}

/** A call to an AWS service that failed after the client's own retries. */
export class ServiceError extends TerminalError {
  readonly service: string;
  readonly operation: string;
  readonly kind: FailureKind;
  /** What the service says the failure is about (a Conflict's `resourceId`), where it says so. */
  readonly resourceId: string | undefined;
  constructor(
    details: {
      readonly service: string;
      readonly operation: string;
      readonly kind: FailureKind;
      readonly message: string;
      readonly resourceId?: string | undefined;
    },
    options?: { readonly cause?: unknown },
  ) {
    super(`${details.service}.${details.kind}`, details.message, options);
    this.service = details.service;
    this.operation = details.operation;
    this.kind = details.kind;
    this.resourceId = details.resourceId;
  }
}

/** What anything that was thrown says of itself: an Error's message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Failures that pass by themselves. Where nothing was sent that could be done twice, waiting is safe. */
const passingFailures: ReadonlySet<FailureKind> = new Set<FailureKind>(['THROTTLED', 'NETWORK', 'SERVER']);

/** Whether a call failed in a way that passes by itself. */
export function passesByItself(error: unknown): error is ServiceError {
  return error instanceof ServiceError && passingFailures.has(error.kind);
}

/**
 * What a call gives; where it fails in a way that passes by itself, the machine is told to try again (design section 5).
 * @param code of the RetryableError. @param prefix of its message.
 * @throws RetryableError in place of such a failure.
 */
export async function triedAgain<T>(call: () => Promise<T>, code: string, prefix = ''): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!passesByItself(error)) throw error;
    throw new RetryableError(code, `${prefix}${error.message}`, { cause: error });
  }
}

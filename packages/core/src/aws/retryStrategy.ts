import { ServiceError, type FailureKind } from '../errors.js';
import type { Clock } from '../ports/index.js';
import { currentCall } from './call.js';
import { failureKind } from './failureKind.js';

/**
 * READS may be repeated whenever no answer came; LAUNCHES only when throttled, which says that nothing was done;
 * INVOCATIONS of our functions like READS, but sooner: a poll waits for each, and the finder's next sweep makes it again.
 */
export type RetryMode = 'READS' | 'LAUNCHES' | 'INVOCATIONS';

const patiently = [2, 4, 8];
/** Waits before the first, second and third retry, in seconds (P8, P13, P29). */
export const retryDelays: Readonly<Record<RetryMode, readonly number[]>> = { READS: patiently, LAUNCHES: patiently, INVOCATIONS: [0.5, 1, 2] };

const anyFailure: ReadonlySet<FailureKind> = new Set(['THROTTLED', 'NETWORK', 'SERVER']);
const repeatable: Readonly<Record<RetryMode, ReadonlySet<FailureKind>>> = {
  // UNREACHABLE (DNS, TLS) is not among them: it fails at once (design section 11).
  READS: anyFailure,
  LAUNCHES: new Set(['THROTTLED']),
  INVOCATIONS: anyFailure,
};

/** The SDK's retry token: how many retries were made, and how long the SDK itself should still sleep (never). */
export interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

const token = (retries: number): RetryToken => ({ getRetryCount: () => retries, getRetryDelay: () => 0 });

/**
 * The SDK's retry strategy as design section 11's table has it. The SDK would sleep with the machine's timers, so
 * this sleeps on our clock while the SDK asks whether to retry, and then tells it not to wait any more.
 */
export class RetryStrategy {
  readonly #clock: Clock;
  readonly #mode: RetryMode;

  constructor(clock: Clock, mode: RetryMode) {
    this.#clock = clock;
    this.#mode = mode;
  }

  async acquireInitialRetryToken(): Promise<RetryToken> {
    return token(0);
  }

  /** @throws the failure itself when it is not to be retried, or when the call is given up during the wait. */
  async refreshRetryTokenForRetry(last: RetryToken, failure: { readonly error?: unknown }): Promise<RetryToken> {
    const call = currentCall();
    const kind = failureKind(failure.error);
    const delay = retryDelays[this.#mode][last.getRetryCount()];
    const givenUp = call?.signal?.aborted === true;
    // A ServiceError comes from a call within this one (AssumeRole), whose own retries are spent.
    const spent = failure.error instanceof ServiceError;
    if (delay === undefined || kind === undefined || spent || givenUp || !repeatable[this.#mode].has(kind)) {
      throw failure.error;
    }
    if (call !== undefined) {
      call.lastFailure = failure.error;
      call.sent = false;
    }
    await this.#clock.sleep(delay * 1000, call?.signal);
    return token(last.getRetryCount() + 1);
  }

  recordSuccess(): void {
    // No quota of retries is kept: each call has its own three.
  }
}

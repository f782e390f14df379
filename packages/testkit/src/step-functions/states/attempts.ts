import type { StateReader } from '../definition/stateReader.js';
import { requireWithinDataLimit } from '../errors/dataLimitExceeded.js';
import { errorMatches } from '../errors/errorMatching.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { StateFailure } from '../errors/stateFailure.js';
import type { Frame } from '../execution/frame.js';
import { sleepIn } from '../execution/waiting.js';
import { readCatch, type Catcher } from './catch.js';
import type { StateOutcome } from './compiledState.js';
import { readRetry, RetryCounters, type Retrier } from './retry.js';

/** What a Task, a Map or a Parallel does about its failures. */
export interface FailurePolicy {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

/** Reads Retry and Catch. */
export function readFailurePolicy(state: StateReader): FailurePolicy {
  return { retriers: readRetry(state), catchers: readCatch(state) };
}

/** A state's attempt: computes its output, or throws StateFailure. */
export interface Attempts {
  readonly policy: FailurePolicy;
  readonly next: string | undefined;
  attempt(): Promise<unknown>;
  /** Told when no attempt is left, before Catch is looked at. */
  givingUp?(): void;
}

/** Attempts a state until it succeeds, its retries are spent, or what it failed of is caught. */
export async function runAttempts(input: unknown, frame: Frame, attempts: Attempts): Promise<StateOutcome> {
  let counters: RetryCounters | undefined;
  frame.state.retryCount = 0;
  for (;;) {
    try {
      const output = await attempts.attempt();
      if (output !== input) requireWithinDataLimit(output, frame.state.name);
      return { output, next: attempts.next };
    } catch (error) {
      if (!(error instanceof StateFailure) || error instanceof RuntimeFailure) throw error;
      counters ??= new RetryCounters(attempts.policy.retriers);
      const delay = counters.nextDelay(error);
      if (delay === undefined) {
        attempts.givingUp?.();
        return caught(input, error, attempts.policy);
      }
      await sleepIn(frame.scope, frame.shared.environment.clock, delay);
      frame.state.retryCount += 1;
      frame.shared.transitions += 1;
    }
  }
}

/** A caught failure's output passes by OutputPath, as recorded from AWS. */
function caught(input: unknown, failure: StateFailure, policy: FailurePolicy): StateOutcome {
  const catcher = policy.catchers.find(({ errorEquals }) => errorMatches(errorEquals, failure));
  if (catcher === undefined) throw failure;
  return { output: catcher.place(input, failure.output), next: catcher.next };
}

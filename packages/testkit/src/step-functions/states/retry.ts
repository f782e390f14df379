import type { FieldReader } from '../definition/fieldReader.js';
import { errorMatches } from '../errors/errorMatching.js';
import type { StateFailure } from '../errors/stateFailure.js';
import { longestRetryDelay } from '../limits.js';
import { readErrorEquals, requireAllLast } from './errorEquals.js';

/** One entry of Retry, its defaults filled in. Times are in seconds. */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly backoffRate: number;
  readonly maxAttempts: number;
  readonly maxDelaySeconds: number;
}

const fields = ['ErrorEquals', 'IntervalSeconds', 'BackoffRate', 'MaxAttempts', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'];

/** Reads Retry; JitterStrategy FULL is refused, since its delays would not replay. */
export function readRetry(state: FieldReader): readonly Retrier[] {
  const readers = state.objects('Retry');
  const retriers = readers.map((reader): Retrier => {
    reader.allowOnly(fields);
    const jitter = reader.string('JitterStrategy');
    if (jitter !== undefined && jitter !== 'NONE') reader.fault('JitterStrategy', `${jitter} is not supported: its random delays could not be replayed; use NONE`);
    const rate = reader.fields['BackoffRate'] ?? 2;
    if (typeof rate !== 'number' || rate < 1) reader.fault('BackoffRate', `must be a number of at least 1, not ${JSON.stringify(rate)}`);
    const intervalSeconds = reader.integer('IntervalSeconds', 1) ?? 1;
    const maxDelaySeconds = reader.integer('MaxDelaySeconds', 1, longestRetryDelay) ?? Infinity;
    if (maxDelaySeconds <= intervalSeconds) reader.fault('MaxDelaySeconds', 'must be greater than IntervalSeconds');
    return {
      errorEquals: readErrorEquals(reader),
      intervalSeconds,
      backoffRate: typeof rate === 'number' ? rate : 2,
      maxAttempts: reader.integer('MaxAttempts', 0) ?? 3,
      maxDelaySeconds,
    };
  });
  requireAllLast(readers, retriers.map(({ errorEquals }) => errorEquals));
  return retriers;
}

/** The retries of one state's run: each retrier counts its own. */
export class RetryCounters {
  readonly #retriers: readonly Retrier[];
  readonly #used: number[];

  constructor(retriers: readonly Retrier[]) {
    this.#retriers = retriers;
    this.#used = retriers.map(() => 0);
  }

  /** Seconds until the next attempt, or undefined where the first retrier that matches has none left, or none matches. */
  nextDelay(failure: StateFailure): number | undefined {
    const index = this.#retriers.findIndex(({ errorEquals }) => errorMatches(errorEquals, failure));
    const retrier = this.#retriers[index];
    if (retrier === undefined) return undefined;
    const used = this.#used[index]!;
    if (used >= retrier.maxAttempts) return undefined;
    this.#used[index] = used + 1;
    return Math.min(retrier.intervalSeconds * retrier.backoffRate ** used, retrier.maxDelaySeconds);
  }
}

import type { FollowedJob } from './jobs.js';

/** What a way of polling comes to on a job. */
export interface Polled {
  /** Seconds. */
  readonly delay: number;
  readonly calls: number;
}

/** A loop that asks every so many seconds, from the launch on; its calls take no time. */
export function waitLoop({ settledAt }: Pick<FollowedJob, 'settledAt'>, everySeconds: number): Polled {
  const calls = Math.max(1, Math.ceil(settledAt / everySeconds));
  return { calls, delay: calls * everySeconds - settledAt };
}

/** A schedule that asks at each full minute; its calls take no time. */
export function eachMinute({ settledAt, pastMinute }: Pick<FollowedJob, 'settledAt' | 'pastMinute'>): Polled {
  const calls = Math.max(1, Math.ceil((pastMinute + settledAt) / 60));
  return { calls, delay: calls * 60 - pastMinute - settledAt };
}

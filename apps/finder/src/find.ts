import { dueAt, pollIntervalSeconds, reasonOf } from '@drs-orchestration/core';
import type { FinderContext } from './context.js';
import { recordFinderMetrics } from './finderMetrics.js';
import { callRepairs } from './repairs.js';
import { sweep, type Invocations } from './sweep.js';
import { findOpenRuns, type WatchedExecution } from './watchedExecutions.js';

/** How long the finder goes on sweeping within its minute (design section 7). Seconds. */
const sweepingSeconds = 50;
/** The least time between two sweeps, but for the last. Seconds. */
const leastPauseSeconds = 5;
/** The most: a launch may bring a poll forward to this (design section 7). Seconds. */
const mostPauseSeconds = pollIntervalSeconds.LAUNCHING;

/** When calls that Lambda still refuses are given up: its own time is over at 60, and the next minute's run calls again. Seconds. */
const callingSeconds = 58;

/** What one run of the finder did. */
export interface FinderSummary extends Invocations {
  /** Executions watched at the last sweep. */
  readonly executions: readonly string[];
  readonly repairs: number;
  readonly sweeps: number;
}

/**
 * One run of the finder: hands on repairs and sweeps until 50 s after its start, so that the adaptive intervals are
 * real although its schedule fires once a minute. Nothing to watch: it returns at once (T1.1.2). A call that Lambda
 * refuses for a while holds up neither the other polls nor the next sweeps. Nor does a query that fails, after the
 * SDK's retries: the run goes on, and fails for it at its end, so that Lambda counts it (R9.4).
 * @throws what the first query that failed did.
 */
export async function find(context: FinderContext): Promise<FinderSummary> {
  const startedAt = context.clock.now();
  const calling = new AbortController();
  const failures: unknown[] = [];
  const answered = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      failures.push(error);
      context.logger.error('DynamoDB could not be asked: the next sweep asks again', { reason: reasonOf(error) });
      return undefined;
    }
  };
  const open = (await answered(() => findOpenRuns(context.items))) ?? [];
  const underWay: Promise<unknown>[] = [callRepairs(context, open, calling.signal)];
  const calledFor = new Map<string, string>();
  let totals: Invocations = { successful: 0, failed: 0 };
  let sweeps = 0;
  const look = async (): Promise<readonly WatchedExecution[]> => {
    const { executions, calls } = await sweep(context, calledFor, calling.signal);
    underWay.push(calls.then(({ successful, failed }) => (totals = { successful: totals.successful + successful, failed: totals.failed + failed })));
    sweeps += 1;
    return executions;
  };
  let executions = await answered(look);
  try {
    if (executions !== undefined) recordFinderMetrics(context, executions, open);
    const end = startedAt + sweepingSeconds * 1000;
    for (let now = context.clock.now(); (executions === undefined || executions.length > 0) && now < end; now = context.clock.now()) {
      const next = executions === undefined ? now : Math.min(now + mostPauseSeconds * 1000, ...executions.map((execution) => dueAt(execution) * 1000));
      // The last look is at the end, however soon that is: what is due after it waits 10 s for the next minute's, no longer.
      await context.clock.sleep(Math.min(Math.max(now + leastPauseSeconds * 1000, next), end) - now);
      executions = await answered(look);
    }
  } finally {
    await settled(context, underWay, calling, startedAt + callingSeconds * 1000);
  }
  if (executions === undefined || failures.length > 0) throw failures[0];
  return { executions: executions.map((execution) => execution.ExecutionId), ...totals, repairs: open.length, sweeps };
}

/** Waits for calls under way, which are given up at `until` (milliseconds). */
async function settled({ clock }: FinderContext, underWay: readonly Promise<unknown>[], calling: AbortController, until: number): Promise<void> {
  const over = new AbortController();
  clock.sleep(Math.max(0, until - clock.now()), over.signal).then(
    () => calling.abort(new Error(`still refused ${callingSeconds} s after the finder's start`)),
    () => undefined,
  );
  await Promise.all(underWay);
  over.abort();
}

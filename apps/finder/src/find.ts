import { dueAt, pollIntervalSeconds } from '@drs-orchestration/core';
import type { FinderContext } from './context.js';
import { recordFinderMetrics } from './finderMetrics.js';
import { callRepairs } from './repairs.js';
import { sweep, type Invocations } from './sweep.js';

/** How long the finder goes on sweeping within its minute (design section 7). Seconds. */
const sweepingSeconds = 50;
/** The least time between two sweeps. Seconds. */
const leastPauseSeconds = 5;
/** The most: a launch may bring a poll forward to this (design section 7). Seconds. */
const mostPauseSeconds = pollIntervalSeconds.LAUNCHING;

/** What one run of the finder did. */
export interface FinderSummary extends Invocations {
  /** Executions watched at the last sweep. */
  readonly executions: readonly string[];
  readonly repairs: number;
  readonly sweeps: number;
}

/**
 * One run of the finder: repairs first, then sweeps until 50 s after its start, so that the adaptive intervals are
 * real although its schedule fires once a minute. Nothing to watch: it returns at once (T1.1.2).
 */
export async function find(context: FinderContext): Promise<FinderSummary> {
  const startedAt = context.clock.now();
  const open = await callRepairs(context);
  const calledFor = new Map<string, number>();
  const first = await sweep(context, calledFor);
  recordFinderMetrics(context, first.executions, open);
  let { executions } = first;
  let totals: Invocations = first;
  let sweeps = 1;
  while (executions.length > 0) {
    const now = context.clock.now();
    const next = Math.min(now + mostPauseSeconds * 1000, ...executions.map((execution) => dueAt(execution) * 1000));
    const wake = Math.max(now + leastPauseSeconds * 1000, next);
    if (wake > startedAt + sweepingSeconds * 1000) break;
    await context.clock.sleep(wake - now);
    const again = await sweep(context, calledFor);
    ({ executions } = again);
    totals = { successful: totals.successful + again.successful, failed: totals.failed + again.failed };
    sweeps += 1;
  }
  return { executions: executions.map((execution) => execution.ExecutionId), successful: totals.successful, failed: totals.failed, repairs: open.length, sweeps };
}

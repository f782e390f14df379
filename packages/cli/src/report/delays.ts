import type { JobView, ServerView } from '@drs-orchestration/core';
import type { DelayFigures } from './report.js';

/** Some delays in short; undefined where there are none. */
export function delayFigures(delays: readonly number[]): DelayFigures | undefined {
  const sorted = [...delays].sort((a, b) => a - b);
  const Longest = sorted.at(-1);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return Longest === undefined || low === undefined || high === undefined ? undefined : { Count: sorted.length, Median: (low + high) / 2, Longest };
}

/**
 * From the last end that DRS's log tells of a job's servers until the job was seen over. Seconds; undefined where
 * either is not known.
 */
export function endSeenAfter(job: JobView, servers: ReadonlyMap<string, ServerView>): number | undefined {
  const ends = job.ServerIds.flatMap((id) => servers.get(id)?.DrsPhases?.flatMap((phase) => phase.EndTime ?? []) ?? []);
  return job.EndedAt === undefined || ends.length === 0 ? undefined : Math.max(0, job.EndedAt - Math.max(...ends));
}

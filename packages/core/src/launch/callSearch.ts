import type { LaunchCall } from '../execution/records.js';
import type { Drs, DrsJob } from '../ports/drs.js';
import { callSearchMarginSeconds, callTags } from './calls.js';

/**
 * Looks for the jobs of calls by their exact tags, newest first, over all pages (design section 6). A job without
 * our tag is a stranger's and is never taken for ours.
 * @returns the job of each call that has one. The jobs of calls that are absent did not exist when the search began.
 */
export async function findJobsOfCalls(drs: Drs, executionId: string, calls: readonly (readonly [string, LaunchCall])[]): Promise<ReadonlyMap<string, DrsJob>> {
  const found = new Map<string, DrsJob>();
  if (calls.length === 0) return found;
  const wanted = new Set(calls.map(([id]) => id));
  const since = Math.min(...calls.map(([, call]) => call.At)) - callSearchMarginSeconds;
  for await (const page of drs.listJobs(since * 1000)) {
    for (const job of page) {
      const call = job.tags[callTags.call];
      if (call !== undefined && wanted.has(call) && job.tags[callTags.executionId] === executionId) found.set(call, job);
    }
    if (found.size === wanted.size) return found;
  }
  return found;
}

import { jobHasEnded } from '../poll/observe.js';
import type { Drs, DrsJob } from '../ports/drs.js';
import type { RunningJobs } from './packing.js';

/** How far back jobs are looked at for ones that still run: no DRS job lives as long. Seconds. */
export const longestJobSeconds = 86_400;

/** Everybody's jobs of the last day in an account, newest first: those that run now, and those that are over. @param now milliseconds since the epoch. */
export async function listRecentJobs(drs: Drs, now: number): Promise<{ readonly running: readonly DrsJob[]; readonly ended: readonly DrsJob[] }> {
  const jobs: DrsJob[] = [];
  for await (const page of drs.listJobs(now - longestJobSeconds * 1000)) jobs.push(...page);
  return { running: jobs.filter((job) => !jobHasEnded(job)), ended: jobs.filter(jobHasEnded) };
}

/** Everybody's jobs that run now in an account, newest first. @param now milliseconds since the epoch. */
export async function listRunningJobs(drs: Drs, now: number): Promise<readonly DrsJob[]> {
  return (await listRecentJobs(drs, now)).running;
}

/** What these jobs take of the account's quotas. */
export function slotsTaken(jobs: readonly DrsJob[]): RunningJobs {
  return { jobs: jobs.length, servers: jobs.reduce((sum, job) => sum + job.servers.length, 0) };
}

/** Each server that is in one of these jobs, with the job. */
export function jobsByServer(jobs: readonly DrsJob[]): ReadonlyMap<string, DrsJob> {
  return new Map(jobs.flatMap((job) => job.servers.map((server) => [server.sourceServerId, job] as const)));
}

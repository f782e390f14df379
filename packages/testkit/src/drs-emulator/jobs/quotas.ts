import { quotaExceeded } from '../refusals.js';
import type { WorldQuotas } from '../world.js';
import type { Job } from './job.js';

/** Refuses a job of more servers than one may have (L-B827C881; the API would accept 200). */
export function assertJobSize(servers: number, { ServersPerJob = 100 }: WorldQuotas = {}): void {
  if (servers > ServersPerJob) throw quotaExceeded(`A job can have at most ${ServersPerJob} servers.`, 'L-B827C881');
}

/** Refuses a job of so many servers beside those that run, where the account has no slot or no room for it. */
export function assertSlots(running: readonly Job[], servers: number, { ConcurrentJobs = 20, ServersInJobs = 500 }: WorldQuotas = {}): void {
  if (running.length >= ConcurrentJobs) throw quotaExceeded(`At most ${ConcurrentJobs} jobs can run at a time.`, 'L-D88FAC3A');
  const inJobs = running.reduce((sum, job) => sum + job.servers.length, 0);
  if (inJobs + servers > ServersInJobs) throw quotaExceeded(`At most ${ServersInJobs} servers can be in jobs at a time.`, 'L-05AFA8C6');
}

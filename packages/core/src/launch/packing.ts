import type { ExecutionType } from '../plan/plan.js';

/** DRS's quotas of an account and Region that launching has to fit into (drs-api.md, Quotas). */
export interface LaunchQuotas {
  readonly concurrentJobs: number;
  readonly serversPerJob: number;
  readonly serversInJobs: number;
}

/** DRS's default quotas: L-D88FAC3A, L-B827C881, L-05AFA8C6. */
export const defaultQuotas: LaunchQuotas = { concurrentJobs: 20, serversPerJob: 100, serversInJobs: 500 };

/** Job slots that a drill leaves free, so that it never blocks a real recovery (design section 6). */
export const slotsLeftByDrills = 5;

/** What everybody's running jobs take of the quotas. */
export interface RunningJobs {
  readonly jobs: number;
  readonly servers: number;
}

/** Servers in the fewest jobs, in order (design section 6, P4). */
export function packIntoJobs(servers: readonly string[], quotas: LaunchQuotas): readonly (readonly string[])[] {
  const size = Math.min(quotas.serversPerJob, quotas.serversInJobs);
  const jobs: string[][] = [];
  for (let start = 0; start < servers.length; start += size) jobs.push(servers.slice(start, start + size));
  return jobs;
}

/**
 * Those of the packed jobs that may be launched now. All of them or none, so that a parallel wave's calls stay
 * together (P4); where they would never fit at once, as many as fit.
 */
export function jobsThatFit(jobs: readonly (readonly string[])[], running: RunningJobs, quotas: LaunchQuotas, executionType: ExecutionType): readonly (readonly string[])[] {
  const usable = Math.max(1, quotas.concurrentJobs - (executionType === 'DRILL' ? slotsLeftByDrills : 0));
  const fitting = (taken: RunningJobs): readonly (readonly string[])[] => {
    let servers = taken.servers;
    return jobs.filter((job, index) => {
      servers += job.length;
      return taken.jobs + index < usable && servers <= quotas.serversInJobs;
    });
  };
  const now = fitting(running);
  return now.length >= fitting({ jobs: 0, servers: 0 }).length ? now : [];
}

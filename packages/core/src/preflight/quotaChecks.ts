import type { PreflightCheck, PreflightFinding, RunEstimate } from '../answers/preflight.js';
import type { EstimatedRun } from '../estimate/estimateRun.js';
import { slotsLeftByDrills, type LaunchQuotas, type RunningJobs } from '../launch/packing.js';
import { slotsTaken } from '../launch/runningJobs.js';
import type { ExecutionType } from '../plan/plan.js';
import { counted, found, passed, unknown, unknownFor } from './check.js';
import type { DrsFacts } from './drsFacts.js';

/**
 * Whether DRS's quotas have room for each wave when the estimate lets it launch, everybody's jobs of now counted too.
 * Too little room delays a wave, up to an hour; it does not refuse the run.
 */
export function quotaChecks(jobs: DrsFacts['jobs'], run: EstimatedRun | undefined, quotas: LaunchQuotas, executionType: ExecutionType): readonly PreflightCheck[] {
  if (!jobs.known) return unknownFor(['JOB_SLOTS', 'SERVERS_IN_JOBS'], jobs);
  const taken = slotsTaken(jobs.value);
  if (run === undefined) return [unknown('JOB_SLOTS', `the plan's servers are not known. ${slotsNow(taken, quotas, executionType)}`), unknown('SERVERS_IN_JOBS', 'the plan\'s servers are not known.')];
  return [jobSlots(taken, run, quotas, executionType), serversInJobs(taken, run, quotas)];
}

function usableSlots(quotas: LaunchQuotas, executionType: ExecutionType): number {
  return Math.max(1, quotas.concurrentJobs - (executionType === 'DRILL' ? slotsLeftByDrills : 0));
}

function slotsNow(taken: RunningJobs, quotas: LaunchQuotas, executionType: ExecutionType): string {
  const left = executionType === 'DRILL' ? `, of which a drill leaves ${slotsLeftByDrills} free` : '';
  return `${taken.jobs} of the account's ${quotas.concurrentJobs} job slots are taken now${left}.`;
}

function jobSlots(taken: RunningJobs, { estimate, loads }: EstimatedRun, quotas: LaunchQuotas, executionType: ExecutionType): PreflightCheck {
  const free = Math.max(0, usableSlots(quotas, executionType) - taken.jobs);
  const crowded = waves(estimate, (number) => {
    const jobs = loads.get(number)?.jobs ?? 0;
    return jobs <= free ? undefined : `would have ${counted(jobs, 'job')} in the air with the waves beside it, and ${counted(free, 'slot')} are free for this run now: it waits for some, up to an hour.`;
  });
  const now = slotsNow(taken, quotas, executionType);
  const most = Math.max(0, ...[...loads.values()].map(({ jobs }) => jobs));
  if (crowded.length === 0) return passed('JOB_SLOTS', `${now} At its busiest the run has ${counted(most, 'job')} in the air.`);
  return found('JOB_SLOTS', 'WARNING', `${now} ${counted(crowded.length, 'wave')} may have to wait for a slot.`, crowded);
}

function serversInJobs(taken: RunningJobs, { estimate, loads }: EstimatedRun, quotas: LaunchQuotas): PreflightCheck {
  const free = Math.max(0, quotas.serversInJobs - taken.servers);
  const crowded = waves(estimate, (number) => {
    const servers = loads.get(number)?.servers ?? 0;
    return servers <= free ? undefined : `would have ${counted(servers, 'server')} in jobs with the waves beside it, and there is room for ${free} now: some wait, up to an hour.`;
  });
  const now = `${taken.servers} of ${quotas.serversInJobs} servers that may be in jobs at a time are so now.`;
  const most = Math.max(0, ...[...loads.values()].map(({ servers }) => servers));
  if (crowded.length === 0) return passed('SERVERS_IN_JOBS', `${now} At its busiest the run has ${most}.`);
  return found('SERVERS_IN_JOBS', 'WARNING', `${now} ${counted(crowded.length, 'wave')} may have to wait.`, crowded);
}

function waves(estimate: RunEstimate, trouble: (waveNumber: number) => string | undefined): readonly PreflightFinding[] {
  return estimate.Waves.flatMap(({ WaveNumber, WaveName }) => {
    const words = trouble(WaveNumber);
    return words === undefined ? [] : [{ Message: `Wave ${WaveNumber} (${WaveName}) ${words}`, WaveNumber }];
  });
}

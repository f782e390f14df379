import { calmRunsSucceed, launchedTogether, waitsAreKept } from '../../../src/invariants/calm.js';
import type { SimulationMutant } from '../../mutant.js';
import { mutant } from './breaking.js';

const readiness = 'packages/core/src/execution/readiness.ts';

/** Faults that show where nothing goes wrong. */
export const calm: readonly SimulationMutant[] = [
  mutant('parallel-wave-is-launched-one-server-after-another', 'Each server of a parallel wave gets a job of its own, and one Task launches few of them.', launchedTogether, {
    file: 'packages/core/src/launch/packing.ts',
    replace: 'const size = Math.min(quotas.serversPerJob, quotas.serversInJobs);',
    by: 'const size = 1;',
  }, {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: 'const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType);',
    by: 'const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType).slice(0, 1);',
  }),
  mutant('waits-last-twice-as-long', 'Twice the WaitTimeSeconds pass before the next wave starts.', waitsAreKept, {
    file: 'apps/orchestrator/src/tasks/prepareExecution.ts',
    replace: 'WaitTimeSeconds: wave.Dependents.length === 0 ? 0 : wave.WaitTimeSeconds,',
    by: 'WaitTimeSeconds: wave.Dependents.length === 0 ? 0 : wave.WaitTimeSeconds * 2,',
  }, {
    file: readiness,
    replace: '(parent.EndTime ?? now) + parent.WaitTimeSeconds < now',
    by: '(parent.EndTime ?? now) + parent.WaitTimeSeconds * 2 < now',
  }),
  mutant('servers-time-out-after-a-tenth-of-their-time', 'A launch that takes a tenth of its TimeoutSeconds has timed out.', calmRunsSucceed, {
    file: 'packages/core/src/poll/timeouts.ts',
    replace: 'isPast(server.LaunchTime, wave.TimeoutSeconds, now)',
    by: 'isPast(server.LaunchTime, wave.TimeoutSeconds / 10, now)',
  }),
];

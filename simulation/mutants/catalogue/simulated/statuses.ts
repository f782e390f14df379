import { approvedWavesGoOn } from '../../../src/invariants/approvals.js';
import { healthIsAsked } from '../../../src/invariants/health.js';
import { pollsAreInTime } from '../../../src/invariants/polls.js';
import { onlyForward, resultsAreStored, wavesFollowServers } from '../../../src/invariants/statuses.js';
import type { SimulationMutant } from '../../mutant.js';
import { mutant } from './breaking.js';

const finalizing = 'packages/core/src/ending/finalize.ts';

/** Faults in following what was launched: statuses, polls, health checks (design sections 4, 7 and 8). */
export const statuses: readonly SimulationMutant[] = [
  mutant('late-observation-takes-a-status-back', 'A server enters whatever status it is observed in, earlier ones too.', onlyForward, {
    file: 'packages/core/src/execution/statuses.ts',
    replace: 'return progress[to] > progress[from];',
    by: 'return progress[to] !== progress[from];',
  }),
  mutant('preparation-overwrites-waves-that-have-begun', 'A preparation that comes late writes its waves as they were before they began.', onlyForward, {
    file: 'apps/orchestrator/src/tasks/prepareExecution.ts',
    replace: "if (current.WaveStatus !== 'PENDING' || Object.keys(current.Calls).length > 0) return current;",
    by: '',
  }),
  mutant('approved-wave-counts-as-unapproved', 'A wave whose approval the state machine has not heard of is CANCELLED, as one that nobody approved.', approvedWavesGoOn, {
    file: 'apps/orchestrator/src/tasks/closeApproval.ts',
    replace: ' && current.Approval?.Decision === undefined;',
    by: ';',
  }, {
    file: 'packages/core/src/ending/settleWave.ts',
    replace: "if (wave.WaveStatus === 'AWAITING_APPROVAL' && wave.Approval?.Decision === 'APPROVED') return ended(wave, 'FAILED', 'SKIPPED', unheard(wave, now), now);",
    by: 'void unheard;',
  }),
  mutant('final-status-is-written-again', 'Whoever finalizes an execution that has ended writes its end again.', onlyForward, {
    file: finalizing,
    replace: 'if (isFinal(before.header.Status)) return before;',
    by: '',
  }, {
    file: finalizing,
    replace: 'if (isFinal(current.Status)) return current;',
    by: '',
  }),
  mutant('servers-count-as-recovered-unasked', 'A server whose instance was never asked about needs no health check.', healthIsAsked, {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: "(server.HealthStatus === undefined || server.HealthStatus === 'PENDING')",
    by: "server.HealthStatus === 'PENDING'",
  }),
  mutant('instances-are-asked-about-for-an-hour', 'An instance that does not run is asked about for an hour.', healthIsAsked, {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: 'healthTimeoutSeconds = 300',
    by: 'healthTimeoutSeconds = 3_600',
  }),
  mutant('wave-ends-without-its-time', 'A wave that has ended does not say when.', resultsAreStored, {
    file: 'packages/core/src/ending/settleWave.ts',
    replace: 'WaveStatus, EndTime: now, Errors:',
    by: 'WaveStatus, Errors:',
  }),
  mutant('late-wave-counts-as-failed', 'A wave of which DRS still works on a server is FAILED, not TIMEOUT.', wavesFollowServers, {
    file: 'packages/core/src/execution/outcome.ts',
    replace: "if (wave.Servers.some((server) => isRunning(server, executionType))) return 'TIMEOUT';",
    by: "if (wave.Servers.some((server) => isRunning(server, executionType))) return 'FAILED';",
  }),
  mutant('partly-launched-wave-counts-as-failed', 'A wave of which some servers launched is FAILED, not PARTIAL.', wavesFollowServers, {
    file: 'packages/core/src/execution/outcome.ts',
    replace: "return launched === 0 ? 'FAILED' : 'PARTIAL';",
    by: "return 'FAILED';",
  }),
  mutant('stopped-instance-passes', 'An instance that has stopped passes its health check.', healthIsAsked, {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: "if (state === 'running') return",
    by: "if (state === 'running' || state === 'stopped') return",
  }),
  mutant('finder-sweeps-once-a-minute', 'The finder looks once in its minute, so that no interval is shorter than that.', pollsAreInTime, {
    file: 'apps/finder/src/find.ts',
    replace: 'const sweepingSeconds = 50;',
    by: 'const sweepingSeconds = 0;',
  }),
  mutant('started-servers-are-polled-like-pending-ones', 'The most patient of the phases of a run sets its interval.', pollsAreInTime, {
    file: 'packages/core/src/poll/phase.ts',
    replace: 'return urgency.find((phase) => statuses.has(phase))',
    by: 'return [...urgency].reverse().find((phase) => statuses.has(phase))',
  }),
  mutant('health-is-looked-at-once-more', 'A wave whose servers have passed their health check is settled after another look, 30 s later.', resultsAreStored, {
    file: 'apps/orchestrator/src/tasks/checkHealth.ts',
    replace: 'if (wave.HealthCheck.Enabled && servers.some(awaitsHealth)) return',
    by: 'if (wave.HealthCheck.Enabled && serversInScope(before, position).some(awaitsHealth)) return',
  }),
];

import type { Mutant } from '../mutant.js';
import { core, orchestrator } from './packages.js';

const judge = 'packages/core/src/health/judgeHealth.ts';
const task = 'apps/orchestrator/src/tasks/checkHealth.ts';

/** Faults in checking the health of what was launched (design section 8). */
export const health: readonly Mutant[] = [
  {
    name: 'health-passes-unasked',
    breaks: 'A server whose instance was never asked about needs no check any more.',
    proves: ['R3.1', 'P9', 'R3.2'],
    patches: [{ file: judge, replace: "(server.HealthStatus === undefined || server.HealthStatus === 'PENDING')", by: "server.HealthStatus === 'PENDING'" }],
    caughtBy: orchestrator('test/tasks/checkHealth.test.ts'),
  },
  {
    name: 'server-that-launched-late-completes-its-wave-unasked',
    breaks: 'A wave is settled although a server of it launched after the look at the others.',
    proves: ['P9', 'R3.1'],
    patches: [{ file: 'apps/orchestrator/src/tasks/settleWave.ts', replace: 'wave.HealthCheck.Enabled && wave.Servers.some(awaitsHealth)', by: 'wave.HealthCheck.Enabled && wave.Servers.length < 0 && wave.Servers.some(awaitsHealth)' }],
    caughtBy: orchestrator('test/tasks/settleWave.test.ts'),
  },
  {
    name: 'pending-instance-passes',
    breaks: 'An instance that is still pending passes its health check.',
    proves: ['R3.3', 'P9'],
    patches: [{ file: judge, replace: "if (state === 'running') return", by: "if (state === 'running' || state === 'pending') return" }],
    caughtBy: core('test/health/judgeHealth.test.ts'),
  },
  {
    name: 'running-instance-does-not-pass',
    breaks: 'An instance that runs is asked about again until its time is over.',
    proves: ['R3.2'],
    patches: [{ file: judge, replace: "if (state === 'running') return { ...known, HealthStatus: 'PASSED' };", by: '' }],
    caughtBy: core('test/health/judgeHealth.test.ts'),
  },
  {
    name: 'health-is-given-up-after-four-minutes',
    breaks: 'An instance that is not running is given up after 240 s.',
    proves: ['R3.3', 'R3.4', 'P10'],
    patches: [{ file: judge, replace: 'healthTimeoutSeconds = 300', by: 'healthTimeoutSeconds = 240' }],
    caughtBy: orchestrator('test/tasks/checkHealth.test.ts'),
  },
  {
    name: 'health-is-asked-once-a-minute',
    breaks: 'An instance that is not running is asked about every 60 s.',
    proves: ['R3.3', 'P10'],
    patches: [{ file: 'packages/core/src/plan/executionBounds.ts', replace: 'healthWaitSeconds = 30', by: 'healthWaitSeconds = 60' }],
    caughtBy: orchestrator('test/tasks/checkHealth.test.ts'),
  },
  {
    name: 'late-instance-is-only-a-warning',
    breaks: 'An instance that is not running after five minutes makes its server WARNING, whatever the wave says.',
    proves: ['R3.4'],
    patches: [{ file: judge, replace: "wave.HealthCheck.OnTimeout === 'WARN' ?", by: 'wave.HealthCheck.OnTimeout !== undefined ?' }],
    caughtBy: core('test/health/judgeHealth.test.ts'),
  },
  {
    name: 'health-is-checked-although-it-is-off',
    breaks: 'EC2 is asked about instances of a wave whose health checks are off.',
    proves: ['R3.5'],
    patches: [{ file: task, replace: 'const wave = before.HealthCheck.Enabled ? await look(context, before, position) : before;', by: 'const wave = await look(context, before, position);' }],
    caughtBy: orchestrator('test/tasks/checkHealth.test.ts'),
  },
];

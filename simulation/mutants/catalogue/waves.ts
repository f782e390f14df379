import type { Mutant } from '../mutant.js';
import { core, orchestrator } from './packages.js';

const machine = 'apps/orchestrator/state-machine/recovery.asl.json';
const graph = 'packages/core/src/plan/waveGraph.ts';
const readiness = 'packages/core/src/execution/readiness.ts';

/** Faults in the order of waves and of a wave's servers (design section 5). */
export const waves: readonly Mutant[] = [
  {
    name: 'ordered-waves-do-not-wait-for-the-one-before',
    breaks: 'In SEQUENTIAL ordering a wave waits for its declared dependencies only.',
    proves: ['R1.1', 'P1'],
    patches: [{ file: graph, replace: 'numbers[numbers.indexOf(wave.WaveNumber) - 1] : undefined', by: 'undefined : undefined' }],
    caughtBy: core('src/plan/waveGraph.test.ts'),
  },
  {
    name: 'declared-dependencies-are-dropped',
    breaks: 'In DEPENDENCIES ordering a wave waits for nobody.',
    proves: ['R1.2', 'P2'],
    patches: [{ file: graph, replace: 'ascending(before === undefined ? wave.Dependencies :', by: 'ascending(before === undefined ? [] :' }],
    caughtBy: core('src/plan/waveGraph.test.ts'),
  },
  {
    name: 'parents-that-still-run-let-waves-start',
    breaks: 'A wave whose parents have not ended may start.',
    proves: ['R1.2', 'P2'],
    patches: [{ file: readiness, replace: 'if (!isSettled(parent.WaveStatus)) return false;', by: '' }],
    caughtBy: core('test/execution/readiness.property.test.ts'),
  },
  {
    name: 'machine-launches-a-wave-that-is-to-be-skipped',
    breaks: 'The state machine launches a wave although the answer was SKIP.',
    proves: ['R4.2', 'P12'],
    patches: [{ file: machine, replace: '"StringEquals": "SKIP", "Next": "WaveEnds"', by: '"StringEquals": "SKIP", "Next": "LaunchWave"' }],
    caughtBy: orchestrator('test/machine/local.test.ts'),
  },
  {
    name: 'skipping-is-not-transitive',
    breaks: 'A wave is skipped for a FAILED parent, but not for one that was itself SKIPPED.',
    proves: ['R4.2', 'P12'],
    patches: [{ file: readiness, replace: "isSettled(parent.WaveStatus) && !lets(parent))) return 'SKIP'", by: "parent.WaveStatus === 'FAILED')) return 'SKIP'" }],
    caughtBy: core('test/execution/readiness.property.test.ts'),
  },
  {
    name: 'wait-time-does-not-hold-waves-back',
    breaks: 'A wave may start as soon as its parents have ended, their WaitTimeSeconds notwithstanding.',
    proves: ['R1.3', 'P3'],
    patches: [{ file: readiness, replace: 'parent.WaitTimeSeconds === 0 ||', by: 'parent.WaitTimeSeconds >= 0 ||' }],
    caughtBy: core('test/execution/readiness.property.test.ts'),
  },
  {
    name: 'machine-releases-without-waiting',
    breaks: 'The state machine releases the dependents of a wave without its WaitTimeSeconds.',
    proves: ['R1.3', 'P3'],
    patches: [{ file: machine, replace: '"Next": "WaitBeforeRelease"', by: '"Next": "ReleaseDependents"' }],
    caughtBy: orchestrator('test/machine/local.test.ts'),
  },
  {
    name: 'servers-of-a-sequential-wave-run-together',
    breaks: 'The state machine launches all servers of a sequential wave at once.',
    proves: ['R1.5', 'P5'],
    patches: [{ file: machine, replace: '"MaxConcurrency": 1,', by: '"MaxConcurrency": 0,' }],
    caughtBy: orchestrator('test/machine/local.test.ts'),
  },
  {
    name: 'execution-order-is-ignored',
    breaks: 'Servers of a sequential wave are launched as listed, not as ExecutionOrder says.',
    proves: ['R1.5', 'P5'],
    patches: [{ file: 'packages/core/src/execution/launchOrder.ts', replace: 'if (wave.ExecutionOrder === undefined) return wave.Servers;', by: 'if (wave.Servers.length > 0) return wave.Servers;' }],
    caughtBy: orchestrator('test/tasks/launchWave.test.ts'),
  },
  {
    name: 'server-that-timed-out-lets-the-next-one-start',
    breaks: 'In a sequential wave the next server starts although the one before it still runs.',
    proves: ['P5'],
    patches: [{ file: 'apps/orchestrator/src/tasks/checkHealth.ts', replace: 'countsAsLaunched(server.Status) && !isRunning(server, ExecutionType) ?', by: 'countsAsLaunched(server.Status) ?' }],
    caughtBy: orchestrator('test/tasks/checkHealth.test.ts'),
  },
];

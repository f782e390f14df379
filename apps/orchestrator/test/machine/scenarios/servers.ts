import { expect } from 'vitest';
import { answers, fails } from '../script/outcome.js';
import { attempt, chain, entered, type Scenario } from './scenario.js';

const sequential = chain(1, { Sequential: true, ServerCount: 3 });

/** The servers of a sequential wave. */
export const servers: readonly Scenario[] = [
  {
    title: '[R1.5] [P5] given a sequential wave, each server launches only when the one before it is healthy',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, sequential);
      expect(ended.status).toBe('SUCCEEDED');
      const inWave = orchestrator.calls.filter(({ WaveNumber }) => WaveNumber === 1).map(({ Task, Position }) => `${Task} ${Position ?? ''}`.trim());
      expect(inWave).toEqual([
        'AwaitDependencies',
        ...[1, 2, 3].flatMap((position) => [`LaunchServer ${position}`, `AwaitLaunch ${position}`, `CheckHealth ${position}`]),
        'SettleWave',
        'ReleaseDependents',
      ]);
    },
  },
  {
    title: 'given a sequential wave whose second server fails, the third never starts and the wave is settled without a Failure',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, sequential, {
        CheckHealth: (call) => (call.Position === 2 ? answers({ Answer: 'FAILED' }) : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('LaunchServer').map(({ Position }) => Position)).toEqual([1, 2]);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
      expect(orchestrator.callsOf('ReleaseDependents')).toHaveLength(1);
      expect(entered(ended, 'ServerFailed')).toBe(1);
    },
  },
  ...(['LaunchServer', 'AwaitLaunch', 'CheckHealth'] as const).map((task): Scenario => ({
    title: `given ${task} of a server failing for good, the wave is settled with its Failure and the next server never starts`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, sequential, {
        [task]: (call) => (call.Position === 2 ? fails('TerminalError', 'DRS refused') : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('LaunchServer').map(({ Position }) => Position)).toEqual([1, 2]);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: { Error: 'TerminalError', Cause: expect.stringContaining('DRS refused') } }]);
    },
  })),
  {
    title: 'given a server that waits for a slot and for its health, the machine waits as long as the answers say',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, sequential, {
        LaunchServer: (call, nth) => (call.Position === 1 && nth === 1 ? answers({ Answer: 'WAIT', WaitSeconds: 40 }) : undefined),
        CheckHealth: (call, nth) => (call.Position === 1 && nth <= 2 ? answers({ Answer: 'WAIT', WaitSeconds: 30 }) : undefined),
      });
      expect(orchestrator.callsOf('LaunchServer').map(({ Position, at }) => [Position, at])).toEqual([[1, 0], [1, 40], [2, 100], [3, 100]]);
      expect(entered(ended, 'WaitToLaunchServer')).toBe(1);
      expect(entered(ended, 'WaitForServerHealth')).toBe(2);
    },
  },
];

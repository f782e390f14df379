import { expect } from 'vitest';
import { answers, fails, pending } from '../script/outcome.js';
import { attempt, chain, entered, independent, type Scenario } from './scenario.js';

/** Which wave starts when. */
export const ordering: readonly Scenario[] = [
  {
    title: '[R1.1] [P1] given three waves in order, each launches only when the one before it has released it',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(3));
      expect(ended.status).toBe('SUCCEEDED');
      const order = orchestrator.calls.filter(({ Task }) => ['LaunchWave', 'SettleWave', 'ReleaseDependents'].includes(Task));
      expect(order.map(({ Task, WaveNumber }) => `${Task} ${WaveNumber}`)).toEqual(
        [1, 2, 3].flatMap((wave) => [`LaunchWave ${wave}`, `SettleWave ${wave}`, `ReleaseDependents ${wave}`]),
      );
      expect(orchestrator.calls.slice(-3).map(({ Task }) => Task)).toEqual(['AwaitDrain', 'FinalizeExecution', 'CleanUp']);
    },
  },
  {
    title: '[R1.2] given a diamond, both sides launch together and the last wave when the slower side has released it',
    inRealTime: true,
    async run(engine) {
      const waves = [{ WaveNumber: 1 }, { WaveNumber: 2, DependsOn: [1] }, { WaveNumber: 3, DependsOn: [1] }, { WaveNumber: 4, DependsOn: [2, 3] }];
      const { ended, orchestrator } = await attempt(engine, waves, {
        CheckHealth: ({ WaveNumber }, nth) => ((WaveNumber === 2 && nth <= 1) || (WaveNumber === 3 && nth <= 4) ? answers({ Answer: 'WAIT', WaitSeconds: 1 }) : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.at('LaunchWave', 3)).toBeLessThan(orchestrator.at('SettleWave', 2));
      expect(orchestrator.at('LaunchWave', 2)).toBeLessThan(orchestrator.at('SettleWave', 3));
      expect(orchestrator.at('LaunchWave', 4)).toBeGreaterThanOrEqual(orchestrator.at('ReleaseDependents', 3));
      expect(orchestrator.at('ReleaseDependents', 3)).toBeGreaterThan(orchestrator.at('ReleaseDependents', 2));
    },
  },
  {
    title: 'given waves that depend on nothing, all launch without waiting for one another',
    async run(engine) {
      const { orchestrator } = await attempt(engine, independent(40), { AwaitLaunch: (_, nth) => (nth === 1 ? pending : undefined) });
      expect(Array.from({ length: 40 }, (_, index) => orchestrator.at('LaunchWave', index + 1))).toEqual(Array(40).fill(0));
    },
  },
  {
    title: '[R4.2] [P12] given a wave that failed, everything downstream of it is skipped without a call for its launch',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, [...chain(4), { WaveNumber: 5 }], {
        LaunchWave: (call) => (call.WaveNumber === 2 ? fails('TerminalError') : undefined),
      });
      expect(ended.status).toBe('SUCCEEDED');
      expect(orchestrator.callsOf('LaunchWave').map(({ WaveNumber }) => WaveNumber).sort()).toEqual([1, 2, 5]);
      expect(orchestrator.callsOf('SettleWave').map(({ WaveNumber }) => WaveNumber).sort()).toEqual([1, 2, 5]);
      expect(orchestrator.callsOf('FinalizeExecution')).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: '[R1.3] [P3] given a WaitTimeSeconds, it passes between a wave that succeeded being settled and its release',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(2, { WaitTimeSeconds: 2 }));
      const waited = orchestrator.at('LaunchWave', 2) - orchestrator.at('SettleWave', 1);
      expect(waited).toBeGreaterThanOrEqual(2);
      expect(waited).toBeLessThan(7);
      expect(entered(ended, 'WaitBeforeRelease')).toBe(2);
    },
  },
  {
    title: 'given a WaitTimeSeconds, a wave that failed releases at once',
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(2, { WaitTimeSeconds: 600 }), { LaunchWave: () => fails('TerminalError') });
      expect(orchestrator.at('ReleaseDependents', 1)).toBe(orchestrator.at('SettleWave', 1));
      expect(entered(ended, 'WaitBeforeRelease')).toBe(0);
    },
  },
  {
    title: 'given a WaitTimeSeconds of 0, no Wait is entered',
    async run(engine) {
      const { ended } = await attempt(engine, chain(2));
      expect(entered(ended, 'WaitBeforeRelease')).toBe(0);
    },
  },
];

import { expect } from 'vitest';
import { answers, pending } from '../script/outcome.js';
import { attempt, chain, entered, type Scenario } from './scenario.js';

const wait = (WaitSeconds: number) => answers({ Answer: 'WAIT', WaitSeconds });

/** Loops that wait as long as an answer says. */
export const waits: readonly Scenario[] = [
  {
    title: 'given no free job slot, LaunchWave is asked again after each WaitSeconds, and the wave then goes on',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1), { LaunchWave: (_, nth) => (nth <= 2 ? wait(nth) : undefined) });
      const [first, second, third] = orchestrator.callsOf('LaunchWave').map(({ at }) => at) as [number, number, number];
      expect(second - first).toBeGreaterThanOrEqual(1);
      expect(third - second).toBeGreaterThanOrEqual(2);
      expect(entered(ended, 'WaitToLaunchWave')).toBe(2);
      expect(orchestrator.callsOf('SettleWave')).toMatchObject([{ Failure: '' }]);
    },
  },
  {
    title: '[R3.3] [P10] given instances that stay pending, health is asked at once and then ten times every 30 s',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1), { CheckHealth: (_, nth) => (nth <= 10 ? wait(30) : undefined) });
      expect(orchestrator.callsOf('CheckHealth').map(({ at }) => at)).toEqual(Array.from({ length: 11 }, (_, index) => index * 30));
    },
  },
  {
    title: 'given a launch that settles later, the wave waits for the answer to its token',
    async run(engine) {
      let token = '';
      const { orchestrator } = await attempt(engine, [...chain(1), { WaveNumber: 2 }], {
        AwaitLaunch: (call) => {
          if (call.WaveNumber !== 1) return undefined;
          token = call.Token ?? '';
          return pending;
        },
        CheckHealth: async (call, nth, machine) => {
          if (call.WaveNumber !== 2) return undefined;
          if (nth <= 4) return wait(30);
          await machine.answer(token, { Answer: 'SETTLED' });
          return undefined;
        },
      });
      expect(orchestrator.at('CheckHealth', 1)).toBe(120);
      expect(orchestrator.callsOf('AwaitLaunch', 1)).toHaveLength(1);
    },
  },
];

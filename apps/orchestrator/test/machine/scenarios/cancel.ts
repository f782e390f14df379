import { expect } from 'vitest';
import { pending } from '../script/outcome.js';
import { attempt, chain, type Scenario } from './scenario.js';

/** StopExecution. */
export const cancel: readonly Scenario[] = [
  {
    title: '[R4.5] given the execution being stopped while a launch is awaited, nothing is called any more',
    inRealTime: true,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(2), {
        AwaitLaunch: async (_, __, machine) => {
          await machine.stop();
          return pending;
        },
      });
      // The third-party engine says FAILED where Step Functions says ABORTED.
      expect(['ABORTED', 'FAILED']).toContain(ended.status);
      expect(orchestrator.calls.at(-1)?.Task).toBe('AwaitLaunch');
      expect(orchestrator.callsOf('LaunchWave').map(({ WaveNumber }) => WaveNumber)).toEqual([1]);
    },
  },
];

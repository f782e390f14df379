import { expect } from 'vitest';
import { deployed } from '../definition.js';
import { pending } from '../script/outcome.js';
import type { LoggedCall } from '../script/scriptedOrchestrator.js';
import { attempt, chain, type Scenario } from './scenario.js';

/** When a token is registered: after 1, 3, 6 … quarters of an hour, every 4 hours in the end. */
const registeredAt = (times: number): number[] =>
  Array.from({ length: times }, (_, index) => index).map((nth) => Array.from({ length: nth }, (_, i) => Math.min(900 * (i + 1), 14_400)).reduce((sum, one) => sum + one, 0));

const tokenTasks = [
  { task: 'AwaitDependencies', wave: {} },
  { task: 'AwaitLaunch', wave: {} },
  { task: 'AwaitLaunch', wave: { Sequential: true, ServerCount: 1 } },
  { task: 'AwaitDrain', wave: {} },
];

/** Tokens that time out and are registered again. */
export const registrations: readonly Scenario[] = [
  ...tokenTasks.map(({ task, wave }): Scenario => ({
    title: `given ${task}${'Sequential' in wave ? ' of a server' : ''} that nobody answers, it is registered anew after 15 minutes, then ever more rarely, up to every 4 hours`,
    async run(engine) {
      const { ended, orchestrator } = await attempt(engine, chain(1, wave), { [task]: (_, nth) => (nth < 20 ? pending : undefined) });
      expect(ended.status).toBe('SUCCEEDED');
      const calls = orchestrator.callsOf(task);
      expect(calls.map(({ at }) => at)).toEqual(registeredAt(20));
      expect(new Set(calls.map(({ Token }) => Token)).size).toBe(20);
      // To have waited is no failure.
      expect([...orchestrator.callsOf('SettleWave'), ...orchestrator.callsOf('FinalizeExecution')]).toMatchObject([{ Failure: '' }, { Failure: '' }]);
    },
  })),
  {
    title: 'given a long wait for its dependencies, a wave begins to wait for its launch with 15 minutes',
    async run(engine) {
      const { orchestrator } = await attempt(engine, chain(1), {
        AwaitDependencies: (_, nth) => (nth <= 5 ? pending : undefined),
        AwaitLaunch: (_, nth) => (nth <= 2 ? pending : undefined),
      });
      const [first, second, third] = orchestrator.callsOf('AwaitLaunch').map(({ at }) => at) as [number, number, number];
      expect([second - first, third - second]).toEqual([900, 1800]);
    },
  },
  {
    title: 'given an answer to a token that timed out, it changes nothing',
    async run(engine) {
      const tokens: string[] = [];
      const { orchestrator } = await attempt(engine, chain(1), {
        AwaitLaunch: async (call, nth, machine) => {
          tokens.push(call.Token ?? '');
          if (nth === 3) return undefined;
          if (nth === 2) await machine.answer(tokens[0] ?? '', { Answer: 'SETTLED' });
          return pending;
        },
      });
      expect(orchestrator.callsOf('AwaitLaunch')).toHaveLength(3);
      expect(orchestrator.at('CheckHealth')).toBe(2700);
    },
  },
  {
    title: 'given quarters of an hour that last 5 s, a token is registered anew after 5 and 15 s',
    inRealTime: true,
    async run(engine) {
      const quick = (arn: string): string => deployed(arn).replaceAll('14400', '80').replaceAll('900', '5');
      const { ended, orchestrator } = await attempt(engine, chain(1), { AwaitLaunch: (_, nth) => (nth <= 2 ? pending : undefined) }, { definition: quick });
      expect(ended.status).toBe('SUCCEEDED');
      const [first, second, third] = orchestrator.callsOf('AwaitLaunch') as [LoggedCall, LoggedCall, LoggedCall];
      expect(second.at - first.at).toBeGreaterThan(4);
      expect(third.at - second.at).toBeGreaterThan(9);
      expect(new Set([first.Token, second.Token, third.Token]).size).toBe(3);
    },
  },
];

import { historyEvents, registrations, type MachineCounts } from '@drs-orchestration/core';
import { expect } from 'vitest';
import type { EndedExecution } from '../engines/engine.js';
import { answers, fails, pending, type Outcome } from '../script/outcome.js';
import { attempt, chain, entered, independent, type Scenario } from './scenario.js';

const none: MachineCounts = { parallelWaves: 0, sequentialWaves: [], registrations: 0, launchWaits: 0, healthWaits: 0, cleanUpWaits: 0, retriedAttempts: 0, approvals: 0, approvalTimeouts: 0, waits: 0 };

/** The states entered and attempts retried: 10 + 12P + Σ(9 + 6n) + 2R + 3(L + H + C) + F + 2A + T + W. */
const transitions = (counts: MachineCounts): number =>
  10 +
  12 * counts.parallelWaves +
  counts.sequentialWaves.reduce((sum, servers) => sum + 9 + 6 * servers, 0) +
  2 * counts.registrations +
  3 * (counts.launchWaits + counts.healthWaits + counts.cleanUpWaits) +
  counts.retriedAttempts +
  2 * counts.approvals +
  counts.approvalTimeouts +
  counts.waits;

/** Holds an execution's history to core's formula, which plans are validated by. */
export function expectCost({ history, status }: EndedExecution, counts: Partial<MachineCounts>): void {
  const all = { ...none, ...counts };
  expect(status).toBe('SUCCEEDED');
  const enteredStates = history.filter(({ type }) => type.endsWith('StateEntered')).length;
  expect({ events: history.length, transitions: enteredStates + all.retriedAttempts }).toEqual({ events: historyEvents(all), transitions: transitions(all) });
}

const waiting = (times: number) => (_: unknown, nth: number): Outcome | undefined => (nth <= times ? answers({ Answer: 'WAIT', WaitSeconds: 1 }) : undefined);

/** What executions cost in history events. */
export const historyCost: readonly Scenario[] = [
  {
    title: '[R7.4] given three waves and one look back at the clean-up, it costs 184 events and 49 transitions',
    inRealTime: true,
    async run(engine) {
      const { ended } = await attempt(engine, chain(3), { CleanUp: waiting(1) });
      expectCost(ended, { parallelWaves: 3, cleanUpWaits: 1 });
      expect(ended.history).toHaveLength(184);
    },
  },
  {
    title: '[R7.4] given six more registrations and one more look back, it costs 241 events and 64 transitions',
    async run(engine) {
      const { ended } = await attempt(engine, chain(3), { CleanUp: waiting(2), AwaitDrain: (_, nth) => (nth <= 6 ? pending : undefined) });
      expectCost(ended, { parallelWaves: 3, cleanUpWaits: 2, registrations: 6 });
      expect(ended.history).toHaveLength(241);
    },
  },
  {
    title: 'given a sequential wave of 3 servers that waits for a slot, is approved and has a call repeated, the formula gives its cost',
    inRealTime: true,
    async run(engine) {
      const { ended } = await attempt(engine, chain(1, { Sequential: true, ServerCount: 3, PauseBefore: true, WaitTimeSeconds: 1 }), {
        LaunchServer: ({ Position }, nth) => (Position === 1 && nth === 1 ? answers({ Answer: 'WAIT', WaitSeconds: 1 }) : undefined),
        CheckHealth: ({ Position }, nth) => (Position === 2 && nth === 1 ? answers({ Answer: 'WAIT', WaitSeconds: 1 }) : undefined),
        SettleWave: (_, nth) => (nth === 1 ? fails('Runtime.ExitError') : undefined),
      });
      expectCost(ended, { sequentialWaves: [3], launchWaits: 1, healthWaits: 1, approvals: 1, retriedAttempts: 1, waits: 1 });
    },
  },
  {
    title: '[R7.4] given 40 waves, it costs 1,886 events and 493 transitions, with one look back',
    async run(engine) {
      const { ended } = await attempt(engine, independent(40), { CleanUp: waiting(1) });
      expectCost(ended, { parallelWaves: 40, cleanUpWaits: 1 });
      expect(ended.history).toHaveLength(1886);
    },
  },
  {
    title: '[R7.4] given a sequential wave of 40 servers, it costs 1,038 events and 262 transitions, with one look back',
    async run(engine) {
      const { ended } = await attempt(engine, chain(1, { Sequential: true, ServerCount: 40 }), { CleanUp: waiting(1) });
      expectCost(ended, { sequentialWaves: [40], cleanUpWaits: 1 });
      expect(ended.history).toHaveLength(1038);
    },
  },
  {
    title: 'given one of everything, the formula still gives the cost',
    async run(engine) {
      const waves = [...chain(2, { WaitTimeSeconds: 5, PauseBefore: true }), { WaveNumber: 3, Sequential: true, ServerCount: 3, DependsOn: [2], PauseBefore: true }];
      const { ended } = await attempt(engine, waves, {
        LaunchWave: waiting(2),
        LaunchServer: waiting(1),
        CheckHealth: waiting(3),
        CleanUp: waiting(4),
        AwaitApproval: (_, nth) => (nth <= 2 ? fails('Lambda.Unknown') : undefined),
        SettleWave: (_, nth) => (nth <= 5 ? fails('Lambda.Unknown') : undefined),
        AwaitDrain: (_, nth) => (nth <= 3 ? pending : undefined),
      });
      expectCost(ended, {
        parallelWaves: 2, sequentialWaves: [3], launchWaits: 2 * 2 + 3, healthWaits: 3 * 5, cleanUpWaits: 4, retriedAttempts: 3 * 7, approvals: 3, waits: 2, registrations: 3,
      });
    },
  },
  {
    title: 'given an approval that is on record when its time is over, the formula gives the cost of that time-out and of the launch',
    async run(engine) {
      const waves = independent(3, { PauseBefore: true });
      const { ended } = await attempt(engine, waves, { AwaitApproval: ({ WaveNumber }) => (WaveNumber === 3 ? undefined : pending), CloseApproval: () => answers({ Answer: 'APPROVED' }) });
      expectCost(ended, { parallelWaves: 3, approvals: 3, approvalTimeouts: 2 });
    },
  },
  {
    title: 'given an approval that is awaited for a day at the head of 40 waves, the others\' registrations cost 4,056 events',
    async run(engine) {
      const waves = chain(40).map((wave) => (wave.WaveNumber === 1 ? { ...wave, PauseBefore: true, ApprovalTimeoutSeconds: 86_400 } : wave));
      const { ended, orchestrator } = await attempt(engine, waves, { AwaitApproval: () => pending });
      expect(orchestrator.at('SettleWave', 1)).toBe(86_400);
      expect(8 * entered(ended, 'RegisterStartAgain')).toBe(4056);
      expect(entered(ended, 'RegisterStartAgain')).toBe(39 * registrations(86_400));
    },
  },
];

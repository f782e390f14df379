import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTheAir } from '../../src/ending/drain.js';
import type { LaunchCall, Phase, ServerStatus, WaveRecord } from '../../src/execution/records.js';
import { dueAt, executionPhase, pollIntervalSeconds } from '../../src/poll/phase.js';
import type { ExecutionType } from '../../src/plan/plan.js';
import { aCall, aHeader, aWave, serverIn, serversIn, start } from '../records.js';

const statuses: readonly ServerStatus[] = ['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED'];
const calls = fc.constantFrom<Readonly<Record<string, LaunchCall>>>(
  {},
  { open: aCall() },
  { known: aCall({ JobId: 'drsjob-1' }) },
  { over: aCall({ JobId: 'drsjob-1', JobEndedAt: start }) },
  { voided: aCall({ VoidedAt: start }) },
);
const waves = fc.array(
  fc.record({ drawn: fc.array(fc.constantFrom(...statuses), { maxLength: 4 }), Calls: calls, actions: fc.constantFrom(undefined, 'IN_PROGRESS' as const, 'SUCCEEDED' as const) }),
  { minLength: 1, maxLength: 5 },
);
const drawnWaves: fc.Arbitrary<readonly WaveRecord[]> = waves.map((drawn) =>
  drawn.map(({ drawn: of, Calls, actions }, index) => aWave({ WaveNumber: index + 1, Calls, Servers: serversIn(...of).map((server) => (server.Status === 'LAUNCHED' && actions !== undefined ? { ...server, PostLaunchActionsStatus: actions } : server)) })),
);
const types = fc.constantFrom<ExecutionType>('DRILL', 'RECOVERY');

describe('the phase of any execution', () => {
  it('is IDLE exactly where nothing is in the air: what DRS still works on is never left to the slow polls [T1.2.4] [A5]', () => {
    fc.assert(
      fc.property(drawnWaves, types, (drawn, type) => {
        const { jobIds, openCalls } = inTheAir(aHeader({ ExecutionType: type }), drawn);
        const untold = drawn.some((wave) => wave.Servers.some((server) => ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'].includes(server.Status)));
        expect(executionPhase(drawn, type) === 'IDLE').toBe(jobIds.length === 0 && openCalls.length === 0 && !untold);
      }),
      { numRuns: 500 },
    );
  });

  it('never becomes less urgent by a server or a wave that is added, nor by their order', () => {
    const rank: readonly Phase[] = ['IDLE', 'PENDING', 'IN_PROGRESS', 'LAUNCHING', 'STARTED'];
    fc.assert(
      fc.property(drawnWaves, types, fc.constantFrom(...statuses), (drawn, type, more) => {
        // A job that goes on without a server to launch counts only where no server does.
        fc.pre(drawn.every((wave) => wave.Calls['known'] === undefined));
        const before = executionPhase(drawn, type);
        const added = [...drawn, aWave({ WaveNumber: 9, Servers: [serverIn(more)] })];
        expect(rank.indexOf(executionPhase(added, type))).toBeGreaterThanOrEqual(rank.indexOf(before));
        expect(executionPhase([...drawn].reverse().map((wave) => ({ ...wave, Servers: [...wave.Servers].reverse() })), type)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe('when any execution is due', () => {
  const phases = fc.constantFrom<Phase>('PENDING', 'STARTED', 'LAUNCHING', 'IN_PROGRESS', 'IDLE');

  it('without a NextPollTime not a second before its phase\'s interval has passed, and then [T1.2.1] [T1.2.2] [T1.2.3] [A5]', () => {
    const seconds: Readonly<Record<Phase, number>> = { PENDING: 45, STARTED: 15, LAUNCHING: 15, IN_PROGRESS: 30, IDLE: 300 };
    fc.assert(
      fc.property(phases, fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 0, max: 1_000 }), (Phase, LastPolledTime, later) => {
        const isDue = dueAt({ Phase, LastPolledTime }) <= LastPolledTime + later;
        expect(isDue).toBe(later >= seconds[Phase]);
        expect(pollIntervalSeconds[Phase]).toBe(seconds[Phase]);
      }),
    );
  });

  it('with one exactly then, whatever else the record says', () => {
    fc.assert(
      fc.property(phases, fc.option(fc.nat(), { nil: undefined }), fc.nat(), (Phase, LastPolledTime, NextPollTime) => {
        expect(dueAt({ Phase, NextPollTime, ...(LastPolledTime === undefined ? {} : { LastPolledTime }) })).toBe(NextPollTime);
      }),
    );
  });
});

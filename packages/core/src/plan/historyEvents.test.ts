import { describe, expect, it } from 'vitest';
import { registrations, type BoundedWave } from './executionBounds.js';
import { historyEvents, worstCaseCounts, worstCaseHistoryEvents, type MachineCounts } from './historyEvents.js';

const counts = (keys: Partial<MachineCounts>): MachineCounts => ({
  parallelWaves: 0, sequentialWaves: [], registrations: 0, launchWaits: 0, healthWaits: 0, cleanUpWaits: 0, retriedAttempts: 0, approvals: 0, approvalTimeouts: 0, waits: 0, ...keys,
});
const wave = (WaveNumber: number, keys: Partial<BoundedWave> = {}): BoundedWave => ({
  WaveNumber, DependsOn: [], ServerCount: 1, ExecutionType: 'PARALLEL', WaitTimeSeconds: 0, PauseBefore: false,
  ApprovalTimeoutSeconds: 86_400, HealthCheck: { Enabled: true }, TimeoutSeconds: 1_800, ...keys,
});

describe('history events as an engine counted them (state-machine.md, Counts) [R7.4]', () => {
  it.each([
    ['three waves and one clean-up wait', counts({ parallelWaves: 3, cleanUpWaits: 1 }), 184],
    ['the same with six re-registrations and two clean-up waits', counts({ parallelWaves: 3, registrations: 6, cleanUpWaits: 2 }), 241],
    ['40 waves', counts({ parallelWaves: 40, cleanUpWaits: 1 }), 1_886],
    ['three waves with approvals of which two are heard of only when their time is over', counts({ parallelWaves: 3, approvals: 3, approvalTimeouts: 2 }), 209],
    ['40 servers one by one', counts({ sequentialWaves: [40], cleanUpWaits: 1 }), 1_038],
  ])('%s', (_title, what, events) => {
    expect(historyEvents(what)).toBe(events);
  });

  it('a day\'s approval at the head of 40 waves costs 4,056 for the 39 that wait, not 29,952', () => {
    const waiting = (each: number): number => historyEvents(counts({ registrations: 39 * each })) - historyEvents(counts({}));
    expect(waiting(registrations(86_400))).toBe(4_056);
    expect(waiting(86_400 / 900)).toBe(29_952);
  });
});

describe('the worst case of a plan', () => {
  it('has every wait at its bound', () => {
    const waves = [wave(1, { PauseBefore: true, ApprovalTimeoutSeconds: 86_400, WaitTimeSeconds: 60 }), wave(2, { DependsOn: [1], ExecutionType: 'SEQUENTIAL', ServerCount: 3 })];
    expect(worstCaseCounts(waves, 'DRILL')).toEqual({
      parallelWaves: 1,
      sequentialWaves: [3],
      // The drain's, wave 2's wait for wave 1 (a day and 9,360 s), and each of four launches'.
      registrations: registrations(7_200) + registrations(86_400 + 9_300 + 60) + 4 * registrations(5_400),
      launchWaits: 4 * 16,
      healthWaits: 4 * 10,
      cleanUpWaits: 40,
      retriedAttempts: 0,
      approvals: 1,
      approvalTimeouts: 1,
      waits: 1,
    });
  });

  it('has no health waits where health is not asked for, and no clean-up in a recovery', () => {
    expect(worstCaseCounts([wave(1, { HealthCheck: { Enabled: false } })], 'RECOVERY')).toMatchObject({ healthWaits: 0, cleanUpWaits: 0 });
  });

  it('is that of the drill or the recovery, whichever is more', () => {
    const waves = Array.from({ length: 40 }, (_, index) => wave(index + 1));
    const of = (type: 'DRILL' | 'RECOVERY'): number => historyEvents(worstCaseCounts(waves, type));
    expect(worstCaseHistoryEvents(waves)).toBe(Math.max(of('DRILL'), of('RECOVERY')));
  });

  it('leaves 40 parallel waves in order within what Step Functions keeps', () => {
    const waves = Array.from({ length: 40 }, (_, index) => wave(index + 1, { DependsOn: index === 0 ? [] : [index], ServerCount: 300 }));
    expect(worstCaseHistoryEvents(waves)).toBeLessThan(25_000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aServer, aWave } from '../../test/records.js';
import type { Phase } from '../execution/records.js';
import { expectedSettle, pollAgainAt } from './pace.js';
import { pollIntervalSeconds } from './phase.js';

const now = 1_700_000_000;
const since = (seconds: number): ReturnType<typeof aServer> => aServer({ Status: 'IN_PROGRESS', TransitionHistory: [{ Status: 'PENDING', At: now - 900 }, { Status: 'IN_PROGRESS', At: now - seconds }] });
const expected = { Seconds: 300, Spread: 20 };

describe('when a launch is expected to be over', () => {
  it('is as long after it was seen IN_PROGRESS as earlier ones took, twice their spread less to four times more', () => {
    expect(expectedSettle([aWave({ Servers: [since(100)], ExpectedInProgress: expected })], now)).toEqual({ From: now + 160, To: now + 280 });
  });

  it('is the first of several that is not over yet', () => {
    const waves = [aWave({ Servers: [since(390), since(50), since(20)], ExpectedInProgress: expected })];
    expect(expectedSettle(waves, now)).toEqual({ From: now + 210, To: now + 330 });
  });

  it('is unknown where no earlier run tells, no server is that far, or the time is over', () => {
    expect(expectedSettle([aWave({ Servers: [since(100)] })], now)).toBeUndefined();
    expect(expectedSettle([aWave({ Servers: [aServer({ Status: 'STARTED' })], ExpectedInProgress: expected })], now)).toBeUndefined();
    expect(expectedSettle([aWave({ Servers: [since(380)], ExpectedInProgress: expected })], now)).toBeUndefined();
  });
});

describe('the next poll', () => {
  const header = { Phase: 'IN_PROGRESS' as const, ExpectedSettle: { From: now + 100, To: now + 180 } };

  it('comes after the phase\'s interval where nothing is expected [T1.2.1] [T1.2.2] [T1.2.3]', () => {
    for (const [Phase, seconds] of Object.entries(pollIntervalSeconds)) expect(pollAgainAt({ Phase: Phase as Phase }, now - 3, now)).toBe(now + seconds);
    expect(pollAgainAt({}, now, now)).toBe(now + 15);
  });

  it('comes no later than the time in which a launch is expected to be over begins', () => {
    expect([0, 60, 85, 98].map((second) => pollAgainAt(header, now + second, now + second) - now)).toEqual([30, 90, 100, 103]);
  });

  it('is 10 s away in the first quarter of that time and 5 s in the rest, from when this one was due', () => {
    expect([100, 119, 120, 160, 175].map((second) => pollAgainAt(header, now + second - 1, now + second) - now - second)).toEqual([9, 9, 4, 4, 4]);
    expect(pollAgainAt(header, now + 120, now + 140) - now).toBe(145);
  });

  it('is the phase\'s interval away again when that time is over', () => {
    expect(pollAgainAt(header, now + 180, now + 180) - now).toBe(210);
  });

  it('is never later than the phase\'s interval, and always later than now [A5] [B3] [T1.2.4]', () => {
    const phase = fc.constantFrom(...(Object.keys(pollIntervalSeconds) as Phase[]));
    const window = fc.tuple(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1, max: 600 })).map(([from, length]) => ({ From: now + from, To: now + from + length }));
    fc.assert(
      fc.property(phase, window, fc.integer({ min: 0, max: 4000 }), (Phase, ExpectedSettle, late) => {
        const next = pollAgainAt({ Phase, ExpectedSettle }, now - late, now);
        expect(next).toBeGreaterThan(now);
        expect(next).toBeLessThanOrEqual(now + pollIntervalSeconds[Phase]);
      }),
      { seed: 20261121, numRuns: 1000 },
    );
  });
});

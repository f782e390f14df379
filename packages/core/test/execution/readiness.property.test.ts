import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readiness, readyAt } from '../../src/execution/readiness.js';
import { lets } from '../../src/execution/outcome.js';
import { isSettled } from '../../src/execution/statuses.js';
import { skipped } from '../../src/ending/settleWave.js';
import type { WaveRecord, WaveStatus } from '../../src/execution/records.js';
import { aWave, start } from '../records.js';

const now = start + 1000;
const status = fc.constantFrom<WaveStatus>('PENDING', 'AWAITING_APPROVAL', 'LAUNCHING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED');

/** A random DAG: a wave depends on some of those before it. */
const dag = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(), { maxLength: 3 }),
      WaveStatus: status,
      OnPartialFailure: fc.constantFrom('STOP' as const, 'CONTINUE' as const),
      WaitTimeSeconds: fc.constantFrom(0, 60, 5000),
      endedAgo: fc.integer({ min: 0, max: 6000 }),
      released: fc.boolean(),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((drawn) =>
    drawn.map(({ parents, WaveStatus, OnPartialFailure, WaitTimeSeconds, endedAgo, released }, index) =>
      aWave({
        WaveNumber: index + 1,
        DependsOn: index === 0 ? [] : [...new Set(parents.map((parent) => (parent % index) + 1))],
        WaveStatus,
        OnPartialFailure,
        WaitTimeSeconds,
        ...(isSettled(WaveStatus) ? { EndTime: now - endedAgo, ...(released ? { ReleasedAt: now - endedAgo } : {}) } : {}),
      }),
    ),
  );

function parentsOf(wave: WaveRecord, waves: readonly WaveRecord[]): WaveRecord[] {
  return waves.filter((other) => wave.DependsOn.includes(other.WaveNumber));
}

describe('whether a wave may start', () => {
  it('START only when every parent let it and its wait is over; SKIP as soon as one did not [P2] [P12] [R1.2] [R1.3]', () => {
    fc.assert(
      fc.property(dag, (waves) => {
        for (const wave of waves) {
          const parents = parentsOf(wave, waves);
          const answer = readiness(wave, waves, now);
          if (parents.some((parent) => isSettled(parent.WaveStatus) && !lets(parent))) expect(answer).toBe('SKIP');
          else if (parents.some((parent) => !isSettled(parent.WaveStatus))) expect(answer).toBe('WAIT');
          else if (answer === 'WAIT') expect(parents.some((parent) => parent.ReleasedAt === undefined && (parent.EndTime ?? 0) + parent.WaitTimeSeconds >= now)).toBe(true);
          else expect(answer).toBe('START');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('skipping is transitive: everything downstream of what lets nothing ends SKIPPED, however far [R4.2] [P12]', () => {
    fc.assert(
      fc.property(dag, (drawn) => {
        let waves: readonly WaveRecord[] = drawn;
        for (let round = 0; round <= drawn.length; round += 1) {
          waves = waves.map((wave) => (wave.WaveStatus === 'PENDING' && readiness(wave, waves, now) === 'SKIP' ? skipped(wave, now) : wave));
        }
        const stopped = (wave: WaveRecord): boolean => (isSettled(wave.WaveStatus) && !lets(wave)) || parentsOf(wave, waves).some(stopped);
        for (const wave of waves) {
          const before = drawn.find((other) => other.WaveNumber === wave.WaveNumber);
          if (before?.WaveStatus !== 'PENDING') continue;
          const downstream = parentsOf(wave, waves).some((parent) => isSettled(parent.WaveStatus) && !lets(parent));
          expect(wave.WaveStatus).toBe(downstream ? 'SKIPPED' : 'PENDING');
          if (wave.WaveStatus === 'SKIPPED') expect(wave).toMatchObject({ EndTime: now, Servers: [{ Status: 'SKIPPED' }] });
          if (wave.WaveStatus === 'SKIPPED') expect(stopped(wave)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a wait elapses in full: not yet at EndTime + WaitTimeSeconds, which was rounded down [R1.3] [P3]', () => {
    const parent = aWave({ WaveStatus: 'COMPLETED', EndTime: start, WaitTimeSeconds: 60 });
    const child = aWave({ WaveNumber: 2, DependsOn: [1] });
    expect(readiness(child, [parent, child], start + 60)).toBe('WAIT');
    expect(readiness(child, [parent, child], start + 61)).toBe('START');
    expect(readyAt(child, [parent, child])).toBe(start + 60);
  });

  it('a release ends the wait, and a wait of 0 is none', () => {
    const child = aWave({ WaveNumber: 2, DependsOn: [1] });
    expect(readiness(child, [aWave({ WaveStatus: 'COMPLETED', EndTime: start, WaitTimeSeconds: 60, ReleasedAt: start + 60 })], start + 60)).toBe('START');
    expect(readiness(child, [aWave({ WaveStatus: 'COMPLETED', EndTime: start })], start)).toBe('START');
  });

  it('a wave without dependencies starts at once; one whose parent is not there waits', () => {
    expect(readiness(aWave(), [], start)).toBe('START');
    expect(readyAt(aWave(), [])).toBe(0);
    expect(readiness(aWave({ DependsOn: [9] }), [], start)).toBe('WAIT');
    expect(readyAt(aWave({ DependsOn: [9] }), [])).toBeUndefined();
  });

  it('only an event changes what waits for an unsettled parent', () => {
    expect(readyAt(aWave({ WaveNumber: 2, DependsOn: [1] }), [aWave({ WaveStatus: 'LAUNCHING' })])).toBeUndefined();
  });
});

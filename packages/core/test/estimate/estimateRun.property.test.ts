import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateRun, type EstimatedRun } from '../../src/estimate/estimateRun.js';
import { launchHistory } from '../../src/estimate/launchHistory.js';
import type { WaveRecord } from '../../src/execution/records.js';
import { dependentsOf } from '../../src/plan/waveGraph.js';
import { aWave, serversIn, start } from '../records.js';

const quotas = { concurrentJobs: 20, serversPerJob: 2, serversInJobs: 500 };

/** A random plan's waves: each depends on some of those before it. */
const waves = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(), { maxLength: 3 }),
      WaitTimeSeconds: fc.constantFrom(0, 60, 5000),
      ExecutionType: fc.constantFrom('PARALLEL' as const, 'SEQUENTIAL' as const),
      Enabled: fc.boolean(),
      servers: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) => {
    const parents = new Map(drawn.map((wave, index) => [index + 1, index === 0 ? [] : [...new Set(wave.parents.map((parent) => (parent % index) + 1))]]));
    const dependents = dependentsOf(parents);
    return drawn.map((wave, index) =>
      aWave({
        WaveNumber: index + 1,
        DependsOn: parents.get(index + 1) ?? [],
        Dependents: dependents.get(index + 1) ?? [],
        WaitTimeSeconds: wave.WaitTimeSeconds,
        ExecutionType: wave.ExecutionType,
        HealthCheck: { Enabled: wave.Enabled, OnTimeout: 'FAIL' },
        Servers: serversIn(...Array.from({ length: wave.servers }, () => 'NOT_STARTED' as const)),
      }),
    );
  });

/** An earlier run in which some waves' servers launched in a drawn time. */
const earlier = fc.array(fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined }), { maxLength: 12 }).map((times) =>
  times.map((seconds, index) => aWave({ WaveNumber: index + 1, Servers: seconds === undefined ? serversIn('FAILED') : serversIn('LAUNCHED').map((server) => ({ ...server, LaunchTime: start, LaunchedTime: start + seconds })) })),
);

const executionType = fc.constantFrom('DRILL' as const, 'RECOVERY' as const);

function holds(check: (run: EstimatedRun, given: readonly WaveRecord[]) => void): void {
  fc.assert(
    fc.property(waves, earlier, executionType, (given, before, type) => check(estimateRun(given, type, launchHistory([before]), quotas), given)),
    { seed: 51, numRuns: 500 },
  );
}

describe('the estimate of any run', () => {
  it('is as long as its critical path: the sum of its launches, checks and waits', () => {
    holds(({ estimate }) => {
      const path = estimate.CriticalPath.flatMap((number) => estimate.Waves.filter((wave) => wave.WaveNumber === number));
      expect(path.reduce((sum, wave) => sum + wave.LaunchSeconds + wave.WaitSeconds, 0)).toBe(estimate.TotalSeconds);
      expect(estimate.Waves.filter((wave) => wave.OnCriticalPath).map((wave) => wave.WaveNumber).sort((a, b) => a - b)).toEqual([...estimate.CriticalPath].sort((a, b) => a - b));
    });
  });

  it('starts each wave the moment the last of its parents, with its wait, is over: never before, and not later', () => {
    holds(({ estimate }, given) => {
      for (const wave of estimate.Waves) {
        const parents = given.find((other) => other.WaveNumber === wave.WaveNumber)?.DependsOn ?? [];
        const released = estimate.Waves.filter((other) => parents.includes(other.WaveNumber)).map((other) => other.StartsAfterSeconds + other.LaunchSeconds + other.WaitSeconds);
        expect(wave.StartsAfterSeconds).toBe(Math.max(0, ...released));
      }
    });
  });

  it('gives shares that sum to 1, all on the critical path, and follows it along dependencies', () => {
    holds(({ estimate }, given) => {
      const sum = estimate.Waves.reduce((total, wave) => total + wave.ShareOfTotal, 0);
      expect(sum).toBeCloseTo(estimate.TotalSeconds === 0 ? 0 : 1, 9);
      for (const wave of estimate.Waves) if (!wave.OnCriticalPath) expect(wave.ShareOfTotal).toBe(0);
      estimate.CriticalPath.forEach((number, index) => {
        const before = estimate.CriticalPath[index - 1];
        const parents = given.find((wave) => wave.WaveNumber === number)?.DependsOn ?? [];
        if (before === undefined) expect(parents).toEqual([]);
        else expect(parents).toContain(before);
      });
    });
  });

  it('counts the jobs in the air at a wave\'s busiest second, second by second', () => {
    holds(({ estimate, loads }, given) => {
      const jobsOf = (number: number, jobs: number): number => (given.find((wave) => wave.WaveNumber === number)?.ExecutionType === 'SEQUENTIAL' ? 1 : jobs);
      const jobsAt = (second: number): number =>
        estimate.Waves.filter((wave) => wave.StartsAfterSeconds <= second && second < wave.StartsAfterSeconds + wave.LaunchSeconds).reduce((sum, wave) => sum + jobsOf(wave.WaveNumber, wave.Jobs), 0);
      const moments = estimate.Waves.flatMap((wave) => [wave.StartsAfterSeconds, wave.StartsAfterSeconds + wave.LaunchSeconds - 1]);
      for (const wave of estimate.Waves) {
        const inside = moments.filter((second) => second >= wave.StartsAfterSeconds && second < wave.StartsAfterSeconds + wave.LaunchSeconds);
        expect(wave.LaunchSeconds === 0 ? 0 : wave.JobsAtOnce).toBe(Math.max(0, ...inside.map(jobsAt)));
        expect(loads.get(wave.WaveNumber)?.jobs).toBe(wave.JobsAtOnce);
      }
    });
  });
});

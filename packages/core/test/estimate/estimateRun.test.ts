import { describe, expect, it } from 'vitest';
import { estimateRun } from '../../src/estimate/estimateRun.js';
import { noHistory } from '../../src/estimate/launchHistory.js';
import { defaultQuotas } from '../../src/launch/packing.js';
import { aWave, serversIn } from '../records.js';

const ids = (count: number): ReturnType<typeof serversIn> => serversIn(...Array.from({ length: count }, () => 'NOT_STARTED' as const));

describe('the estimate of a run', () => {
  it('of a diamond: the longer arm is critical, its wait within its share, the last wave\'s own wait nobody\'s', () => {
    const waves = [
      aWave({ WaveNumber: 1, Dependents: [2, 3], WaitTimeSeconds: 60 }),
      aWave({ WaveNumber: 2, DependsOn: [1], Dependents: [4], Servers: ids(250) }),
      aWave({ WaveNumber: 3, DependsOn: [1], Dependents: [4], ExecutionType: 'SEQUENTIAL', Servers: ids(2) }),
      aWave({ WaveNumber: 4, DependsOn: [2, 3], WaitTimeSeconds: 600 }),
    ];
    const { estimate, loads } = estimateRun(waves, 'DRILL', noHistory, defaultQuotas);
    expect(estimate.TotalSeconds).toBe(1214 + 60 + 2 * 1214 + 1214);
    expect(estimate.CriticalPath).toEqual([1, 3, 4]);
    expect(estimate.Waves.map((wave) => [wave.StartsAfterSeconds, wave.LaunchSeconds, wave.WaitSeconds])).toEqual([[0, 1214, 60], [1274, 1214, 0], [1274, 2428, 0], [3702, 1214, 0]]);
    expect(estimate.Waves.map((wave) => [wave.Jobs, wave.JobsAtOnce])).toEqual([[1, 1], [3, 4], [2, 4], [1, 1]]);
    expect([...loads.values()].map(({ servers }) => servers)).toEqual([1, 251, 251, 1]);
    expect(estimate.Waves[0]?.ShareOfTotal).toBeCloseTo(1274 / 4916, 9);
    expect(estimate.Waves[1]).toMatchObject({ OnCriticalPath: false, ShareOfTotal: 0 });
  });

  it('of waves that are equally long names one critical path, by the lowest numbers', () => {
    const waves = [1, 2].map((WaveNumber) => aWave({ WaveNumber, Dependents: [3] }));
    const { estimate } = estimateRun([...waves, aWave({ WaveNumber: 3, DependsOn: [1, 2] })], 'DRILL', noHistory, defaultQuotas);
    expect(estimate.CriticalPath).toEqual([1, 3]);
    expect(estimate.Waves.map((wave) => wave.OnCriticalPath)).toEqual([true, false, true]);
  });

  it('of waves with nothing to launch is no time at all, and shares none of it', () => {
    const { estimate } = estimateRun([aWave({ Servers: [] })], 'DRILL', noHistory, defaultQuotas);
    expect(estimate).toMatchObject({ TotalSeconds: 0, CriticalPath: [1], Waves: [{ Jobs: 0, JobsAtOnce: 0, ShareOfTotal: 0 }] });
  });
});

import type { RunEstimate, WaveEstimate } from '../answers/preflight.js';
import type { WaveRecord } from '../execution/records.js';
import type { LaunchQuotas, RunningJobs } from '../launch/packing.js';
import type { ExecutionType } from '../plan/plan.js';
import { expectedLaunch, type ExpectedWave } from './expectedLaunch.js';
import { busiest, jobsOf, loadOf, type LoadedStretch } from './jobLoad.js';
import type { LaunchHistory } from './launchHistory.js';
import { schedule } from './schedule.js';

/** What of a wave's record an estimate needs, its servers resolved. */
export type EstimatedWave = ExpectedWave & Pick<WaveRecord, 'DependsOn' | 'Dependents' | 'WaitTimeSeconds'>;

/** An estimate, and by wave number the most jobs and servers that it would have in the air with others at one moment. */
export interface EstimatedRun {
  readonly estimate: RunEstimate;
  readonly loads: ReadonlyMap<number, RunningJobs>;
}

/**
 * How long a run of these waves is expected to take, and when each of them. Waiting for job slots and for approvals is
 * not counted. A wave's share of the total includes its `WaitTimeSeconds`, so the shares on the critical path sum to 1.
 */
export function estimateRun(waves: readonly EstimatedWave[], executionType: ExecutionType, history: LaunchHistory, quotas: LaunchQuotas): EstimatedRun {
  const expected = new Map(waves.map((wave) => [wave.WaveNumber, expectedLaunch(wave, executionType, history)]));
  const timed = waves.map((wave) => ({
    WaveNumber: wave.WaveNumber,
    DependsOn: wave.DependsOn,
    launchSeconds: expected.get(wave.WaveNumber)?.seconds ?? 0,
    // It is time between waves (R1.3): where none follows, nobody waits for it.
    waitSeconds: wave.Dependents.length === 0 ? 0 : wave.WaitTimeSeconds,
  }));
  const { waves: scheduled, totalSeconds, criticalPath } = schedule(timed);
  const when = new Map(scheduled.map((wave) => [wave.WaveNumber, wave]));
  const stretches = new Map(waves.map((wave) => [wave.WaveNumber, stretchOf(wave, when.get(wave.WaveNumber), quotas)]));
  const loads = new Map([...stretches].map(([number, stretch]) => [number, busiest(stretch, [...stretches.values()])]));
  const critical = new Set(criticalPath);
  const Waves = waves.map((wave): WaveEstimate => {
    const { startsAfter = 0, launchSeconds = 0, waitSeconds = 0 } = when.get(wave.WaveNumber) ?? {};
    const OnCriticalPath = critical.has(wave.WaveNumber);
    return {
      WaveNumber: wave.WaveNumber,
      WaveName: wave.WaveName,
      ServerCount: wave.Servers.length,
      Jobs: jobsOf(wave, quotas),
      JobsAtOnce: loads.get(wave.WaveNumber)?.jobs ?? 0,
      StartsAfterSeconds: startsAfter,
      LaunchSeconds: launchSeconds,
      WaitSeconds: waitSeconds,
      OnCriticalPath,
      ShareOfTotal: OnCriticalPath && totalSeconds > 0 ? (launchSeconds + waitSeconds) / totalSeconds : 0,
      Basis: expected.get(wave.WaveNumber)?.basis ?? 'MEASURED',
    };
  });
  return { estimate: { TotalSeconds: totalSeconds, CriticalPath: criticalPath, Waves }, loads };
}

function stretchOf(wave: EstimatedWave, scheduled: { readonly startsAfter: number; readonly launchSeconds: number } | undefined, quotas: LaunchQuotas): LoadedStretch {
  const from = scheduled?.startsAfter ?? 0;
  return { from, to: from + (scheduled?.launchSeconds ?? 0), load: loadOf(wave, quotas) };
}

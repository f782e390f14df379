import type { WaveRecord } from '../execution/records.js';
import { topologicalOrder } from '../plan/waveGraph.js';

/** What of a wave its place in the schedule follows from. Seconds. */
export interface TimedWave extends Pick<WaveRecord, 'WaveNumber' | 'DependsOn'> {
  readonly launchSeconds: number;
  /** Between its end and the start of those that wait for it. */
  readonly waitSeconds: number;
}

/** When a wave runs, counted from the run's start. Seconds. */
export interface ScheduledWave extends TimedWave {
  readonly startsAfter: number;
}

/** A run's schedule. */
export interface Schedule {
  readonly waves: readonly ScheduledWave[];
  readonly totalSeconds: number;
  /** Wave numbers, first to last: each starts the moment the one before it, with its wait, is over. */
  readonly criticalPath: readonly number[];
}

/** When a wave's dependents may start. */
function releasedAfter(wave: ScheduledWave): number {
  return wave.startsAfter + wave.launchSeconds + wave.waitSeconds;
}

/**
 * Each wave the moment all it depends on are released; the waves in the order given. The critical path is the chain of
 * waves that the run is as long as; of several such chains, the one by the lowest wave numbers.
 */
export function schedule(waves: readonly TimedWave[]): Schedule {
  const byNumber = new Map(waves.map((wave) => [wave.WaveNumber, wave]));
  const scheduled = new Map<number, ScheduledWave>();
  const parentsOf = (wave: TimedWave): readonly ScheduledWave[] => wave.DependsOn.flatMap((number) => scheduled.get(number) ?? []);
  for (const number of topologicalOrder([...byNumber.keys()], new Map(waves.map((wave) => [wave.WaveNumber, wave.DependsOn])))) {
    const wave = byNumber.get(number);
    if (wave !== undefined) scheduled.set(number, { ...wave, startsAfter: Math.max(0, ...parentsOf(wave).map(releasedAfter)) });
  }
  const criticalPath: number[] = [];
  for (let wave = latest([...scheduled.values()]); wave !== undefined; wave = latest(parentsOf(wave))) criticalPath.unshift(wave.WaveNumber);
  return { waves: waves.flatMap((wave) => scheduled.get(wave.WaveNumber) ?? []), totalSeconds: Math.max(0, ...[...scheduled.values()].map(releasedAfter)), criticalPath };
}

/** The wave that is released last; of several, the one with the lowest number. */
function latest(waves: readonly ScheduledWave[]): ScheduledWave | undefined {
  return [...waves].sort((a, b) => releasedAfter(b) - releasedAfter(a) || a.WaveNumber - b.WaveNumber)[0];
}

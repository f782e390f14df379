import type { DrsJob, ExecutionView } from '@drs-orchestration/core';

/** What of a run's duration is whose. Seconds. */
export interface Shares {
  /** From the start to the final status. */
  readonly makespan: number;
  /** The longest way through the waves of DRS's own times and the plan's waits. */
  readonly criticalPath: number;
  /** Waves on the longest way. */
  readonly depth: number;
}

/** How long we may take beside DRS, for each wave on the longest way (R7.1, design section 15). Seconds. */
const oursAWave = 60;

/** A run's duration, and what of it DRS and the plan's waits account for. */
export function sharesOf(view: ExecutionView, jobs: readonly DrsJob[]): Shares {
  const paths = new Map<number, { readonly seconds: number; readonly depth: number }>();
  const pathTo = (number: number): { readonly seconds: number; readonly depth: number } => {
    const known = paths.get(number);
    if (known !== undefined) return known;
    const wave = view.Waves.find((candidate) => candidate.WaveNumber === number);
    if (wave === undefined) throw new Error(`the record has no wave ${number}`);
    const longest = wave.DependsOn.map((parent) => {
      const { seconds, depth } = pathTo(parent);
      return { seconds: seconds + (view.Waves.find((candidate) => candidate.WaveNumber === parent)?.WaitTimeSeconds ?? 0), depth };
    }).reduce((one, other) => (other.seconds > one.seconds ? other : one), { seconds: 0, depth: 0 });
    const path = { seconds: longest.seconds + drsSeconds(number, jobs), depth: longest.depth + 1 };
    paths.set(number, path);
    return path;
  };
  const longest = view.Waves.map((wave) => pathTo(wave.WaveNumber)).reduce((one, other) => (other.seconds > one.seconds ? other : one));
  return { makespan: (view.EndTime ?? Infinity) - view.StartTime, criticalPath: longest.seconds, depth: longest.depth };
}

/** From a wave's first job to the end of its last. */
function drsSeconds(waveNumber: number, jobs: readonly DrsJob[]): number {
  const ofWave = jobs.filter((job) => job.tags['drs-orchestration:wave'] === String(waveNumber));
  if (ofWave.length === 0) throw new Error(`DRS has no job of wave ${waveNumber}`);
  return (Math.max(...ofWave.map((job) => job.endedAt ?? Infinity)) - Math.min(...ofWave.map((job) => job.createdAt ?? -Infinity))) / 1000;
}

/**
 * The run took no more than DRS did and 60 s a wave (R7.1).
 * @throws Error with the figures.
 */
export function expectOwnShareWithinBound(view: ExecutionView, jobs: readonly DrsJob[]): void {
  const { makespan, criticalPath, depth } = sharesOf(view, jobs);
  const ours = makespan - criticalPath;
  if (!(ours >= 0 && ours <= oursAWave * depth)) throw new Error(`of ${makespan} s DRS took ${criticalPath}, so ${ours} s are ours: ${oursAWave} s for each of ${depth} waves are allowed`);
}

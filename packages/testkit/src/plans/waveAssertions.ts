import type { ExecutionView, WaveView } from '@drs-orchestration/core';

// Plain functions that throw, so that any test framework can use them.

const named = (wave: WaveView): string => `wave ${wave.WaveNumber} (${wave.WaveName}, ${wave.Status})`;

/**
 * Every wave that started did so after all it depends on had ended and their WaitTimeSeconds had passed (P1, P2, P3).
 * @throws Error naming each wave that started too early.
 */
export function expectWavesInOrder(view: Pick<ExecutionView, 'Waves'>): void {
  const byNumber = new Map(view.Waves.map((wave) => [wave.WaveNumber, wave]));
  const early = view.Waves.flatMap((wave) =>
    wave.DependsOn.flatMap((number) => {
      const parent = byNumber.get(number);
      if (parent === undefined) return [`${named(wave)} depends on wave ${number}, which the execution lacks`];
      if (wave.StartTime === undefined) return [];
      if (parent.EndTime === undefined) return [`${named(wave)} started at ${wave.StartTime}, but ${named(parent)} has not ended`];
      const free = parent.EndTime + parent.WaitTimeSeconds;
      if (wave.StartTime >= free) return [];
      return [`${named(wave)} started at ${wave.StartTime}, ${free - wave.StartTime} s before ${named(parent)} and its wait of ${parent.WaitTimeSeconds} s were over`];
    }),
  );
  if (early.length > 0) throw new Error(`waves started out of order:\n${early.join('\n')}`);
}

/** Whether both waves started, and one before the other had ended. */
export function overlap(one: WaveView, other: WaveView): boolean {
  if (one.StartTime === undefined || other.StartTime === undefined) return false;
  return one.StartTime < (other.EndTime ?? Infinity) && other.StartTime < (one.EndTime ?? Infinity);
}

/**
 * No two of these waves (by default: of all) were under way at the same time.
 * @throws Error naming each pair that was.
 */
export function expectNoOverlap(view: Pick<ExecutionView, 'Waves'>, waveNumbers?: readonly number[]): void {
  const waves = view.Waves.filter((wave) => waveNumbers === undefined || waveNumbers.includes(wave.WaveNumber));
  const pairs = waves.flatMap((one, index) => waves.slice(index + 1).filter((other) => overlap(one, other)).map((other) => [one, other] as const));
  if (pairs.length === 0) return;
  const told = pairs.map(([one, other]) => `${named(one)} ${one.StartTime} to ${one.EndTime ?? 'now'}, ${named(other)} ${other.StartTime} to ${other.EndTime ?? 'now'}`);
  throw new Error(`waves overlapped:\n${told.join('\n')}`);
}

/**
 * All of these waves were under way at the same time, two by two.
 * @throws Error naming each pair that was not.
 */
export function expectOverlap(view: Pick<ExecutionView, 'Waves'>, waveNumbers: readonly number[]): void {
  const waves = view.Waves.filter((wave) => waveNumbers.includes(wave.WaveNumber));
  const missing = waveNumbers.filter((number) => !waves.some((wave) => wave.WaveNumber === number));
  const apart = waves.flatMap((one, index) => waves.slice(index + 1).filter((other) => !overlap(one, other)).map((other) => `${named(one)} and ${named(other)}`));
  const told = [...missing.map((number) => `the execution lacks wave ${number}`), ...apart];
  if (told.length > 0) throw new Error(`waves did not overlap:\n${told.join('\n')}`);
}

/** What of a DRS job tells which servers it launches. */
export interface LaunchJob {
  readonly jobId: string;
  readonly type: string;
  readonly servers: readonly { readonly sourceServerId: string }[];
}

/**
 * No server is in two launch jobs (P28).
 * @throws Error naming each such server and its jobs.
 */
export function expectServerLaunchedOnce(jobs: readonly LaunchJob[]): void {
  const jobsOf = new Map<string, string[]>();
  for (const job of jobs) {
    if (job.type !== 'LAUNCH') continue;
    for (const { sourceServerId } of job.servers) jobsOf.set(sourceServerId, [...(jobsOf.get(sourceServerId) ?? []), job.jobId]);
  }
  const twice = [...jobsOf].filter(([, ids]) => ids.length > 1).map(([server, ids]) => `${server} in ${ids.join(', ')}`);
  if (twice.length > 0) throw new Error(`servers were launched more than once:\n${twice.join('\n')}`);
}

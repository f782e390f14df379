import type { ExecutionView, WaveView } from '@drs-orchestration/core';
import type { CriticalPath, CriticalStep } from './report.js';
import type { SpanContext } from './serverSpans.js';
import type { SpanKind } from './spans.js';
import { afterEnd, beginOf, releaseOf, spansToEnd } from './waveSpans.js';

/** What of a run's time is this system's own. */
const ownKinds: ReadonlySet<SpanKind> = new Set<SpanKind>(['PREPARE', 'START', 'DETECT', 'SETTLE', 'RELEASE', 'FINISH']);

/**
 * The waves that decided how long an execution took, first to last, by the times at which things happened: from the
 * wave that ended last back, each time to the parent whose end and wait let it go. Empty where no wave began.
 */
export function criticalWaves(waves: readonly WaveView[], until: number): readonly WaveView[] {
  const began = waves.filter((wave) => beginOf(wave) !== undefined);
  const byNumber = new Map(began.map((wave) => [wave.WaveNumber, wave]));
  const path: WaveView[] = [];
  let wave = latest(began, (candidate) => candidate.EndTime ?? until);
  // A record that says that a wave waits for itself must not hang a report.
  while (wave !== undefined && !path.includes(wave)) {
    path.unshift(wave);
    wave = latest(wave.DependsOn.flatMap((number) => byNumber.get(number) ?? []), (parent) => releaseOf(parent) ?? -Infinity);
  }
  return path;
}

function latest(waves: readonly WaveView[], at: (wave: WaveView) => number): WaveView | undefined {
  return waves.reduce<WaveView | undefined>((last, wave) => (last === undefined || at(wave) > at(last) ? wave : last), undefined);
}

/**
 * The critical path with what each part of it was spent on; its steps follow each other from the execution's start to
 * its end (`context.until` while it has none). Undefined where no wave began.
 */
export function criticalPath(view: ExecutionView, context: SpanContext): CriticalPath | undefined {
  const waves = criticalWaves(view.Waves, context.until);
  if (waves.length === 0) return undefined;
  const end = view.EndTime ?? context.until;
  const steps = new Steps(view.StartTime, end);
  waves.forEach((wave, index) => {
    const begin = beginOf(wave);
    steps.add(index === 0 ? 'PREPARE' : 'START', begin, index === 0 ? undefined : wave.WaveNumber);
    for (const span of spansToEnd(wave, context)) steps.add(span.Kind, span.To, wave.WaveNumber);
    const next = waves[index + 1];
    const nextBegin = next === undefined ? undefined : beginOf(next);
    const release = releaseOf(wave);
    if (wave.EndTime === undefined || nextBegin === undefined || release === undefined) return;
    for (const span of afterEnd(wave, wave.EndTime, Math.min(release, nextBegin))) steps.add(span.Kind, span.To, wave.WaveNumber);
  });
  steps.add(somethingOutlasts(view, waves.at(-1)?.EndTime) ? 'DRAIN' : 'FINISH', end);
  return summed(steps.all(), waves, end - view.StartTime);
}

/** Whether a job or a launch went on after a time: an execution waits for what is in the air (design section 4). */
function somethingOutlasts(view: ExecutionView, time: number | undefined): boolean {
  if (time === undefined) return false;
  return view.Waves.some((wave) => wave.Status === 'TIMEOUT' || wave.Jobs.some((job) => job.EndedAt === undefined || job.EndedAt > time));
}

function summed(steps: readonly Omit<CriticalStep, 'Share'>[], waves: readonly WaveView[], seconds: number): CriticalPath {
  const share = (part: number): number => (seconds <= 0 ? 0 : part / seconds);
  const Steps = steps.map((step) => ({ ...step, Share: share(step.To - step.From) }));
  const secondsWhere = (matches: (step: CriticalStep) => boolean): number => Steps.reduce((sum, step) => (matches(step) ? sum + step.To - step.From : sum), 0);
  return {
    Seconds: seconds,
    Steps,
    Waves: waves.map(({ WaveNumber, WaveName }) => {
      const Seconds = secondsWhere((step) => step.WaveNumber === WaveNumber);
      return { WaveNumber, WaveName, Seconds, Share: share(Seconds) };
    }),
    OwnSeconds: secondsWhere((step) => ownKinds.has(step.Kind)),
    ShareOutsideWaves: share(secondsWhere((step) => step.WaveNumber === undefined)),
  };
}

/** Steps that follow each other without gaps, never back and never past the end. */
class Steps {
  readonly #steps: Omit<CriticalStep, 'Share'>[] = [];
  readonly #end: number;
  #at: number;

  constructor(start: number, end: number) {
    this.#at = start;
    this.#end = end;
  }

  add(Kind: SpanKind, until: number | undefined, waveNumber?: number): void {
    if (until === undefined) return;
    const To = Math.min(until, this.#end);
    if (To <= this.#at) return;
    this.#steps.push({ Kind, From: this.#at, To, ...(waveNumber === undefined ? {} : { WaveNumber: waveNumber }) });
    this.#at = To;
  }

  all(): readonly Omit<CriticalStep, 'Share'>[] {
    return this.#steps;
  }
}

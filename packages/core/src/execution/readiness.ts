import { lets } from './outcome.js';
import type { WaveRecord } from './records.js';
import { isSettled } from './statuses.js';

/** What a wave that waits for others may do now. */
export type Readiness = 'START' | 'SKIP' | 'WAIT';

/**
 * Whether a wave may start: all it depends on let it, and their `WaitTimeSeconds` are over. It is SKIPPED as soon as
 * one of them is settled and does not let it: what is SKIPPED lets nothing, so skipping is transitive (P12).
 * Derived from the waves alone, so that a lost release delays a wave but never strands it (state-machine.md, 2).
 * @param now Unix seconds.
 */
export function readiness(wave: Pick<WaveRecord, 'DependsOn'>, waves: readonly WaveRecord[], now: number): Readiness {
  const parents = wave.DependsOn.map((number) => waves.find((other) => other.WaveNumber === number));
  if (parents.some((parent) => parent !== undefined && isSettled(parent.WaveStatus) && !lets(parent))) return 'SKIP';
  return parents.every((parent) => parent !== undefined && isReleased(parent, now)) ? 'START' : 'WAIT';
}

/** The earliest Unix second at which `readiness` may change by time alone, or undefined where only an event changes it. */
export function readyAt(wave: Pick<WaveRecord, 'DependsOn'>, waves: readonly WaveRecord[]): number | undefined {
  const parents = wave.DependsOn.map((number) => waves.find((other) => other.WaveNumber === number));
  if (!parents.every((parent) => parent !== undefined && isSettled(parent.WaveStatus))) return undefined;
  return Math.max(0, ...parents.map((parent) => (parent?.EndTime ?? 0) + (parent?.WaitTimeSeconds ?? 0)));
}

function isReleased(parent: WaveRecord, now: number): boolean {
  if (!isSettled(parent.WaveStatus)) return false;
  // Strictly past: EndTime is rounded down to whole seconds, and WaitTimeSeconds elapses in full (R1.3).
  return parent.ReleasedAt !== undefined || parent.WaitTimeSeconds === 0 || (parent.EndTime ?? now) + parent.WaitTimeSeconds < now;
}

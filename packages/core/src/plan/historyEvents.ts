import {
  cleanUpWaits, drainSeconds, healthWaits, launchBoundSeconds, launchWaitCount, registrations, waitBoundsSeconds,
  type BoundedWave,
} from './executionBounds.js';
import type { ExecutionType } from './plan.js';
import { machineBoundSeconds } from './planLimits.js';

/** What happens in one execution of the state machine, as far as it costs history events. */
export interface MachineCounts {
  readonly parallelWaves: number;
  /** The number of servers of each sequential wave. */
  readonly sequentialWaves: readonly number[];
  /** Task tokens registered again. */
  readonly registrations: number;
  readonly launchWaits: number;
  readonly healthWaits: number;
  readonly cleanUpWaits: number;
  readonly retriedAttempts: number;
  readonly approvals: number;
  /** Approvals whose Task timed out, so that CloseApproval asked the record. */
  readonly approvalTimeouts: number;
  /** Waits between waves (`WaitTimeSeconds`). */
  readonly waits: number;
}

/** The history events of an execution: the formula measured on an engine, `37 + 46P + Σ(32 + 24n) + 8R + 9(L+H+C) + 3F + 8A + 5T + 2W`. */
export function historyEvents(counts: MachineCounts): number {
  return (
    37 +
    46 * counts.parallelWaves +
    counts.sequentialWaves.reduce((sum, servers) => sum + 32 + 24 * servers, 0) +
    8 * counts.registrations +
    9 * (counts.launchWaits + counts.healthWaits + counts.cleanUpWaits) +
    3 * counts.retriedAttempts +
    8 * counts.approvals +
    5 * counts.approvalTimeouts +
    2 * counts.waits
  );
}

/** What happens when every wait of an execution lasts to its bound and nothing is retried. */
export function worstCaseCounts(waves: readonly BoundedWave[], executionType: ExecutionType): MachineCounts {
  const waiting = waitBoundsSeconds(waves, executionType);
  const sum = (count: (wave: BoundedWave) => number): number => waves.reduce((total, wave) => total + count(wave), 0);
  const launches = (wave: BoundedWave): number => (wave.ExecutionType === 'SEQUENTIAL' ? wave.ServerCount : 1);
  const untilReleased = (wave: BoundedWave): number => Math.min(waiting.get(wave.WaveNumber) ?? 0, machineBoundSeconds);
  return {
    parallelWaves: waves.filter((wave) => wave.ExecutionType === 'PARALLEL').length,
    sequentialWaves: waves.filter((wave) => wave.ExecutionType === 'SEQUENTIAL').map((wave) => wave.ServerCount),
    registrations:
      registrations(drainSeconds) +
      sum((wave) => registrations(untilReleased(wave)) + launches(wave) * registrations(launchBoundSeconds(wave, executionType))),
    launchWaits: launchWaitCount() * sum(launches),
    healthWaits: healthWaits * sum((wave) => (wave.HealthCheck.Enabled ? launches(wave) : 0)),
    cleanUpWaits: executionType === 'DRILL' ? cleanUpWaits : 0,
    retriedAttempts: 0,
    approvals: sum((wave) => (wave.PauseBefore ? 1 : 0)),
    // One that was recorded and not heard costs its time-out, and the launch all the same.
    approvalTimeouts: sum((wave) => (wave.PauseBefore ? 1 : 0)),
    waits: sum((wave) => (wave.WaitTimeSeconds > 0 ? 1 : 0)),
  };
}

/** The most history events these waves can cost, as a drill or as a recovery, at every bound at once. */
export function worstCaseHistoryEvents(waves: readonly BoundedWave[]): number {
  return Math.max(...(['DRILL', 'RECOVERY'] as const).map((type) => historyEvents(worstCaseCounts(waves, type))));
}

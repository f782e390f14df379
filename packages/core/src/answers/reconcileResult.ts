import type { CleanUp, ExecutionStatus, WaveStatus } from '../execution/records.js';

/** A wave that a reconcile looked at. */
export interface ReconciledWave {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly Before: WaveStatus;
  /** The same, where something of it is not over, or it was not TIMEOUT. */
  readonly After: WaveStatus;
}

/** What an operator's `reconcile` found. */
export interface ReconcileResult {
  readonly ExecutionId: string;
  /** The execution's status, as it is now. */
  readonly Status: ExecutionStatus;
  readonly Before: ExecutionStatus;
  /** The waves that were TIMEOUT, or ended with launches in the air. */
  readonly Waves: readonly ReconciledWave[];
  /** DRS jobs that are not over, or of whose instances EC2 cannot tell yet: their waves stay as they are. */
  readonly StillRunning: readonly string[];
  /** A drill's instances that launched late and were not terminated, as far as DRS names them; `CleanUp` says whether they will be. */
  readonly LateInstances: readonly string[];
  readonly CleanUp?: CleanUp;
}

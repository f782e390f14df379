import type { ExecutionType } from '../plan/plan.js';

/** What a preflight looks at. */
export type PreflightCheckName =
  | 'PLAN_VALID' | 'PLAN_FREE' | 'ROLE_ASSUMABLE' | 'DRS_READY' | 'SERVERS_KNOWN' | 'SERVERS_REPLICATING' | 'REPLICATION_LAG'
  | 'NO_LIVE_INSTANCES' | 'SERVERS_FREE' | 'JOB_SLOTS' | 'SERVERS_IN_JOBS' | 'RTO_TARGET';

/**
 * One thing looked at. `FAILED` would fail or refuse the run, `WARNING` may delay or degrade it, `UNKNOWN` could not be
 * looked at (an earlier check failed, or DRS did not answer).
 */
export interface PreflightCheck {
  readonly Check: PreflightCheckName;
  readonly State: 'PASSED' | 'WARNING' | 'FAILED' | 'UNKNOWN';
  /** What was found and what to do; where it passed, what was seen. */
  readonly Message: string;
  /** The single findings, where there are several: each its place and what is wrong. */
  readonly Findings: readonly PreflightFinding[];
  /** How many more there are than are listed; absent where all are. */
  readonly FindingsLeftOut?: number;
}

/** What is wrong with one server or wave. */
export interface PreflightFinding {
  readonly Message: string;
  readonly WaveNumber?: number;
  readonly SourceServerId?: string;
}

/** When a wave would run, counted from the start. Seconds. */
export interface WaveEstimate {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly ServerCount: number;
  /** DRS jobs its launch needs, and how many would be in the air with it at its busiest. */
  readonly Jobs: number;
  readonly JobsAtOnce: number;
  readonly StartsAfterSeconds: number;
  /** Its launches and health checks. */
  readonly LaunchSeconds: number;
  /** `WaitTimeSeconds`, where something waits for it. */
  readonly WaitSeconds: number;
  readonly OnCriticalPath: boolean;
  /** Its part of the whole, from 0 to 1; 0 off the critical path. */
  readonly ShareOfTotal: number;
  /** HISTORY: from earlier runs of this plan; MEASURED: DRS's measured times. */
  readonly Basis: 'HISTORY' | 'MEASURED';
}

/** How long a run is expected to take; approvals are not counted, since people take as long as they take. */
export interface RunEstimate {
  readonly TotalSeconds: number;
  /** Wave numbers, first to last. */
  readonly CriticalPath: readonly number[];
  readonly Waves: readonly WaveEstimate[];
}

/** Whether a plan would run now. */
export interface Preflight {
  readonly PlanId: string;
  readonly PlanName: string;
  readonly PlanVersion: number;
  readonly ExecutionType: ExecutionType;
  /** Unix seconds. */
  readonly CheckedAt: number;
  /** No check FAILED or stayed UNKNOWN. */
  readonly Ready: boolean;
  readonly Checks: readonly PreflightCheck[];
  /** Absent where the servers are not known. */
  readonly Estimate?: RunEstimate;
}

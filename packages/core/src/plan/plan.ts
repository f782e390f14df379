/** How waves relate: each after the one before it, or only as `Dependencies` say. */
export type WaveOrdering = 'SEQUENTIAL' | 'DEPENDENCIES';
/** How a wave's servers are launched: together, or one after another. */
export type WaveExecutionType = 'PARALLEL' | 'SEQUENTIAL';
/** A drill is a rehearsal; a recovery is real. */
export type ExecutionType = 'DRILL' | 'RECOVERY';

/** Whether a launched server's instance is checked, and what a timeout of the check means (R3). */
export interface HealthCheck {
  readonly Enabled: boolean;
  readonly OnTimeout: 'FAIL' | 'WARN';
}

/** A wave of a valid plan, every default filled in. Exactly one of `ServerIds` and `ProtectionGroupId` is there. */
export interface Wave {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly ServerIds?: readonly string[];
  readonly ProtectionGroupId?: string;
  readonly ExecutionType: WaveExecutionType;
  /** 1-based positions in the wave's or group's `ServerIds`, in launch order. */
  readonly ExecutionOrder?: readonly number[];
  readonly Dependencies: readonly number[];
  readonly WaitTimeSeconds: number;
  readonly PauseBefore: boolean;
  readonly ApprovalTimeoutSeconds: number;
  readonly HealthCheck: HealthCheck;
  readonly LaunchActions: 'REQUIRED' | 'OPTIONAL';
  readonly OnPartialFailure: 'STOP' | 'CONTINUE';
  readonly TimeoutSeconds: number;
  /** `LATEST`, or a snapshot's id (`pit-…`). */
  readonly RecoverySnapshotId: string;
}

/** A valid recovery plan, every default filled in (design section 3). */
export interface RecoveryPlan {
  readonly PlanId: string;
  readonly PlanName: string;
  readonly Description?: string;
  readonly Region: string;
  readonly TargetAccountId?: string;
  readonly AssumeRoleName?: string;
  readonly ExternalId?: string;
  readonly WaveOrdering: WaveOrdering;
  readonly Notifications?: { readonly SnsTopicArn: string };
  readonly RtoTargetSeconds?: number;
  readonly TerminateAfterDrill: boolean;
  readonly Waves: readonly Wave[];
}

/** A plan as the plans table holds it. */
export interface StoredPlan extends RecoveryPlan {
  /** Counts the plan's edits, from 1. */
  readonly Version: number;
  /** The execution that runs this plan now: the lock of section 3. */
  readonly ActiveExecutionId?: string;
}

/** A named set of servers: listed, or whatever carries all of `Tags` when an execution starts. */
export interface ProtectionGroup {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly Region: string;
  readonly ServerIds?: readonly string[];
  readonly Tags?: Readonly<Record<string, string>>;
}

/** What is wrong with an input, and where. */
export interface Fault {
  /** The place in the input, e.g. `Waves[2].Dependencies[0]`; empty for the whole. */
  readonly path: string;
  /** What is wrong and what would be right. */
  readonly message: string;
  /** 1-based line in the file it came from, where it came from one. */
  readonly line?: number;
}

import type {
  CleanUp, ExecutionError, ExecutionStatus, ExecutionType, ExecutionView, Reconciliation, RecoveredEarlier, ServerStatus, WaveExecutionType, WaveOrdering, WaveStatus,
} from '@drs-orchestration/core';
import type { Span } from './spans.js';

/** How good or bad a verdict is. `OPEN`: it is still to come. */
export type Standing = 'GOOD' | 'DOUBTFUL' | 'BAD' | 'OPEN';

/** Whether a report can still be contradicted by its execution's record. */
export interface Finality {
  readonly Final: boolean;
  /** A sentence each: what is still to come. Empty where it is final. */
  readonly StillOpen: readonly string[];
}

/** The execution in a sentence, and by which sign. */
export interface Verdict {
  readonly Status: ExecutionStatus;
  readonly Standing: Standing;
  readonly Sentence: string;
}

/**
 * The recovery time objective against what happened. MISSED also while it still runs and the target has passed;
 * NOT_RECOVERED: it ended without recovering everything, so there is no recovery time.
 */
export interface RtoComparison {
  readonly TargetSeconds: number;
  /** From the start to the end, or to the report's own time while it runs. */
  readonly ActualSeconds: number;
  readonly State: 'MET' | 'MISSED' | 'NOT_RECOVERED' | 'OPEN';
  /** A retry's: it recovered only what earlier executions had not, whose time is not counted. */
  readonly OfPart?: true;
}

/** Servers by how their launch ended. The parts sum to `Total`; those recovered by an earlier execution are beside it. */
export interface ServerCounts {
  readonly Total: number;
  /** Launched, those a clean-up has terminated since included. */
  readonly Recovered: number;
  /** Of the recovered, those with a WARNING. */
  readonly WithWarning: number;
  readonly Failed: number;
  readonly NotLaunched: number;
  /** Neither launched nor failed: still under way, or left so. */
  readonly Unsettled: number;
  readonly RecoveredEarlier: number;
}

/** A server of a wave. Times are Unix seconds. */
export interface ReportServer {
  readonly SourceServerId: string;
  readonly HostName?: string;
  readonly Status: ServerStatus;
  readonly RecoveryJobId?: string;
  readonly InstanceId?: string;
  readonly PrivateIpAddress?: string;
  readonly LaunchTime?: number;
  readonly LaunchedTime?: number;
  readonly TerminatedTime?: number;
  readonly HealthStatus?: string;
  readonly PostLaunchActionsStatus?: string;
  readonly TimeoutDetected?: boolean;
  readonly Error?: string;
  /** LOG: DRS's job log tells its phases; SEEN: only the polls that saw its status change; NONE: it was never launched. */
  readonly PhasesFrom: 'LOG' | 'SEEN' | 'NONE';
  /** From the end of its launch in DRS's log until this system saw it. Seconds; absent where the log does not tell. */
  readonly DetectionDelaySeconds?: number;
  /** In order, without overlaps. */
  readonly Spans: readonly Span[];
}

/** A DRS job of a wave. Times are Unix seconds. */
export interface ReportJob {
  readonly RecoveryJobId: string;
  readonly At: number;
  readonly EndedAt?: number;
  readonly ServerCount: number;
  /** From the last end that DRS's log tells of its servers' phases until the job was seen over: DRS's closing of the job, and our own delay. Seconds. */
  readonly EndSeenAfterSeconds?: number;
}

/** The approval of a wave. Times are Unix seconds. */
export interface ReportApproval {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly RequestedAt: number;
  readonly ExpiresAt: number;
  readonly NotifiedAt?: number;
  /** UNANSWERED: its time ran out, or the execution ended before anybody answered. */
  readonly Outcome: 'APPROVED' | 'REJECTED' | 'UNANSWERED' | 'WAITING';
  readonly By?: string;
  readonly Reason?: string;
  readonly At?: number;
  /** Until the answer, the end of its time, the wave's end, or the report. */
  readonly WaitedSeconds: number;
}

/** A wave. Times are Unix seconds. */
export interface ReportWave {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly Status: WaveStatus;
  /** Why it ended as it did, where its servers do not show it. */
  readonly Because?: string;
  readonly ExecutionType: WaveExecutionType;
  readonly DependsOn: readonly number[];
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly ReleasedAt?: number;
  readonly WaitTimeSeconds: number;
  readonly HealthCheckEnabled: boolean;
  readonly ExpectedSeconds?: number;
  readonly SlotWaitSince?: number;
  readonly OnCriticalPath: boolean;
  /** What it spent its time on: in order, without gaps or overlaps, from its beginning to its release. */
  readonly Spans: readonly Span[];
  readonly Counts: ServerCounts;
  /** Detection delays of its servers, where DRS's log tells when they were launched. Seconds. */
  readonly DetectionDelay?: DelayFigures;
  readonly Jobs: readonly ReportJob[];
  readonly Servers: readonly ReportServer[];
  readonly RecoveredEarlier: readonly RecoveredEarlier[];
}

/** Some delays in short. Seconds. */
export interface DelayFigures {
  readonly Count: number;
  readonly Median: number;
  readonly Longest: number;
}

/** A part of the critical path. Parts follow each other without gaps, so their seconds sum to the path's. */
export interface CriticalStep extends Span {
  /** The part's share of the whole, 0 to 1. */
  readonly Share: number;
  /** Absent where it is no wave's: preparation, and the end. */
  readonly WaveNumber?: number;
}

/** A wave's part of the critical path: all its steps, its wait and its start included. */
export interface CriticalWave {
  readonly WaveNumber: number;
  readonly WaveName: string;
  readonly Seconds: number;
  /** 0 to 1. */
  readonly Share: number;
}

/** What decided how long the execution took, by the times at which things happened. */
export interface CriticalPath {
  readonly Seconds: number;
  /** First to last. */
  readonly Waves: readonly CriticalWave[];
  readonly Steps: readonly CriticalStep[];
  /** Of the path, what is this system's own: noticing, settling, handing over. Health checks, waits, approvals and DRS are not. Seconds. */
  readonly OwnSeconds: number;
  /** What is neither a wave's, in `Steps`, from 0 to 1. */
  readonly ShareOutsideWaves: number;
}

/** Whether the instances are gone, and what became of the message. */
export interface Aftermath {
  readonly CleanUp?: CleanUp;
  /** Instances that the record names, and those of them seen terminated. */
  readonly Instances: number;
  readonly Terminated: number;
  /** In words. */
  readonly Sentence: string;
  /** In words; of the message about the end. */
  readonly Notification: string;
}

/** How the record's hash is checked. */
export interface RecordHash {
  readonly Algorithm: 'SHA-256';
  /** What is hashed, in words. */
  readonly Of: string;
  readonly Value: string;
  /** A shell command that prints the hash; absent where jq would write a value of the record in another way than RFC 8785, or a shell read its id as something else. */
  readonly Command?: string;
}

/**
 * A report on one execution: what an auditor wants to know of it, each value as the record has it or derived from it,
 * nothing left to be looked up. Times are Unix seconds, durations seconds.
 */
export interface Report {
  readonly Type: 'Report';
  readonly MadeAt: number;
  readonly Finality: Finality;
  readonly Verdict: Verdict;
  readonly Rto?: RtoComparison;
  readonly ExecutionId: string;
  readonly ExecutionType: ExecutionType;
  readonly PlanId: string;
  readonly PlanName: string;
  readonly PlanVersion?: number;
  readonly SoftwareVersion?: string;
  readonly RetryOf?: string;
  readonly InitiatedBy: string;
  readonly SourceAccountId: string;
  readonly TargetAccountId: string;
  readonly Region: string;
  readonly WaveOrdering: WaveOrdering;
  readonly StartTime: number;
  readonly EndTime?: number;
  /** To the end, or to the report's own time. */
  readonly DurationSeconds: number;
  /** What the chart covers: from the start to the end, the clean-up included where it followed closely. */
  readonly Chart: { readonly From: number; readonly To: number };
  /** What is no wave's: preparation, waiting for what was in the air, clean-up. Chart spans. */
  readonly Spans: readonly Span[];
  readonly Counts: ServerCounts;
  /** In dependency order. */
  readonly Waves: readonly ReportWave[];
  /** Absent where no wave began. */
  readonly CriticalPath?: CriticalPath;
  readonly DetectionDelay?: DelayFigures;
  readonly Errors: readonly ExecutionError[];
  readonly Approvals: readonly ReportApproval[];
  readonly Cancel?: NonNullable<ExecutionView['Cancel']>;
  readonly Reconciliations: readonly Reconciliation[];
  readonly Aftermath: Aftermath;
  readonly RecordHash: RecordHash;
}

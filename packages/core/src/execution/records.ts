import type { ExecutionType, Wave, WaveOrdering } from '../plan/plan.js';

/** An execution's status (design section 4). The last five are final. */
export type ExecutionStatus =
  | 'PENDING' | 'RUNNING' | 'POLLING' | 'CANCELLING'
  | 'COMPLETED' | 'PARTIAL' | 'FAILED' | 'TIMEOUT' | 'CANCELLED';

/** A wave's status (design section 4). */
export type WaveStatus =
  | 'PENDING' | 'AWAITING_APPROVAL' | 'LAUNCHING'
  | 'COMPLETED' | 'PARTIAL' | 'FAILED' | 'TIMEOUT' | 'SKIPPED' | 'CANCELLED';

/** A server's status (design section 4). */
export type ServerStatus =
  | 'NOT_STARTED' | 'LAUNCHING' | 'PENDING' | 'STARTED' | 'IN_PROGRESS'
  | 'LAUNCHED' | 'WARNING' | 'FAILED' | 'SKIPPED' | 'CANCELLED' | 'TERMINATED';

/** The most urgent thing outstanding in an execution; it sets how often DRS is asked (design section 7). */
export type Phase = 'STARTED' | 'LAUNCHING' | 'IN_PROGRESS' | 'PENDING' | 'IDLE';

/** Something that went wrong, as the record keeps it (R4.1, R5.4). */
export interface ExecutionError {
  /** Stable, e.g. `ServerUnknown`. */
  readonly Code: string;
  readonly Message: string;
  /** Unix seconds. */
  readonly At: number;
  readonly WaveNumber?: number;
  readonly SourceServerId?: string;
  readonly RecoveryJobId?: string;
}

/** One status a server entered, and when (Unix seconds). */
export interface Transition {
  readonly Status: ServerStatus;
  readonly At: number;
}

/** What DRS's job log tells of one part of a server's launch. Times are Unix seconds. */
export interface DrsPhase {
  readonly Phase: 'SNAPSHOT' | 'CONVERSION' | 'LAUNCH';
  readonly StartTime: number;
  /** Absent where the log tells no end of it. */
  readonly EndTime?: number;
  readonly Failed?: true;
}

/** A server of a wave, as the wave's item holds it. Times are Unix seconds. */
export interface ServerRecord {
  readonly SourceServerId: string;
  readonly Status: ServerStatus;
  readonly HostName?: string;
  readonly RecoveryJobId?: string;
  /** When its launch call was made; timeouts count from here. */
  readonly LaunchTime?: number;
  /** When it was seen LAUNCHED. */
  readonly LaunchedTime?: number;
  readonly InstanceId?: string;
  readonly PrivateIpAddress?: string;
  /** Launch actions as the job shows them; NONE once the job is over and showed none (recoveries only). */
  readonly PostLaunchActionsStatus?: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'NONE';
  readonly HealthStatus?: 'PENDING' | 'PASSED' | 'FAILED' | 'TIMEOUT';
  /** When health was first asked for. */
  readonly HealthCheckedSince?: number;
  readonly TimeoutDetected?: boolean;
  /** Its launch actions' own time is over (recoveries only). */
  readonly ActionsTimeoutDetected?: boolean;
  readonly Error?: string;
  /** When clean-up saw its instance gone. */
  readonly TerminatedTime?: number;
  /** From DRS's job log, once its job was over; absent where that could not be read. DRS itself forgets. */
  readonly DrsPhases?: readonly DrsPhase[];
  /** The header's `Polls` when it was launched, and when its launch settled: `PollAttempts` is the difference. */
  readonly PollsAtLaunch?: number;
  readonly PollsAtSettle?: number;
  /** The poll that saw it settle. */
  readonly SettledPollTime?: number;
  /** The latest 20. */
  readonly TransitionHistory: readonly Transition[];
}

/** The intent of one StartRecovery call (design section 6). Open while it has neither `JobId` nor `VoidedAt`. */
export interface LaunchCall {
  readonly Servers: readonly string[];
  /** Unix seconds. */
  readonly At: number;
  /** Unix seconds; past it the call is aborted and never sent. */
  readonly Deadline: number;
  readonly JobId?: string;
  /** When its job was seen to have ended. */
  readonly JobEndedAt?: number;
  /** When it was found never to have reached DRS, or was refused. */
  readonly VoidedAt?: number;
}

/** The request for and the answer of an approver. Times are Unix seconds. */
export interface Approval {
  readonly RequestedAt: number;
  readonly ExpiresAt: number;
  /** When the message that asks for it was sent. */
  readonly NotifiedAt?: number;
  readonly Decision?: 'APPROVED' | 'REJECTED';
  readonly By?: string;
  readonly Reason?: string;
  readonly At?: number;
}

/** How long launches of a wave's servers took from being seen IN_PROGRESS until they were seen launched, in earlier runs. Seconds. */
export interface ExpectedInProgress {
  readonly Seconds: number;
  /** The standard deviation. */
  readonly Spread: number;
}

/** When the launch that is over next is expected to be so. Unix seconds. */
export interface ExpectedSettle {
  readonly From: number;
  readonly To: number;
}

/** A server that a retry does not launch, and the execution that recovered it. */
export interface RecoveredEarlier {
  readonly SourceServerId: string;
  readonly ExecutionId: string;
}

/** What an operator's `reconcile` changed. */
export interface Reconciliation {
  readonly By: string;
  /** Unix seconds. */
  readonly At: number;
  readonly Before: ExecutionStatus;
  readonly After: ExecutionStatus;
  /** Waves that left TIMEOUT. */
  readonly Waves: readonly number[];
}

/** One wave of an execution: an item of the history table (`Item` `WAVE#001`), the plan's wave frozen into it. */
export interface WaveRecord extends Omit<Wave, 'ServerIds' | 'Dependencies'> {
  readonly ExecutionId: string;
  readonly Item: string;
  /** Counts the writes of this item; each write is conditional on the one it read. */
  readonly Rev: number;
  /** The waves this one waits for, WaveOrdering applied. */
  readonly DependsOn: readonly number[];
  /** The waves that wait for this one. */
  readonly Dependents: readonly number[];
  /** The group's tags where it lists no servers; resolved by PrepareExecution. */
  readonly Tags?: Readonly<Record<string, string>>;
  /** When DynamoDB may delete the item (TTL, Unix seconds): set once nothing is open, where a retention is set. */
  readonly ExpiresAt?: number;
  readonly WaveStatus: WaveStatus;
  readonly StartTime?: number;
  readonly EndTime?: number;
  /** When its dependents were released. */
  readonly ReleasedAt?: number;
  /** How long its launches and health checks are expected to take, from earlier runs or DRS's measured times. Seconds. */
  readonly ExpectedSeconds?: number;
  /** For placing polls where launches are about to be over. */
  readonly ExpectedInProgress?: ExpectedInProgress;
  /** A retry's: servers of the plan's wave that need no launch any more. */
  readonly RecoveredEarlier?: readonly RecoveredEarlier[];
  /** Since when it has been waiting for a free job slot. */
  readonly SlotWaitSince?: number;
  /** Since when DRS has answered none of the questions before its launch. */
  readonly SilentSince?: number;
  /** Since when DRS has refused its launch with a Conflict that names nobody. */
  readonly ConflictSince?: number;
  /** When the message about its timing out was sent. */
  readonly TimeoutNotifiedAt?: number;
  readonly Servers: readonly ServerRecord[];
  readonly Calls: Readonly<Record<string, LaunchCall>>;
  /** Task tokens of those who wait on this wave, by what they wait for. */
  readonly Tokens: Readonly<Record<string, string>>;
  readonly Approval?: Approval;
  readonly Errors: readonly ExecutionError[];
}

/** What the clean-up of a drill has done so far. Times are Unix seconds. */
export interface CleanUp {
  readonly Status: 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'NOT_NEEDED';
  /** Counts the clean-up's runs; run n of a machine of its own is named `<ExecutionId>-cleanup-<n>`. */
  readonly Run: number;
  readonly StartedAt?: number;
  readonly EndedAt?: number;
  readonly TerminatedCount: number;
  /** Instances that could not be terminated (the first 100). */
  readonly Remaining: readonly string[];
  readonly Error?: string;
}

/** The execution's own item (`Item` `EXECUTION`). Times are Unix seconds. */
export interface ExecutionHeader {
  readonly ExecutionId: string;
  readonly Item: 'EXECUTION';
  readonly Rev: number;
  readonly PlanId: string;
  readonly PlanName: string;
  readonly PlanVersion: number;
  /** The version of this software that started it. */
  readonly SoftwareVersion: string;
  /** The execution of which this one launches what did not succeed. */
  readonly RetryOf?: string;
  readonly ExecutionType: ExecutionType;
  readonly Status: ExecutionStatus;
  readonly StartTime: number;
  /** When its state machine was seen to run, or was started once more; absent until then. */
  readonly MachineStartedAt?: number;
  readonly EndTime?: number;
  readonly InitiatedBy: string;
  readonly SourceAccountId: string;
  readonly TargetAccountId: string;
  readonly Region: string;
  readonly AssumeRoleName?: string;
  readonly ExternalId?: string;
  readonly WaveOrdering: WaveOrdering;
  readonly SnsTopicArn?: string;
  readonly RtoTargetSeconds?: number;
  readonly TerminateAfterDrill: boolean;
  readonly WaveCount: number;
  /** When, by the plan's own bounds, it should have ended. */
  readonly BoundTime: number;
  readonly LastPolledTime?: number;
  readonly NextPollTime?: number;
  readonly Phase?: Phase;
  /** Polls are closer to each other then. */
  readonly ExpectedSettle?: ExpectedSettle;
  readonly Polls: number;
  /** Launch calls of the last two minutes: waves that launch at the same time count each other's. */
  readonly RecentLaunches?: readonly { readonly CallId: string; readonly At: number; readonly Servers: number }[];
  readonly Errors: readonly ExecutionError[];
  /** The latest 20. */
  readonly Reconciliations?: readonly Reconciliation[];
  readonly Cancel?: { readonly By: string; readonly At: number; readonly Reason?: string };
  /** How its state machine ended, where it ended without finalizing. */
  readonly Machine?: { readonly Status: 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'SUCCEEDED'; readonly At: number; readonly Error?: string; readonly Cause?: string };
  readonly DrainToken?: string;
  /** When the machine was through with the waves, whether it settled them or not. */
  readonly WavesEndedAt?: number;
  /** What became of the message about the end; SENT at least once. */
  readonly NotificationStatus?: 'PENDING' | 'SENT' | 'FAILED' | 'NOT_CONFIGURED';
  /** Whether the plan's lock is (to be taken as) held for this execution. */
  readonly Locked: boolean;
  /** `OPEN` while anything of section 9 is still to be done; absent afterwards. */
  readonly Open?: 'OPEN';
  readonly CleanUp?: CleanUp;
  /** As the waves'. */
  readonly ExpiresAt?: number;
}

import type { Approval, CleanUp, ExecutionError, ExecutionStatus, ExecutionType, RecoveredEarlier, ServerStatus, WaveStatus } from '@drs-orchestration/core';

/**
 * Something that happened in a run, as `--json` prints it: one object a line. Types and fields are stable; fields may
 * be added. `At` is Unix seconds of the run's clock, `ElapsedSeconds` counts from the execution's start (DRS time).
 */
export type RunEvent = RunEventDetail & { readonly At: number; readonly ElapsedSeconds: number; readonly ExecutionId: string };

/** A wave, as events name it. */
export interface NamedWave {
  readonly WaveNumber: number;
  readonly WaveName: string;
}

/** What distinguishes the events. */
export type RunEventDetail =
  /** The execution was accepted. */
  | {
      readonly Type: 'ExecutionStarted';
      readonly PlanId: string;
      readonly PlanName: string;
      readonly ExecutionType: ExecutionType;
      readonly Waves: readonly (NamedWave & { readonly DependsOn: readonly number[]; readonly ServerIds: readonly string[] })[];
    }
  /** PENDING to RUNNING, RUNNING to POLLING, to CANCELLING. */
  | { readonly Type: 'ExecutionStatusChanged'; readonly From: ExecutionStatus; readonly Status: ExecutionStatus }
  /** The servers of a wave that goes by tags are known. */
  | ({ readonly Type: 'WaveServersResolved'; readonly ServerIds: readonly string[] } & NamedWave)
  /** It pauses until someone approves or rejects it. */
  | ({ readonly Type: 'WaveAwaitingApproval'; readonly ExpiresAt: number } & NamedWave)
  | ({ readonly Type: 'WaveApprovalAnswered'; readonly Decision: NonNullable<Approval['Decision']>; readonly By?: string; readonly Reason?: string } & NamedWave)
  /** Its servers are being launched; in a retry those that are left, which may be none. */
  | ({ readonly Type: 'WaveStarted'; readonly ServerIds: readonly string[]; readonly RecoveredEarlier?: readonly RecoveredEarlier[] } & NamedWave)
  /** DRS has no free job slot for it, or throttles; `Since` is Unix seconds. */
  | ({ readonly Type: 'WaveWaitingForSlot'; readonly Since: number } & NamedWave)
  /** Its final status. `DurationSeconds` from its start; absent where it never started. */
  | ({
      readonly Type: 'WaveEnded';
      readonly Status: WaveStatus;
      readonly DurationSeconds?: number;
      readonly LaunchedCount: number;
      readonly ServerCount: number;
      /** A retry's: how many more it has, which need no launch any more. */
      readonly RecoveredEarlierCount?: number;
      readonly Because?: string;
    } & NamedWave)
  /** DRS made a recovery job. */
  | ({ readonly Type: 'JobStarted'; readonly RecoveryJobId: string; readonly ServerIds: readonly string[] } & NamedWave)
  | ({
      readonly Type: 'ServerStatusChanged';
      readonly SourceServerId: string;
      readonly HostName?: string;
      readonly From: ServerStatus;
      readonly Status: ServerStatus;
      readonly RecoveryJobId?: string;
      readonly InstanceId?: string;
      readonly Error?: string;
    } & NamedWave)
  /** Its instance was found running, or not. */
  | ({ readonly Type: 'ServerHealthChanged'; readonly SourceServerId: string; readonly HostName?: string; readonly HealthStatus: string } & NamedWave)
  /** It is past its TimeoutSeconds; DRS may still be working on it. */
  | ({ readonly Type: 'ServerTimedOut'; readonly SourceServerId: string; readonly HostName?: string } & NamedWave)
  /** A message was published. */
  | { readonly Type: 'MessagePublished'; readonly TopicArn: string; readonly Subject?: string; readonly Message: unknown }
  /** Something went wrong on the way that the system deals with by itself. */
  | { readonly Type: 'Warning'; readonly Message: string; readonly Source: string }
  /** The API does not answer; the run goes on without being seen. `Reason` says why. */
  | { readonly Type: 'ConnectionLost'; readonly Reason: string }
  | { readonly Type: 'ConnectionRestored' }
  /** The user asked for the run's end. */
  | { readonly Type: 'CancelRequested' }
  /** The final status. */
  | { readonly Type: 'ExecutionEnded'; readonly Status: ExecutionStatus; readonly DurationSeconds: number; readonly Errors: readonly ExecutionError[] }
  | { readonly Type: 'CleanUpStarted' }
  | { readonly Type: 'CleanUpEnded'; readonly Status: CleanUp['Status']; readonly TerminatedCount: number; readonly Remaining: readonly string[]; readonly Error?: string };

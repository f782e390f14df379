/** DRS's job statuses, and two that only the seeds name (P7). Unknown words are kept as they are. */
export type DrsJobStatus = 'PENDING' | 'STARTED' | 'COMPLETED' | 'IN_PROGRESS' | 'FAILED' | (string & {});
/** DRS's launch statuses of a participating server. */
export type DrsLaunchStatus = 'PENDING' | 'IN_PROGRESS' | 'LAUNCHED' | 'FAILED' | 'TERMINATED' | (string & {});

/** A run of one launch action of a server. */
export interface DrsLaunchActionRun {
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | (string & {});
  readonly actionName?: string;
  readonly failureReason?: string;
}

/** A server's part in a job. */
export interface DrsParticipatingServer {
  readonly sourceServerId: string;
  readonly launchStatus?: DrsLaunchStatus;
  /** May be missing from, or vanish from, a completed job. */
  readonly recoveryInstanceId?: string;
  /** Absent where the job shows no launch actions. `postLaunchActionsDeployment` of the seeds is read as one run. */
  readonly launchActionRuns?: readonly DrsLaunchActionRun[];
}

/** A DRS job; times in milliseconds since the epoch. */
export interface DrsJob {
  readonly jobId: string;
  readonly type: 'LAUNCH' | 'TERMINATE' | 'CREATE_CONVERTED_SNAPSHOT' | (string & {});
  readonly status: DrsJobStatus;
  readonly initiatedBy?: string;
  readonly createdAt?: number;
  readonly endedAt?: number;
  readonly servers: readonly DrsParticipatingServer[];
  readonly tags: Readonly<Record<string, string>>;
}

/** One event of a job's log. */
export interface DrsJobLogEvent {
  readonly at?: number;
  readonly event: string;
  readonly sourceServerId?: string;
  readonly targetInstanceId?: string;
  readonly rawError?: string;
}

/** A source server. */
export interface DrsSourceServer {
  readonly sourceServerId: string;
  readonly hostName?: string;
  readonly replicationState?: string;
  /** Replication lag in seconds. */
  readonly lagSeconds?: number;
  readonly recoveryInstanceId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A recovery instance that DRS knows. */
export interface DrsRecoveryInstance {
  readonly recoveryInstanceId: string;
  readonly sourceServerId: string;
  readonly ec2InstanceId: string;
  /** PENDING, RUNNING, STOPPING, STOPPED, SHUTTING-DOWN, TERMINATED, NOT_FOUND. */
  readonly ec2InstanceState?: string;
  readonly jobId?: string;
  readonly isDrill: boolean;
}

/** What a launch call asks for. `RecoverySnapshotId` LATEST is omitted on the wire. */
export interface DrsLaunchRequest {
  readonly servers: readonly { readonly sourceServerId: string; readonly recoverySnapshotId?: string }[];
  readonly isDrill: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * AWS Elastic Disaster Recovery, in one account and Region.
 * Every method throws a `ServiceError` when the call failed for good; reads are retried by the client (design
 * section 11), launches and terminations only when throttled.
 */
export interface Drs {
  /** The servers DRS knows among `sourceServerIds` (any number), or all of the account. Unknown ones are absent. */
  describeSourceServers(sourceServerIds: readonly string[] | 'ALL'): Promise<readonly DrsSourceServer[]>;
  /** Asks for a launch, once. Aborting `signal` before the request is sent means it is never sent. */
  startRecovery(request: DrsLaunchRequest, signal: AbortSignal): Promise<DrsJob>;
  /** These jobs (any number, up to 1,000 a call). */
  describeJobs(jobIds: readonly string[]): Promise<readonly DrsJob[]>;
  /** Pages of the account's jobs created since a time (milliseconds), newest first. */
  listJobs(createdSince: number): AsyncIterable<readonly DrsJob[]>;
  /** A job's log, oldest first. */
  describeJobLog(jobId: string): Promise<readonly DrsJobLogEvent[]>;
  /** The recovery instances of these source servers (any number). */
  describeRecoveryInstances(sourceServerIds: readonly string[]): Promise<readonly DrsRecoveryInstance[]>;
  /** Asks for the end of up to 200 recovery instances. */
  terminateRecoveryInstances(recoveryInstanceIds: readonly string[]): Promise<DrsJob>;
}

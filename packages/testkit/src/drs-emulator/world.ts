/** A profile's phases in seconds: how long DRS takes (design section 14). */
export interface TimingProfile {
  /** A job's time in PENDING. */
  readonly JobPending: number;
  /** A server's time between its job's start and being IN_PROGRESS: snapshot and conversion. */
  readonly JobStarted: number;
  /** A server's time in IN_PROGRESS. */
  readonly Launching: number;
  /** A server's launch actions, in a recovery. */
  readonly LaunchActions: number;
  /** A termination; default 20, which no source tells. */
  readonly Termination?: number;
  /** Seeded spread of each duration, in per cent to either side. */
  readonly SpreadPercent: number;
}

/** DRS's quotas of an account and Region. */
export interface WorldQuotas {
  /** L-D88FAC3A; default 20. */
  readonly ConcurrentJobs?: number;
  /** L-B827C881; default 100. */
  readonly ServersPerJob?: number;
  /** L-05AFA8C6; default 500. */
  readonly ServersInJobs?: number;
}

/** A recovery instance that runs from the start. */
export interface WorldRecoveryInstance {
  readonly IsDrill: boolean;
  /** Default: drawn from the seed. */
  readonly InstanceId?: string;
  /** The job that launched it; absent where DRS does not tell. */
  readonly JobId?: string;
}

/** A source server; what is absent is as of a healthy server. */
export interface WorldServer {
  readonly SourceServerId: string;
  /** Default: made from the id. */
  readonly HostName?: string;
  /** Any of DRS's states; default CONTINUOUS. */
  readonly ReplicationState?: string;
  /** Replication lag in seconds; default 0. */
  readonly LagSeconds?: number;
  readonly Tags?: Readonly<Record<string, string>>;
  /** False: DRS does not know it. */
  readonly Exists?: boolean;
  readonly RecoveryInstance?: WorldRecoveryInstance;
}

/** Strangers' jobs, of one server each, that hold slots from the start on. */
export interface WorldOtherJobs {
  readonly Count: number;
  /** Absent: they never end. */
  readonly EndsAfterSeconds?: number;
}

/** The services a world has. */
export type ServiceId = 'drs' | 'ec2' | 'sts' | 'sns';

/** What goes wrong with a call. LOSE_ANSWER: the service acts, the caller hears nothing. DROP_FIELDS: the answer lacks some. */
export type CallFaultKind =
  | 'THROTTLE' | 'INTERNAL_ERROR' | 'CUT_CONNECTION' | 'TIMEOUT' | 'CONFLICT' | 'QUOTA' | 'LOSE_ANSWER' | 'DROP_FIELDS';

/** A fault of calls: of the one that `Attempt` counts (from 1), or of all in [FromSecond, ToSecond); of all where neither is given. */
export interface CallFault {
  readonly Service: ServiceId;
  /** An operation's name, or `*` for every operation of the service. */
  readonly Operation: string;
  readonly Attempt?: number;
  /** Seconds since the world's start. */
  readonly FromSecond?: number;
  readonly ToSecond?: number;
  readonly Fault: CallFaultKind;
  /** DROP_FIELDS: the fields the answer lacks, at any depth; default: those that vanish in the field. */
  readonly Fields?: readonly string[];
}

/** The phases of a launch, the boot of what was launched (EC2's part), and the end of a recovery instance. */
export type FaultPhase = 'SNAPSHOT' | 'CONVERSION' | 'LAUNCH' | 'LAUNCH_ACTIONS' | 'BOOT' | 'TERMINATION';

/** A fault of one server: it takes effect where the phase would end. NEVER_LAUNCHED: the job COMPLETES without it. */
export interface ServerFault {
  readonly Server: string;
  readonly Phase: FaultPhase;
  readonly Fault: 'FAIL' | 'STALL' | 'NEVER_LAUNCHED';
  /** What the job's log says. */
  readonly RawError?: string;
}

/** A schedule that does not fire in [FromSecond, ToSecond). */
export interface ScheduleFault {
  readonly Schedule: string;
  readonly FromSecond: number;
  readonly ToSecond: number;
  readonly Fault: 'OFF';
}

/** A scripted fault. */
export type WorldFault = CallFault | ServerFault | ScheduleFault;

/** A role in the world. One that is not listed can be assumed. */
export interface WorldRole {
  readonly Arn: string;
  /** Why STS refuses it. */
  readonly Deny?: string;
  /** The external id its trust policy asks for. */
  readonly ExternalId?: string;
}

/** How EC2 sees an instance after its launch; seconds, default 0. */
export interface WorldEc2 {
  /** How long a fresh id is `InvalidInstanceID.NotFound`. */
  readonly UnknownSeconds?: number;
  /** How long it is then `pending`. */
  readonly PendingSeconds?: number;
}

/**
 * The world the emulator plays, with the keys of a scenario file. Every key is optional; a scenario file's content
 * is a world.
 */
export interface World {
  /** All that is random comes from it; default 42. */
  readonly Seed?: number;
  /** Default `measured`. */
  readonly Profile?: 'measured' | 'recorded' | TimingProfile;
  /** The account whose keys the system has; default 111111111111. */
  readonly Account?: string;
  /** The account that holds the servers; default `Account`. */
  readonly TargetAccount?: string;
  /** The Region that holds the servers; default: every Region shows them. */
  readonly Region?: string;
  /** False: DRS was never initialized in the account. */
  readonly Initialized?: boolean;
  readonly Quotas?: WorldQuotas;
  readonly Servers?: readonly WorldServer[];
  readonly OtherJobs?: readonly WorldOtherJobs[];
  readonly Faults?: readonly WorldFault[];
  readonly Roles?: readonly WorldRole[];
  /** The topics SNS knows; default: every topic exists. */
  readonly Topics?: readonly string[];
  readonly Ec2?: WorldEc2;
}

/** The account of a world that names none. */
export const defaultAccount = '111111111111';

/** A world in which these servers exist, replicate, and behave as the profile `measured` says. */
export function defaultWorld(serverIds: readonly string[]): World {
  return { Servers: serverIds.map((SourceServerId) => ({ SourceServerId })) };
}

import type { ExecutionError, ExecutionHeader, ServerRecord, WaveRecord, WaveStatus } from './records.js';

/** A server as callers see it. */
export interface ServerView extends Omit<ServerRecord, 'PollsAtLaunch' | 'PollsAtSettle' | 'SettledPollTime' | 'HealthCheckedSince'> {
  readonly LastPolledTime?: number;
  /** Polls of the execution since its launch until it settled. */
  readonly PollAttempts: number;
}

/** A DRS job of a wave. Times are Unix seconds. */
export interface JobView {
  readonly RecoveryJobId: string;
  /** When its call's intent was written. */
  readonly At: number;
  /** When it was seen to have ended. */
  readonly EndedAt?: number;
  readonly ServerIds: readonly string[];
}

/** What a wave's record shows as it is; the rest of it is machinery, or shown in another shape. */
const shownOfWave = [
  'WaveNumber', 'WaveName', 'ExecutionType', 'DependsOn', 'ProtectionGroupId', 'WaitTimeSeconds', 'PauseBefore', 'ApprovalTimeoutSeconds', 'HealthCheck',
  'LaunchActions', 'OnPartialFailure', 'TimeoutSeconds', 'RecoverySnapshotId', 'StartTime', 'EndTime', 'ReleasedAt', 'ExpectedSeconds', 'RecoveredEarlier',
  'SlotWaitSince', 'Approval',
] as const;

type ShownOfWave = (typeof shownOfWave)[number];

/** A wave as callers see it. */
export interface WaveView extends Pick<WaveRecord, ShownOfWave> {
  readonly Status: WaveStatus;
  /** In the order of their calls. */
  readonly Jobs: readonly JobView[];
  readonly Servers: readonly ServerView[];
}

/** What callers never see of the header: how it is stored, and what its machinery needs. */
type HiddenHeader =
  | 'Item' | 'Rev' | 'AssumeRoleName' | 'ExternalId' | 'SnsTopicArn' | 'WaveCount' | 'Polls'
  | 'RecentLaunches' | 'ExpectedSettle' | 'MachineStartedAt' | 'Machine' | 'DrainToken' | 'WavesEndedAt' | 'Locked' | 'Open' | 'ExpiresAt';

/** The assembled view of an execution: one record, whatever it is stored as (design section 3). */
export interface ExecutionView extends Omit<ExecutionHeader, HiddenHeader> {
  readonly Waves: readonly WaveView[];
}

/** One execution as callers see it, assembled from its items (design section 3). */
export function assembleView(header: ExecutionHeader, waves: readonly WaveRecord[]): ExecutionView {
  const { Item: _item, Rev: _rev, AssumeRoleName: _role, ExternalId: _externalId, SnsTopicArn: _topic, DrainToken: _token, WavesEndedAt: _wavesEnded, RecentLaunches: _launches, ExpectedSettle: _settle, Locked: _locked, Open: _open, ExpiresAt: _expires, MachineStartedAt: _started, Machine: _machine, Polls: _polls, WaveCount: _count, ...shown } = header;
  const ordered = [...waves].sort((a, b) => a.WaveNumber - b.WaveNumber);
  return {
    ...shown,
    Errors: errorsOf(header, ordered),
    Waves: ordered.map((wave) => viewOfWave(wave, header)),
  };
}

/** All that went wrong: the execution's, the waves' and the servers' errors (R4.1, R5.4). */
export function errorsOf(header: Pick<ExecutionHeader, 'Errors'>, waves: readonly WaveRecord[]): readonly ExecutionError[] {
  const ofServers = waves.flatMap((wave) => wave.Servers.flatMap((server) => errorOfServer(server, wave) ?? []));
  return [...header.Errors, ...waves.flatMap((wave) => wave.Errors), ...ofServers];
}

/** What went wrong with a server; of one that was late, that it was, where that made its wave a TIMEOUT. */
function errorOfServer(server: ServerRecord, wave: WaveRecord): ExecutionError | undefined {
  const late = server.TimeoutDetected === true && wave.WaveStatus === 'TIMEOUT' ? `Its launch was not over ${wave.TimeoutSeconds} s after its call.` : undefined;
  const Message = server.Error ?? late;
  if (Message === undefined) return undefined;
  const kind = server.Status === 'FAILED' ? 'FAILED' : server.Error === undefined ? 'LATE' : 'WARNING';
  const entered = server.TransitionHistory.findLast((transition) => transition.Status === kind);
  return {
    Code: { FAILED: 'ServerFailed', LATE: 'ServerTimedOut', WARNING: 'ServerWarning' }[kind],
    Message,
    At: entered?.At ?? wave.EndTime ?? server.LaunchTime ?? 0,
    WaveNumber: wave.WaveNumber,
    SourceServerId: server.SourceServerId,
    ...(server.RecoveryJobId === undefined ? {} : { RecoveryJobId: server.RecoveryJobId }),
  };
}

function viewOfWave(wave: WaveRecord, header: ExecutionHeader): WaveView {
  const shown = Object.fromEntries(shownOfWave.flatMap((name) => (wave[name] === undefined ? [] : [[name, wave[name]]]))) as unknown as Pick<WaveRecord, ShownOfWave>;
  return {
    ...shown,
    Status: wave.WaveStatus,
    Jobs: jobsOf(wave),
    Servers: wave.Servers.map((server) => viewOfServer(server, header)),
  };
}

function jobsOf(wave: WaveRecord): readonly JobView[] {
  const jobs = Object.values(wave.Calls).flatMap(({ JobId, At, JobEndedAt, Servers }) => (JobId === undefined ? [] : [{ RecoveryJobId: JobId, At, ...(JobEndedAt === undefined ? {} : { EndedAt: JobEndedAt }), ServerIds: Servers }]));
  return jobs.sort((a, b) => a.At - b.At || (a.RecoveryJobId < b.RecoveryJobId ? -1 : 1));
}

/** PollAttempts and LastPolledTime are derived: a poll that changed nothing writes the header alone (design section 7). */
function viewOfServer(server: ServerRecord, header: ExecutionHeader): ServerView {
  const { PollsAtLaunch, PollsAtSettle, SettledPollTime, HealthCheckedSince: _since, ...shown } = server;
  const PollAttempts = PollsAtLaunch === undefined ? 0 : (PollsAtSettle ?? header.Polls) - PollsAtLaunch;
  const LastPolledTime = SettledPollTime ?? header.LastPolledTime;
  return { ...shown, PollAttempts, ...(PollAttempts === 0 || LastPolledTime === undefined ? {} : { LastPolledTime }) };
}

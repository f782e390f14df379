import { newExecution, type ExecutionHeader, type ServerRecord, type ServerStatus, type StoredExecution, type WaveRecord, type WaveStatus } from '@drs-orchestration/core';
import { standardPlan } from './planFixtures.js';

/** Execution histories to put into a store: a run of the standard plan that is still polled, or how it ended. */
export type HistoryKind = 'POLLING' | 'COMPLETED' | 'FAILED' | 'PARTIAL';

/** What of a history a test chooses; times in Unix seconds. */
export interface HistoryChoices {
  readonly executionId?: string;
  readonly startTime?: number;
}

/** How each wave of a history stands, and its servers. */
const stories: Readonly<Record<HistoryKind, readonly (readonly [WaveStatus, readonly [ServerStatus, ServerStatus]])[]>> = {
  POLLING: [
    ['COMPLETED', ['LAUNCHED', 'LAUNCHED']],
    ['LAUNCHING', ['IN_PROGRESS', 'PENDING']],
    ['PENDING', ['NOT_STARTED', 'NOT_STARTED']],
  ],
  COMPLETED: [
    ['COMPLETED', ['LAUNCHED', 'LAUNCHED']],
    ['COMPLETED', ['LAUNCHED', 'LAUNCHED']],
    ['COMPLETED', ['LAUNCHED', 'LAUNCHED']],
  ],
  FAILED: [
    ['FAILED', ['FAILED', 'FAILED']],
    ['SKIPPED', ['SKIPPED', 'SKIPPED']],
    ['SKIPPED', ['SKIPPED', 'SKIPPED']],
  ],
  PARTIAL: [
    ['COMPLETED', ['LAUNCHED', 'LAUNCHED']],
    ['PARTIAL', ['LAUNCHED', 'FAILED']],
    ['SKIPPED', ['SKIPPED', 'SKIPPED']],
  ],
};

/** Seconds of a wave of the stories: about what DRS was measured to take. */
const waveSeconds = 1_200;
const rawError = 'Insufficient capacity';

/** The statuses a server went through, one each 10 s. */
function passed(status: ServerStatus): readonly ServerStatus[] {
  const way: readonly ServerStatus[] = ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'];
  if (status === 'NOT_STARTED') return [];
  if (status === 'SKIPPED') return ['SKIPPED'];
  const reached = way.indexOf(status);
  return reached === -1 ? [...way, status] : way.slice(0, reached + 1);
}

function serverOf(server: ServerRecord, status: ServerStatus, launchTime: number, jobId: string): ServerRecord {
  const untouched = status === 'NOT_STARTED' || status === 'SKIPPED';
  return {
    ...server,
    Status: status,
    ...(untouched ? {} : { RecoveryJobId: jobId, LaunchTime: launchTime, PollsAtLaunch: 0 }),
    ...(status === 'LAUNCHED'
      ? { LaunchedTime: launchTime + waveSeconds - 10, InstanceId: `i-${server.SourceServerId.slice(2)}`, HealthStatus: 'PASSED' as const }
      : {}),
    ...(status === 'FAILED' ? { Error: rawError } : {}),
    TransitionHistory: passed(status).map((Status, index) => ({ Status, At: launchTime + index * 10 })),
  };
}

function waveOf(wave: WaveRecord, index: number, kind: HistoryKind, startTime: number): WaveRecord {
  const [status, servers] = stories[kind][index] ?? ['PENDING', ['NOT_STARTED', 'NOT_STARTED']];
  const began = startTime + index * waveSeconds;
  const settled = !['PENDING', 'LAUNCHING'].includes(status);
  const launched = settled && status !== 'SKIPPED';
  const jobId = `drsjob-${String(index + 1).padStart(17, '0')}`;
  const Servers = wave.Servers.map((server, position) => serverOf(server, servers[position] ?? 'NOT_STARTED', began, jobId));
  const failed = Servers.filter((server) => server.Status === 'FAILED');
  return {
    ...wave,
    WaveStatus: status,
    ...(launched || status === 'LAUNCHING' ? { StartTime: began } : {}),
    ...(settled ? { EndTime: launched ? began + waveSeconds : began, ReleasedAt: launched ? began + waveSeconds : began } : {}),
    Servers,
    Calls: launched || status === 'LAUNCHING' ? { call1: { Servers: Servers.map((server) => server.SourceServerId), At: began, Deadline: began + 30, JobId: jobId } } : {},
    Errors: failed.map((server) => ({
      Code: 'LaunchFailed', Message: rawError, At: began + waveSeconds, WaveNumber: wave.WaveNumber, SourceServerId: server.SourceServerId, RecoveryJobId: jobId,
    })),
  };
}

function headerOf(header: ExecutionHeader, waves: readonly WaveRecord[], kind: HistoryKind): ExecutionHeader {
  const Errors = waves.flatMap((wave) => wave.Errors);
  if (kind === 'POLLING') {
    const LastPolledTime = header.StartTime + waveSeconds + 30;
    return { ...header, Status: kind, Polls: 10, LastPolledTime, NextPollTime: LastPolledTime + 30, Phase: 'IN_PROGRESS', Errors };
  }
  const EndTime = Math.max(...waves.map((wave) => wave.EndTime ?? header.StartTime));
  const { Open: _open, ...closed } = header;
  return {
    ...closed,
    Status: kind,
    EndTime,
    Polls: 30,
    LastPolledTime: EndTime,
    NotificationStatus: 'SENT',
    Locked: false,
    Errors,
    CleanUp: { Status: 'COMPLETED', Run: 1, StartedAt: EndTime, EndedAt: EndTime + 60, TerminatedCount: waves.flatMap((wave) => wave.Servers).filter((server) => server.InstanceId !== undefined).length, Remaining: [] },
  };
}

/** A drill of the standard plan as the history table holds it: the header and one record a wave. */
export function executionHistory(kind: HistoryKind, choices: HistoryChoices = {}): StoredExecution {
  const startTime = choices.startTime ?? 1_700_000_000;
  const accepted = newExecution({
    executionId: choices.executionId ?? '00000000-0000-4000-8000-000000000001',
    plan: { ...standardPlan(), Version: 1 },
    groups: [],
    executionType: 'DRILL',
    initiatedBy: 'arn:aws:iam::111111111111:user/tester',
    sourceAccountId: '111111111111',
    now: startTime,
  });
  const waves = accepted.waves.map((wave, index) => waveOf(wave, index, kind, startTime));
  return { ...accepted, header: headerOf(accepted.header, waves, kind), waves };
}

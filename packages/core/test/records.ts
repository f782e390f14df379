import type { ExecutionHeader, LaunchCall, ServerRecord, ServerStatus, WaveRecord } from '../src/execution/records.js';
import { waveItem } from '../src/execution/waveItem.js';
import type { DrsJob, DrsParticipatingServer } from '../src/ports/drs.js';

/** The time at which these records begin, in Unix seconds. */
export const start = 1_700_000_000;

/** The n-th source server id. */
export function serverId(n: number): string {
  return `s-${String(n).padStart(17, '0')}`;
}

/** A server that was not started, or whatever `keys` say. */
export function aServer(keys: Partial<ServerRecord> = {}): ServerRecord {
  return { SourceServerId: serverId(1), Status: 'NOT_STARTED', TransitionHistory: [], ...keys };
}

/** A server in a status, with what a record holds by then. */
export function serverIn(Status: ServerStatus, keys: Partial<ServerRecord> = {}): ServerRecord {
  const launched = ['LAUNCHED', 'WARNING', 'TERMINATED'].includes(Status);
  const called = launched || ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'FAILED'].includes(Status);
  return aServer({
    Status,
    ...(called ? { RecoveryJobId: 'drsjob-1', LaunchTime: start, PollsAtLaunch: 0 } : {}),
    ...(launched ? { LaunchedTime: start + 600, InstanceId: 'i-1' } : {}),
    ...keys,
  });
}

/** Servers 1 to n in these statuses. */
export function serversIn(...statuses: readonly ServerStatus[]): ServerRecord[] {
  return statuses.map((status, index) => serverIn(status, { SourceServerId: serverId(index + 1) }));
}

/** A wave that waits, with one server, or whatever `keys` say. */
export function aWave(keys: Partial<WaveRecord> = {}): WaveRecord {
  const WaveNumber = keys.WaveNumber ?? 1;
  return {
    ExecutionId: 'e-1',
    Item: waveItem(WaveNumber),
    Rev: 1,
    WaveNumber,
    WaveName: `Wave ${WaveNumber}`,
    ExecutionType: 'PARALLEL',
    DependsOn: [],
    Dependents: [],
    WaitTimeSeconds: 0,
    PauseBefore: false,
    ApprovalTimeoutSeconds: 86_400,
    HealthCheck: { Enabled: true, OnTimeout: 'FAIL' },
    LaunchActions: 'REQUIRED',
    OnPartialFailure: 'STOP',
    TimeoutSeconds: 1800,
    RecoverySnapshotId: 'LATEST',
    WaveStatus: 'PENDING',
    Servers: [aServer()],
    Calls: {},
    Tokens: {},
    Errors: [],
    ...keys,
  };
}

/** A launch call made at `start`. */
export function aCall(keys: Partial<LaunchCall> = {}): LaunchCall {
  return { Servers: [serverId(1)], At: start, Deadline: start + 30, ...keys };
}

/** A drill that is being polled, or whatever `keys` say. */
export function aHeader(keys: Partial<ExecutionHeader> = {}): ExecutionHeader {
  return {
    ExecutionId: 'e-1',
    Item: 'EXECUTION',
    Rev: 1,
    PlanId: 'plan-test',
    PlanName: 'Test plan',
    PlanVersion: 1,
    SoftwareVersion: '0.1.0',
    ExecutionType: 'DRILL',
    Status: 'POLLING',
    StartTime: start,
    InitiatedBy: 'arn:aws:iam::111111111111:user/tester',
    SourceAccountId: '111111111111',
    TargetAccountId: '111111111111',
    Region: 'us-east-1',
    WaveOrdering: 'SEQUENTIAL',
    TerminateAfterDrill: true,
    WaveCount: 1,
    BoundTime: start + 86_400,
    Polls: 0,
    Errors: [],
    Locked: true,
    Open: 'OPEN',
    ...keys,
  };
}

/** A job with these participants. */
export function aJob(keys: Partial<DrsJob> = {}, ...servers: readonly DrsParticipatingServer[]): DrsJob {
  return { jobId: 'drsjob-1', type: 'LAUNCH', status: 'STARTED', servers, tags: {}, ...keys };
}

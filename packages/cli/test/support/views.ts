import type { ExecutionView, ServerView, WaveView } from '@drs-orchestration/core';

/** A server as the record shows it; not started where nothing else is said. */
export function aServer(SourceServerId: string, fields: Partial<ServerView> = {}): ServerView {
  return { SourceServerId, Status: 'NOT_STARTED', PollAttempts: 0, TransitionHistory: [], ...fields };
}

/** A wave as the record shows it; PENDING, independent. */
export function aWave(WaveNumber: number, Servers: readonly ServerView[], fields: Partial<WaveView> = {}): WaveView {
  return {
    WaveNumber,
    WaveName: `Tier ${WaveNumber}`,
    Status: 'PENDING',
    ExecutionType: 'PARALLEL',
    DependsOn: [],
    WaitTimeSeconds: 0,
    PauseBefore: false,
    ApprovalTimeoutSeconds: 86_400,
    HealthCheck: { Enabled: true, OnTimeout: 'FAIL' },
    LaunchActions: 'REQUIRED',
    OnPartialFailure: 'STOP',
    TimeoutSeconds: 1800,
    RecoverySnapshotId: 'LATEST',
    Jobs: [],
    Servers,
    ...fields,
  };
}

/** A drill's record, started at second 1000. */
export function aView(Waves: readonly WaveView[], fields: Partial<ExecutionView> = {}): ExecutionView {
  return {
    ExecutionId: '11111111-2222-4333-8444-555555555555',
    PlanId: 'plan-shop',
    PlanName: 'Shop',
    PlanVersion: 1,
    SoftwareVersion: '0.1.0',
    ExecutionType: 'DRILL',
    Status: 'POLLING',
    StartTime: 1000,
    InitiatedBy: 'arn:aws:iam::111111111111:user/tester',
    SourceAccountId: '111111111111',
    TargetAccountId: '111111111111',
    Region: 'us-east-1',
    WaveOrdering: 'SEQUENTIAL',
    TerminateAfterDrill: true,
    BoundTime: 99_999,
    Errors: [],
    Waves,
    ...fields,
  };
}

import { describe, expect, it } from 'vitest';
import { launchOrder, serversInScope } from '../../src/execution/launchOrder.js';
import { newExecution, type ExecutionRequest } from '../../src/execution/newExecution.js';
import { recoveryTarget } from '../../src/execution/recoveryTarget.js';
import { assembleView, errorsOf } from '../../src/execution/view.js';
import { waveItem } from '../../src/execution/waveItem.js';
import { begun } from '../../src/execution/waveStart.js';
import type { StoredPlan, Wave } from '../../src/plan/plan.js';
import { aHeader, aWave, serverId, serverIn, serversIn, start } from '../records.js';

const planWave = (WaveNumber: number, keys: Partial<Wave> = {}): Wave => ({
  WaveNumber,
  WaveName: `Wave ${WaveNumber}`,
  ServerIds: [serverId(WaveNumber)],
  ExecutionType: 'PARALLEL',
  Dependencies: [],
  WaitTimeSeconds: 0,
  PauseBefore: false,
  ApprovalTimeoutSeconds: 86_400,
  HealthCheck: { Enabled: true, OnTimeout: 'FAIL' },
  LaunchActions: 'REQUIRED',
  OnPartialFailure: 'STOP',
  TimeoutSeconds: 1800,
  RecoverySnapshotId: 'LATEST',
  ...keys,
});
const plan = (keys: Partial<StoredPlan> = {}): StoredPlan => ({ PlanId: 'plan-1', PlanName: 'One', Region: 'eu-west-1', WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true, Version: 3, Waves: [planWave(1), planWave(2)], ...keys });
const request = (keys: Partial<ExecutionRequest> = {}): ExecutionRequest => ({ executionId: 'e-9', plan: plan(), groups: [], executionType: 'DRILL', initiatedBy: 'arn:me', sourceAccountId: '111111111111', now: start, ...keys });

describe('a new execution [R5.1] [P14]', () => {
  it('is PENDING, locked and open, with who started it, when, and of which version of the plan', () => {
    expect(newExecution(request()).header).toMatchObject({ ExecutionId: 'e-9', Item: 'EXECUTION', Status: 'PENDING', StartTime: start, InitiatedBy: 'arn:me', PlanId: 'plan-1', PlanVersion: 3, Polls: 0, Locked: true, Open: 'OPEN', WaveCount: 2 });
  });

  it('names the source and the target account [R6.5] [P22]', () => {
    expect(newExecution(request()).header).toMatchObject({ SourceAccountId: '111111111111', TargetAccountId: '111111111111' });
    const cross = newExecution(request({ plan: plan({ TargetAccountId: '222222222222', AssumeRoleName: 'dr', ExternalId: 'x' }) })).header;
    expect(cross).toMatchObject({ SourceAccountId: '111111111111', TargetAccountId: '222222222222' });
    expect(recoveryTarget(cross)).toEqual({ region: 'eu-west-1', accountId: '222222222222', assumeRoleName: 'dr', externalId: 'x' });
  });

  it('assumes no role in its own account', () => {
    expect(recoveryTarget(aHeader({ AssumeRoleName: 'dr', ExternalId: 'x' }))).toEqual({ region: 'us-east-1', accountId: '111111111111' });
    expect(recoveryTarget(aHeader({ TargetAccountId: '222222222222' }))).toEqual({ region: 'us-east-1', accountId: '222222222222' });
  });

  it('should end before its BoundTime, which the plan\'s own bounds give', () => {
    const short = newExecution(request()).header.BoundTime;
    const long = newExecution(request({ plan: plan({ Waves: [planWave(1, { TimeoutSeconds: 9000 }), planWave(2)] }) })).header.BoundTime;
    expect(short).toBeGreaterThan(start);
    expect(long - short).toBe(7200);
  });

  it('takes the plan\'s topic, else the deployment\'s, else none', () => {
    const topic = (keys: Partial<ExecutionRequest>): string | undefined => newExecution(request(keys)).header.SnsTopicArn;
    expect(topic({ plan: plan({ Notifications: { SnsTopicArn: 'arn:plan' } }), defaultTopicArn: 'arn:default' })).toBe('arn:plan');
    expect(topic({ defaultTopicArn: 'arn:default' })).toBe('arn:default');
    expect(newExecution(request()).header).not.toHaveProperty('SnsTopicArn');
  });

  it('has one item a wave, the plan frozen into it, with what it depends on and what depends on it', () => {
    const { waves } = newExecution(request({ plan: plan({ WaveOrdering: 'DEPENDENCIES', Waves: [planWave(1), planWave(2, { Dependencies: [1], WaitTimeSeconds: 7 }), planWave(3, { Dependencies: [1] })] }) }));
    expect(waves.map((wave) => [wave.Item, wave.DependsOn, wave.Dependents])).toEqual([['WAVE#001', [], [2, 3]], ['WAVE#002', [1], []], ['WAVE#003', [1], []]]);
    expect(waves[1]).toMatchObject({ ExecutionId: 'e-9', WaveStatus: 'PENDING', WaitTimeSeconds: 7, Calls: {}, Tokens: {}, Servers: [{ SourceServerId: serverId(2), Status: 'NOT_STARTED', TransitionHistory: [] }] });
  });

  it('takes a wave\'s servers from its group, or leaves the group\'s tags to preparation', () => {
    const groups = [
      { GroupId: 'g-list', GroupName: 'List', Region: 'eu-west-1', ServerIds: [serverId(7), serverId(8)] },
      { GroupId: 'g-tags', GroupName: 'Tags', Region: 'eu-west-1', Tags: { tier: 'db' } },
    ];
    const { ServerIds: _one, ...byList } = planWave(1, { ProtectionGroupId: 'g-list' });
    const { ServerIds: _two, ...byTags } = planWave(2, { ProtectionGroupId: 'g-tags' });
    const { waves } = newExecution(request({ plan: plan({ Waves: [byList, byTags] }), groups }));
    expect(waves[0]?.Servers.map((server) => server.SourceServerId)).toEqual([serverId(7), serverId(8)]);
    expect(waves[1]).toMatchObject({ Servers: [], Tags: { tier: 'db' } });
  });

  it('keeps its waves in order in the table, up to 999', () => {
    expect([waveItem(1), waveItem(40), waveItem(999)]).toEqual(['WAVE#001', 'WAVE#040', 'WAVE#999']);
  });
});

describe('launch order [R1.5]', () => {
  const Servers = serversIn('NOT_STARTED', 'NOT_STARTED', 'NOT_STARTED');
  it('is as listed, or as ExecutionOrder says', () => {
    expect(launchOrder({ Servers }).map((server) => server.SourceServerId)).toEqual([serverId(1), serverId(2), serverId(3)]);
    expect(launchOrder({ Servers, ExecutionOrder: [3, 1, 2] }).map((server) => server.SourceServerId)).toEqual([serverId(3), serverId(1), serverId(2)]);
  });
  it('a position is one server of it; none is all; one that is not there is none', () => {
    expect(serversInScope({ Servers, ExecutionOrder: [3, 1, 2] }, 1).map((server) => server.SourceServerId)).toEqual([serverId(3)]);
    expect(serversInScope({ Servers }, undefined)).toHaveLength(3);
    expect(serversInScope({ Servers }, 4)).toEqual([]);
  });
});

describe('a wave that begins', () => {
  it('is LAUNCHING since now, once; approved, if it needs approval', () => {
    expect(begun(aWave(), start)).toMatchObject({ WaveStatus: 'LAUNCHING', StartTime: start });
    const launching = aWave({ WaveStatus: 'LAUNCHING', StartTime: start });
    expect(begun(launching, start + 60)).toBe(launching);
    const approval = { RequestedAt: start, ExpiresAt: start + 60 };
    expect(begun(aWave({ WaveStatus: 'AWAITING_APPROVAL', Approval: { ...approval, Decision: 'APPROVED' } }), start).WaveStatus).toBe('LAUNCHING');
    for (const Approval of [approval, { ...approval, Decision: 'REJECTED' as const }]) expect(begun(aWave({ WaveStatus: 'AWAITING_APPROVAL', Approval }), start).WaveStatus).toBe('AWAITING_APPROVAL');
  });
});

describe('the view of an execution', () => {
  it('is one record, waves in order, without what only the system needs [R5.5]', () => {
    const view = assembleView(aHeader({ SnsTopicArn: 'arn:topic', DrainToken: 't' }), [aWave({ WaveNumber: 2 }), aWave()]);
    expect(view.Waves.map((wave) => wave.WaveNumber)).toEqual([1, 2]);
    const hidden = ['Item', 'Rev', 'DrainToken', 'Locked', 'Open', 'Polls', 'SnsTopicArn'];
    expect(Object.keys(view).filter((key) => hidden.includes(key))).toEqual([]);
    expect(Object.keys(view.Waves[0] ?? {}).filter((key) => ['Item', 'Rev', 'Tokens', 'Calls'].includes(key))).toEqual([]);
  });

  it('derives PollAttempts and LastPolledTime: polls of the execution since the launch [T1.4.2]', () => {
    const header = aHeader({ Polls: 9, LastPolledTime: start + 300 });
    const view = assembleView(header, [
      aWave({
        Servers: [
          serverIn('STARTED', { PollsAtLaunch: 4 }),
          serverIn('LAUNCHED', { PollsAtLaunch: 2, PollsAtSettle: 7, SettledPollTime: start + 200 }),
          serverIn('NOT_STARTED'),
          serverIn('LAUNCHING', { PollsAtLaunch: 9 }),
        ],
      }),
    ]);
    expect(view.Waves[0]?.Servers.map((server) => [server.PollAttempts, server.LastPolledTime])).toEqual([
      [5, start + 300],
      [5, start + 200],
      [0, undefined],
      [0, undefined],
    ]);
    expect(view.Waves[0]?.Servers[0]).not.toHaveProperty('PollsAtLaunch');
  });

  it('has all errors: of the execution, of its waves, of its servers, with wave, server and job [R4.1] [R5.4] [P11] [P17]', () => {
    const error = { Code: 'ExecutionFailed', Message: 'x', At: start };
    const failed = serverIn('FAILED', { Error: 'no capacity', TransitionHistory: [{ Status: 'FAILED', At: start + 9 }] });
    const warned = serverIn('WARNING', { SourceServerId: serverId(2), Error: 'slow' });
    const { RecoveryJobId: _job, ...unlaunched } = serverIn('FAILED', { SourceServerId: serverId(3), Error: 'refused' });
    const waves = [aWave({ EndTime: start + 50, Errors: [{ ...error, Code: 'WaveFailed' }], Servers: [failed, warned, unlaunched] })];
    expect(errorsOf({ Errors: [error] }, waves)).toEqual([
      error,
      { ...error, Code: 'WaveFailed' },
      { Code: 'ServerFailed', Message: 'no capacity', At: start + 9, WaveNumber: 1, SourceServerId: serverId(1), RecoveryJobId: 'drsjob-1' },
      { Code: 'ServerWarning', Message: 'slow', At: start + 50, WaveNumber: 1, SourceServerId: serverId(2), RecoveryJobId: 'drsjob-1' },
      { Code: 'ServerFailed', Message: 'refused', At: start + 50, WaveNumber: 1, SourceServerId: serverId(3) },
    ]);
  });
});

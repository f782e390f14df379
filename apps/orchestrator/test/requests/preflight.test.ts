import { describe, expect, it } from 'vitest';
import { ServiceError, type Preflight, type PreflightCheck, type PreflightCheckName, type Wave } from '@drs-orchestration/core';
import type { CallFault, World as EmulatedWorld, WorldServer } from '@drs-orchestration/testkit';
import { planWave, serverId, serverIds, start } from '../tasks/world/world.js';
import { emulated, type EmulatedApi } from './emulated.js';
import { planned } from './requests.js';

const servers = (count: number, keys: Partial<WorldServer> = {}): WorldServer[] => serverIds(count).map((SourceServerId) => ({ SourceServerId, ...keys }));

/** A plan of two waves, one server each, in a world that has both; changed as told. */
async function api(plan: object = {}, drs: EmulatedWorld = {}): Promise<EmulatedApi> {
  return emulated(await planned(plan), { Servers: servers(2), ...drs });
}

async function preflight(to: EmulatedApi, type: string = ''): Promise<Preflight> {
  const { statusCode, body } = await to.get(`/plans/plan-1/preflight${type === '' ? '' : `?type=${type}`}`);
  expect(statusCode).toBe(200);
  return body as unknown as Preflight;
}

function check({ Checks }: Preflight, name: PreflightCheckName): PreflightCheck {
  const found = Checks.find(({ Check }) => Check === name);
  if (found === undefined) throw new Error(`no check ${name}`);
  return found;
}

/** The checks that did not pass, with their states. */
function troubles({ Checks }: Preflight): Readonly<Record<string, string>> {
  return Object.fromEntries(Checks.filter(({ State }) => State !== 'PASSED').map(({ Check, State }) => [Check, State]));
}

const waves = (...of: readonly Partial<Wave>[]): { readonly Waves: readonly Wave[] } => ({ Waves: of.map((keys, index) => planWave(index + 1, keys)) });
const always = (Service: CallFault['Service'], Operation: string, Fault: CallFault['Fault']): CallFault => ({ Service, Operation, FromSecond: 0, Fault });

describe('GET /plans/{id}/preflight', () => {
  it('of a plan that would run: every check passes, with the estimate, in three calls of DRS; nothing is written or launched', async () => {
    const to = await api({ RtoTargetSeconds: 7200 });
    let writes = 0;
    to.world.hooks = { before: (operation) => void (writes += operation.kind === 'write' ? 1 : 0) };
    const found = await preflight(to);
    expect(found).toMatchObject({ PlanId: 'plan-1', PlanName: 'Plan 1', PlanVersion: 1, ExecutionType: 'DRILL', CheckedAt: start, Ready: true });
    expect(troubles(found)).toEqual({});
    expect(found.Checks.map(({ Check }) => Check)).toEqual([
      'PLAN_VALID', 'PLAN_FREE', 'ROLE_ASSUMABLE', 'DRS_READY', 'SERVERS_KNOWN', 'SERVERS_REPLICATING', 'REPLICATION_LAG', 'NO_LIVE_INSTANCES', 'SERVERS_FREE', 'JOB_SLOTS', 'SERVERS_IN_JOBS', 'RTO_TARGET',
    ]);
    expect(found.Estimate).toMatchObject({ TotalSeconds: 2428, CriticalPath: [1, 2], Waves: [{ Basis: 'MEASURED' }, { StartsAfterSeconds: 1214 }] });
    expect(to.calls()).toEqual({ DescribeSourceServers: 1, DescribeRecoveryInstances: 1, DescribeJobs: 1 });
    expect(writes).toBe(0);
    expect(to.emulator.jobs()).toEqual([]);
    expect(to.world.machine.starts).toEqual([]);
  });

  it('of a recovery says so, and expects its launch actions too', async () => {
    const found = await preflight(await api(), 'RECOVERY');
    expect(found).toMatchObject({ ExecutionType: 'RECOVERY', Estimate: { TotalSeconds: 3628 } });
  });

  it('expects what the latest three runs of the plan took that were of its kind and launched all or some', async () => {
    const to = await api();
    let age = 0;
    const records = (id: string, seconds: number, Status: string, ExecutionType: string = 'DRILL'): readonly object[] => [
      { ExecutionId: id, Item: 'EXECUTION', PlanId: 'plan-1', StartTime: start - (age += 1000), ExecutionType, Status },
      { ExecutionId: id, Item: 'WAVE#001', WaveNumber: 1, WaveName: 'Wave 1', Servers: [{ SourceServerId: serverId(1), Status: 'TERMINATED', LaunchTime: start, LaunchedTime: start + seconds, TransitionHistory: [] }] },
    ];
    for (const item of [...records('e-0', 9, 'COMPLETED', 'RECOVERY'), ...records('e-1', 300, 'COMPLETED'), ...records('e-2', 500, 'PARTIAL'), ...records('e-3', 400, 'COMPLETED'), ...records('e-4', 9, 'FAILED'), ...records('e-5', 8, 'COMPLETED'), ...records('e-6', 7, 'COMPLETED')]) {
      await to.world.items.write({ kind: 'put', table: 'executions', item: { ...item } });
    }
    const { Estimate } = await preflight(to);
    expect(Estimate?.Waves.map((wave) => [wave.Basis, wave.LaunchSeconds])).toEqual([['HISTORY', 430], ['MEASURED', 1214]]);
  });

  it('while earlier runs cannot be read expects what DRS was measured to take', async () => {
    const to = await api();
    to.world.hooks = {
      before: (operation) => {
        if (operation.kind === 'query') throw new ServiceError({ service: 'DynamoDB', operation: 'Query', kind: 'THROTTLED', message: 'DynamoDB throttles' });
      },
    };
    expect(await preflight(to)).toMatchObject({ Ready: true, Estimate: { TotalSeconds: 2428 } });
    expect(to.world.log.lines.filter(({ level }) => level === 'warn')).toMatchObject([{ fields: { reason: 'DynamoDB throttles' } }]);
  });

  it('of 300 servers asks in as few calls as DRS allows', async () => {
    const to = await api(waves({ ServerIds: serverIds(300) }), { Servers: servers(300) });
    const found = await preflight(to);
    expect(found).toMatchObject({ Ready: true, Estimate: { Waves: [{ ServerCount: 300, Jobs: 3, JobsAtOnce: 3 }] } });
    expect(to.calls()).toEqual({ DescribeSourceServers: 2, DescribeRecoveryInstances: 2, DescribeJobs: 1 });
  });

  it('names each of 300 unknown servers', async () => {
    const found = await preflight(await api(waves({ ServerIds: serverIds(300) }), { Servers: [] }));
    expect(check(found, 'SERVERS_KNOWN')).toMatchObject({ State: 'FAILED', Findings: { length: 300 } });
  });
});

describe('what would refuse the run is FAILED, with each finding', () => {
  it('a plan that is not valid any more: its faults; nothing else can be known, and DRS is not asked', async () => {
    const to = await api(waves({}, { ProtectionGroupId: 'pg-gone' }));
    const found = await preflight(to);
    expect(found).toMatchObject({ Ready: false });
    expect(check(found, 'PLAN_VALID')).toMatchObject({ State: 'FAILED', Findings: [{ WaveNumber: 2, Message: expect.stringContaining('pg-gone') }] });
    expect(check(found, 'PLAN_FREE').State).toBe('PASSED');
    expect(new Set(found.Checks.slice(2).map(({ State }) => State))).toEqual(new Set(['UNKNOWN']));
    expect(found.Estimate).toBeUndefined();
    expect(to.calls()).toEqual({});
  });

  it('an unfinished execution of the plan, named; an ended one whose lock was left behind is in nobody\'s way', async () => {
    const to = await api();
    const { body } = await to.post('/executions', { PlanId: 'plan-1', ExecutionType: 'DRILL' });
    const id = String(body['ExecutionId']);
    expect(check(await preflight(to), 'PLAN_FREE')).toMatchObject({ State: 'FAILED', Message: expect.stringContaining(id) });
    await to.world.context.executions.changeHeader(id, (header) => ({ ...header, Status: 'COMPLETED' }));
    expect(check(await preflight(to), 'PLAN_FREE').State).toBe('PASSED');
  });

  it('a role that is refused: its ARN and the reason; what lies behind it is UNKNOWN [R6.3]', async () => {
    const Arn = 'arn:aws:iam::222222222222:role/Recovery';
    const to = await api({ TargetAccountId: '222222222222', AssumeRoleName: 'Recovery' }, { TargetAccount: '222222222222', Roles: [{ Arn, Deny: 'the trust policy says no' }] });
    const found = await preflight(to);
    expect(check(found, 'ROLE_ASSUMABLE')).toMatchObject({ State: 'FAILED', Message: expect.stringMatching(/arn:aws:iam::222222222222:role\/Recovery.*the trust policy says no/) });
    expect(Object.values(troubles(found)).filter((state) => state === 'UNKNOWN')).toHaveLength(8);
    expect(to.calls()).toEqual({ AssumeRole: 1 });
    // The plan lists its servers: how long it would take is known all the same.
    expect(found.Estimate?.TotalSeconds).toBe(2428);
  });

  it('an account in which DRS is not initialised: to initialise it there', async () => {
    const to = await api({ TargetAccountId: '222222222222', AssumeRoleName: 'Recovery' }, { TargetAccount: '222222222222', Initialized: false });
    const found = await preflight(to);
    expect(check(found, 'ROLE_ASSUMABLE').State).toBe('PASSED');
    expect(check(found, 'DRS_READY')).toMatchObject({ State: 'FAILED', Message: expect.stringMatching(/not initialised in account 222222222222, us-east-1/) });
    expect(to.calls()).toEqual({ AssumeRole: 1, DescribeSourceServers: 1 });
  });

  it('servers that are unknown, do not replicate, or run for real: each in its check [R2.5]', async () => {
    const to = await api(waves({}, {}, {}, {}), {
      Servers: [{ SourceServerId: serverId(1), Exists: false }, { SourceServerId: serverId(2), ReplicationState: 'STALLED' }, { SourceServerId: serverId(3), RecoveryInstance: { IsDrill: false, InstanceId: 'i-real' } }, { SourceServerId: serverId(4) }],
    });
    const found = await preflight(to);
    expect(troubles(found)).toEqual({ SERVERS_KNOWN: 'FAILED', SERVERS_REPLICATING: 'FAILED', NO_LIVE_INSTANCES: 'FAILED' });
    expect(check(found, 'SERVERS_KNOWN').Findings).toEqual([{ WaveNumber: 1, SourceServerId: serverId(1), Message: expect.stringContaining('does not know') }]);
    expect(check(found, 'SERVERS_REPLICATING').Findings).toEqual([{ WaveNumber: 2, SourceServerId: serverId(2), Message: expect.stringContaining('STALLED') }]);
    expect(check(found, 'NO_LIVE_INSTANCES').Findings).toEqual([{ WaveNumber: 3, SourceServerId: serverId(3), Message: expect.stringContaining('i-real') }]);
  });

  it('a recovery of servers whose replication has stopped is warned of: it launches older data', async () => {
    const found = await preflight(await api({}, { Servers: servers(2, { ReplicationState: 'DISCONNECTED' }) }), 'RECOVERY');
    expect(troubles(found)).toEqual({ SERVERS_REPLICATING: 'WARNING' });
    expect(found.Ready).toBe(true);
  });

  it('servers in somebody\'s running job, which is named', async () => {
    const to = await api();
    const job = to.emulator.startLaunch([serverId(2)], true, {});
    const found = await preflight(to);
    expect(troubles(found)).toEqual({ SERVERS_FREE: 'FAILED' });
    expect(check(found, 'SERVERS_FREE').Findings).toEqual([{ WaveNumber: 2, SourceServerId: serverId(2), Message: expect.stringContaining(job.id) }]);
  });

  it('tags that match nothing; how long the run would take is then not known', async () => {
    const to = await api(waves({ ProtectionGroupId: 'pg-1' }));
    await to.world.items.write({ kind: 'put', table: 'groups', item: { GroupId: 'pg-1', GroupName: 'Databases', Region: 'us-east-1', Tags: { tier: 'db' } } });
    const found = await preflight(to);
    expect(check(found, 'SERVERS_KNOWN')).toMatchObject({ State: 'FAILED', Findings: [{ WaveNumber: 1, Message: expect.stringContaining('tier=db') }] });
    expect(troubles(found)).toMatchObject({ JOB_SLOTS: 'UNKNOWN', SERVERS_IN_JOBS: 'UNKNOWN', RTO_TARGET: 'UNKNOWN' });
    expect(found.Estimate).toBeUndefined();
  });

  it('tags that put a server into two waves, or break an order: the plan is not valid with them', async () => {
    const to = await api(waves({ ProtectionGroupId: 'pg-1', ExecutionType: 'SEQUENTIAL', ExecutionOrder: [1] }, {}), { Servers: servers(2, { Tags: { tier: 'db' } }) });
    await to.world.items.write({ kind: 'put', table: 'groups', item: { GroupId: 'pg-1', GroupName: 'Databases', Region: 'us-east-1', Tags: { tier: 'db' } } });
    const found = await preflight(to);
    expect(check(found, 'PLAN_VALID')).toMatchObject({ State: 'FAILED', Findings: [{ WaveNumber: 1 }, { WaveNumber: 2, SourceServerId: serverId(2) }] });
  });
});

describe('what would delay the run is a WARNING', () => {
  it('replication that lags more than 15 minutes, to the second', async () => {
    const lagging = [{ SourceServerId: serverId(1), LagSeconds: 900 }, { SourceServerId: serverId(2), LagSeconds: 901 }];
    const found = await preflight(await api({}, { Servers: lagging }));
    expect(check(found, 'REPLICATION_LAG')).toMatchObject({ State: 'WARNING', Findings: [{ SourceServerId: serverId(2), WaveNumber: 2 }] });
    expect(found.Ready).toBe(true);
  });

  it('job slots that others hold, of which a drill leaves five: each wave that would wait', async () => {
    const three = { ExecutionType: 'PARALLEL' as const, ServerIds: serverIds(250) };
    const plan = waves(three, { ServerIds: serverIds(1, 251) });
    const world = { Servers: servers(251), OtherJobs: [{ Count: 13 }] };
    const found = await preflight(await api(plan, world));
    expect(check(found, 'JOB_SLOTS')).toMatchObject({ State: 'WARNING', Findings: [{ WaveNumber: 1, Message: expect.stringMatching(/3 jobs.*2 slots/) }] });
    expect(troubles(await preflight(await api(plan, world), 'RECOVERY'))).toEqual({});
  });

  it('waves that would launch at the same time count together', async () => {
    const together = { WaveOrdering: 'DEPENDENCIES', Waves: serverIds(16).map((_, index) => planWave(index + 1)) };
    const found = await preflight(await api(together, { Servers: servers(16) }));
    expect(check(found, 'JOB_SLOTS').Findings).toHaveLength(16);
    expect(troubles(await preflight(await api({ ...together, WaveOrdering: 'SEQUENTIAL' }, { Servers: servers(16) })))).toEqual({});
  });

  it('more servers in jobs than DRS takes', async () => {
    const plan = { WaveOrdering: 'DEPENDENCIES', ...waves({ ServerIds: serverIds(300) }, { ServerIds: serverIds(201, 301) }) };
    const found = await preflight(await api(plan, { Servers: servers(501) }));
    expect(troubles(found)).toEqual({ SERVERS_IN_JOBS: 'WARNING' });
    expect(check(found, 'SERVERS_IN_JOBS').Findings).toHaveLength(2);
  });

  it('of a thousand findings the first 500, and how many were left out', async () => {
    const { Checks } = await preflight(await api(waves(...Array.from({ length: 4 }, (_, index) => ({ ServerIds: serverIds(250, index * 250 + 1) }))), { Servers: servers(1) }));
    const known = Checks.find(({ Check }) => Check === 'SERVERS_KNOWN');
    expect(known).toMatchObject({ State: 'FAILED', Message: expect.stringContaining('999'), FindingsLeftOut: 499 });
    expect(known?.Findings).toHaveLength(500);
    expect(known?.Findings.at(-1)).toMatchObject({ SourceServerId: serverId(501) });
    expect(Checks.filter(({ FindingsLeftOut }) => FindingsLeftOut !== undefined)).toHaveLength(1);
  });

  it('an RTO target below the estimate: what holds the run up, the longest first', async () => {
    const found = await preflight(await api({ RtoTargetSeconds: 2427, ...waves({ WaitTimeSeconds: 0 }, { PauseBefore: true }) }));
    expect(check(found, 'RTO_TARGET')).toMatchObject({ State: 'WARNING', Message: expect.stringMatching(/40 min, besides the approval of wave 2/), Findings: [{ WaveNumber: 1 }, { WaveNumber: 2 }] });
    expect(check(await preflight(await api({ RtoTargetSeconds: 2428 })), 'RTO_TARGET').State).toBe('PASSED');
  });
});

describe('what cannot be looked at is UNKNOWN, and never an error', () => {
  it('all that DRS tells, while it throttles every call: it is asked once, and its client repeats that', async () => {
    const to = await api({}, { Faults: [always('drs', '*', 'THROTTLE')] });
    const found = await preflight(to);
    expect(found.Ready).toBe(false);
    expect(new Set(Object.values(troubles(found)))).toEqual(new Set(['UNKNOWN']));
    expect(Object.keys(troubles(found))).toHaveLength(8);
    expect(to.calls()).toEqual({ DescribeSourceServers: 4 });
    expect(check(found, 'DRS_READY').Message).toMatch(/throttl/i);
  });

  it('one question that DRS does not answer, and what depends on it; the others stand', async () => {
    const found = await preflight(await api({}, { Faults: [always('drs', 'DescribeRecoveryInstances', 'INTERNAL_ERROR')] }));
    expect(troubles(found)).toEqual({ NO_LIVE_INSTANCES: 'UNKNOWN' });
    const jobs = await preflight(await api({}, { Faults: [always('drs', 'DescribeJobs', 'INTERNAL_ERROR')] }));
    expect(troubles(jobs)).toEqual({ SERVERS_FREE: 'UNKNOWN', JOB_SLOTS: 'UNKNOWN', SERVERS_IN_JOBS: 'UNKNOWN' });
  });

  it('a DRS that never answers: the answer comes before API Gateway gives up', async () => {
    const to = await api({}, { Faults: [always('drs', '*', 'TIMEOUT')] });
    const found = await preflight(to);
    expect(found).toMatchObject({ Ready: false, CheckedAt: start + 22 });
    expect(check(found, 'DRS_READY')).toMatchObject({ State: 'UNKNOWN', Message: expect.stringContaining('no answer in time') });
  });
});

describe('a preflight that cannot be made', () => {
  it('of a plan nobody knows is 404', async () => {
    expect(await (await api()).get('/plans/plan-2/preflight')).toMatchObject({ statusCode: 404, body: { detail: expect.stringContaining('plan-2') } });
  });

  it('of another kind than DRILL and RECOVERY is 400, with the parameter', async () => {
    const to = await api();
    expect(await to.get('/plans/plan-1/preflight?type=TEST')).toMatchObject({ statusCode: 400, body: { faults: [{ path: 'type' }] } });
  });
});

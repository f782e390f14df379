import { describe, expect, it } from 'vitest';
import { reconcile, ServiceError, type ExecutionHeader, type ExecutionType, type RecoveryPlan, type ServerRecord, type Wave, type WaveRecord } from '@drs-orchestration/core';
import type { CallFault, World as EmulatedWorld } from '@drs-orchestration/testkit';
import { executionId, planWave, serverId, start, World } from '../tasks/world/world.js';
import { emulated, type EmulatedApi } from './emulated.js';
import { caller, post } from './requests.js';

const path = `/executions/${executionId}/reconcile`;
const tags = { 'drs-orchestration:execution-id': executionId };
const forgotten = 'drsjob-0123456789abcdef0';
const unneeded = { Status: 'NOT_NEEDED', Run: 0, TerminatedCount: 0, Remaining: [] } as const;

/** Servers that a job launches still, as the record has them; `keys` by server id. */
function late(jobId: string, ids: readonly string[], keys: Partial<ServerRecord> = {}): Partial<WaveRecord> {
  return {
    WaveStatus: 'TIMEOUT',
    StartTime: start - 9000,
    EndTime: start - 7200,
    Servers: ids.map((SourceServerId) => ({ SourceServerId, Status: 'STARTED', RecoveryJobId: jobId, LaunchTime: start - 9000, TimeoutDetected: true, TransitionHistory: [], ...keys })),
    Calls: { [`call-${jobId}`]: { Servers: ids, At: start - 9000, Deadline: start - 8970, JobId: jobId } },
  };
}

interface Given {
  readonly waves?: readonly Wave[];
  readonly header?: Partial<ExecutionHeader>;
  readonly plan?: Partial<RecoveryPlan>;
  readonly type?: ExecutionType;
}

/** An ended run, by default a drill, whose waves are changed by what the emulated DRS has made of their jobs. */
async function timedOut(drs: EmulatedWorld, change: (api: EmulatedApi) => Readonly<Record<number, Partial<WaveRecord>>>, { waves = [planWave(1)], header = {}, plan = {}, type = 'DRILL' }: Given = {}): Promise<EmulatedApi> {
  const world = new World();
  const servers = waves.flatMap((wave) => wave.ServerIds ?? []).map((SourceServerId) => ({ SourceServerId }));
  const api = emulated(world, { Servers: servers, ...drs });
  await world.given(waves, { Status: 'TIMEOUT', EndTime: start, Locked: false, NotificationStatus: 'SENT', CleanUp: unneeded, ...header }, change(api), plan, { executionType: type });
  // All that was open of it is closed.
  await world.context.executions.changeHeader(executionId, ({ Open: _open, ...rest }) => rest);
  return api;
}

function jobOf(api: EmulatedApi, ids: readonly string[], isDrill: boolean = true): string {
  return api.emulator.startLaunch(ids, isDrill, tags).id;
}

const always = (Service: CallFault['Service'], Operation: string, Fault: CallFault['Fault']): CallFault => ({ Service, Operation, FromSecond: 0, Fault });
const pair = planWave(1, { ServerIds: [serverId(1), serverId(2)] });

describe('POST /executions/{id}/reconcile', () => {
  it.each(['shutting-down', 'terminated'] as const)('while the clean-up ends an instance (%s), takes that for no failed health check: TIMEOUT until it is TERMINATED, then COMPLETED', async (state) => {
    const world = new World();
    const launched: ServerRecord = { SourceServerId: serverId(1), Status: 'LAUNCHED', LaunchedTime: start, RecoveryJobId: 'drsjob-1', LaunchTime: start - 4000, InstanceId: 'i-1', TimeoutDetected: true, TransitionHistory: [] };
    world.drs.strangersJob([serverId(1)], { jobId: 'drsjob-1', tags, status: 'COMPLETED', endedAt: start * 1000, servers: [{ sourceServerId: serverId(1), launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-1' }] });
    await world.given(
      [planWave(1)],
      { Status: 'TIMEOUT', EndTime: start, Locked: false, NotificationStatus: 'SENT', CleanUp: { Status: 'IN_PROGRESS', StartedAt: start, Run: 0, TerminatedCount: 0, Remaining: ['i-1'] } },
      { 1: { WaveStatus: 'TIMEOUT', EndTime: start, Servers: [launched], Calls: { c1: { Servers: [serverId(1)], At: start - 4000, Deadline: start - 3970, JobId: 'drsjob-1', JobEndedAt: start } } } },
    );
    world.instances.states.set('i-1', state);
    await world.run(() => reconcile(world.context, executionId, 'ann'));
    expect(await world.header()).toMatchObject({ Status: 'TIMEOUT' });
    expect((await world.wave()).Servers).toMatchObject([{ Status: 'LAUNCHED' }]);
    world.instances.states.set('i-1', 'terminated');
    await world.task('CleanUp');
    await world.run(() => reconcile(world.context, executionId, 'ann'));
    expect([(await world.header()).Status, (await world.wave()).Servers[0]?.Status]).toEqual(['COMPLETED', 'TERMINATED']);
  });

  it('of a launch that ended well after all: COMPLETED, by whom and when on record, its instance checked and to be cleaned up', async () => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }));
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    const { statusCode, body } = await api.post(path);
    const [instance] = api.emulator.recoveryInstances();
    expect(statusCode).toBe(200);
    expect(body).toMatchObject({
      ExecutionId: executionId,
      Status: 'COMPLETED',
      Before: 'TIMEOUT',
      Waves: [{ WaveNumber: 1, WaveName: 'Wave 1', Before: 'TIMEOUT', After: 'COMPLETED' }],
      StillRunning: [],
      LateInstances: [instance?.id],
      CleanUp: { Status: 'PENDING', Run: 1, Remaining: [instance?.id] },
    });
    const header = await api.world.header();
    expect(header).toMatchObject({ Status: 'COMPLETED', EndTime: start, Open: 'OPEN', Reconciliations: [{ By: caller, At: start + 600, Before: 'TIMEOUT', After: 'COMPLETED', Waves: [1] }] });
    const wave = await api.world.wave();
    expect(wave).toMatchObject({ WaveStatus: 'COMPLETED', EndTime: start - 7200, Servers: [{ Status: 'LAUNCHED', HealthStatus: 'PASSED', InstanceId: instance?.id, PrivateIpAddress: expect.any(String), DrsPhases: expect.any(Array) }] });
    expect(Object.values(wave.Calls)[0]?.JobEndedAt).toBe(start + 600);
    expect(api.calls()).toEqual({ DescribeJobs: 1, DescribeJobLogItems: 1, DescribeInstanceStatus: 1, DescribeInstances: 1 });
  });

  it('the repair then runs the clean-up in a machine of its own', async () => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }));
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    await api.post(path);
    api.world.machine.states.set(executionId, { status: 'SUCCEEDED' });
    await api.world.task('Repair');
    expect(api.world.machine.starts).toEqual([{ name: `${executionId}-cleanup-1`, input: { Mode: 'CLEANUP', ExecutionId: executionId } }]);
  });

  it('of a drill whose plan keeps what it launched: the instances are named, and no clean-up is due', async () => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }), { plan: { TerminateAfterDrill: false } });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', LateInstances: [expect.stringMatching(/^i-/)], CleanUp: { Status: 'NOT_NEEDED' } });
    expect((await api.world.header()).Open).toBeUndefined();
  });

  it('of a launch that failed: FAILED, with the job log\'s error', async () => {
    const api = await timedOut({ Faults: [{ Server: serverId(1), Phase: 'LAUNCH', Fault: 'FAIL', RawError: 'no capacity' }] }, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }));
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(3000);
    expect((await api.post(path)).body).toMatchObject({ Status: 'FAILED', Waves: [{ After: 'FAILED' }], LateInstances: [], CleanUp: { Status: 'NOT_NEEDED' } });
    expect((await api.world.wave()).Servers[0]).toMatchObject({ Status: 'FAILED', Error: expect.stringContaining('no capacity') });
  });

  it('of a launch of which one of two failed: PARTIAL; what was SKIPPED because of it stays SKIPPED', async () => {
    const waves = [pair, planWave(2, { ServerIds: [serverId(3)], Dependencies: [1] })];
    const skipped: Partial<WaveRecord> = { WaveStatus: 'SKIPPED', EndTime: start, Servers: [{ SourceServerId: serverId(3), Status: 'SKIPPED', TransitionHistory: [] }] };
    const faults = [{ Server: serverId(2), Phase: 'LAUNCH' as const, Fault: 'FAIL' as const }];
    const api = await timedOut({ Faults: faults }, (to) => ({ 1: late(jobOf(to, [serverId(1), serverId(2)]), [serverId(1), serverId(2)]), 2: skipped }), { waves });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(3000);
    expect((await api.post(path)).body).toMatchObject({ Status: 'PARTIAL', Waves: [{ WaveNumber: 1, After: 'PARTIAL' }] });
    expect(await api.world.wave(2)).toMatchObject({ WaveStatus: 'SKIPPED', Rev: 1 });
  });

  it('of a job that still runs: its status is seen, the wave stays TIMEOUT, the job is named, and nothing is on record as changed', async () => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }));
    api.emulator.advancePhase('IN_PROGRESS');
    const { statusCode, body } = await api.post(path);
    expect(statusCode).toBe(200);
    expect(body).toMatchObject({ Status: 'TIMEOUT', Before: 'TIMEOUT', Waves: [{ After: 'TIMEOUT' }], StillRunning: [api.emulator.jobs()[0]?.id], LateInstances: [] });
    expect((await api.world.wave()).Servers[0]?.Status).toBe('IN_PROGRESS');
    const { Reconciliations, Open } = await api.world.header();
    expect({ Reconciliations, Open }).toEqual({ Reconciliations: undefined, Open: undefined });
  });

  it('of two waves, one of them over: that one leaves TIMEOUT, the execution with the other', async () => {
    const waves = [planWave(1), planWave(2)];
    const api = await timedOut({}, (to) => {
      const first = jobOf(to, [serverId(1)]);
      to.emulator.advancePhase('COMPLETED');
      return { 1: late(first, [serverId(1)]), 2: late(jobOf(to, [serverId(2)]), [serverId(2)]) };
    }, { waves });
    await api.world.pass(10);
    expect((await api.post(path)).body).toMatchObject({ Status: 'TIMEOUT', Waves: [{ After: 'COMPLETED' }, { After: 'TIMEOUT' }], StillRunning: [expect.any(String)] });
    expect((await api.world.header()).Reconciliations).toMatchObject([{ Before: 'TIMEOUT', After: 'TIMEOUT', Waves: [1] }]);
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', Before: 'TIMEOUT', Waves: [{ WaveNumber: 2, After: 'COMPLETED' }] });
    expect((await api.world.header()).Reconciliations).toMatchObject([{ Waves: [1] }, { After: 'COMPLETED', Waves: [2] }]);
  });

  it('of a recovery waits for its launch actions; none of its instances is called late or cleaned up', async () => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)], false), [serverId(1)]) }), { type: 'RECOVERY' });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(1);
    expect((await api.post(path)).body).toMatchObject({ Status: 'TIMEOUT', StillRunning: [api.emulator.jobs()[0]?.id], LateInstances: [] });
    api.emulator.advanceLaunchActions();
    await api.world.pass(600);
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', LateInstances: [], CleanUp: { Status: 'NOT_NEEDED' } });
  });

  it('of what launched while the run drained asks EC2 alone', async () => {
    const launched = { Status: 'LAUNCHED', LaunchedTime: start - 100, InstanceId: 'i-1' } as const;
    const over = { ...late('drsjob-1', [serverId(1)], launched), Calls: { c: { Servers: [serverId(1)], At: start - 9000, Deadline: start - 8970, JobId: 'drsjob-1', JobEndedAt: start - 100 } } };
    const api = await timedOut({ Servers: [{ SourceServerId: serverId(1), RecoveryInstance: { IsDrill: true, InstanceId: 'i-1', JobId: 'drsjob-1' } }] }, () => ({ 1: over }));
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', CleanUp: { Status: 'NOT_NEEDED' } });
    expect(api.calls()).toEqual({ DescribeInstanceStatus: 1, DescribeInstances: 1 });
  });

  it('of what launched late and was cleaned up since asks nobody', async () => {
    const gone = { ...late('drsjob-1', [serverId(1)], { Status: 'TERMINATED', LaunchedTime: start, TerminatedTime: start, InstanceId: 'i-1' }), Calls: {} };
    const api = await timedOut({}, () => ({ 1: gone }));
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', LateInstances: [] });
    expect(api.calls()).toEqual({});
  });
});

describe('the health of what launched late', () => {
  it('that does not run 5 minutes after its job is over FAILED; before, the wave stays TIMEOUT [R3.3]', async () => {
    const api = await timedOut({ Ec2: { PendingSeconds: 9000 } }, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }));
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(299);
    expect((await api.post(path)).body).toMatchObject({ Status: 'TIMEOUT', StillRunning: [api.emulator.jobs()[0]?.id] });
    await api.world.pass(2);
    expect((await api.post(path)).body).toMatchObject({ Status: 'FAILED' });
    expect((await api.world.wave()).Servers[0]).toMatchObject({ Status: 'FAILED', HealthStatus: 'TIMEOUT' });
  });

  it('is not asked where the wave has no check', async () => {
    const waves = [planWave(1, { HealthCheck: { Enabled: false, OnTimeout: 'FAIL' } })];
    const api = await timedOut({ Ec2: { PendingSeconds: 9000 } }, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }), { waves });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(10);
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED' });
    expect(api.calls()).toEqual({ DescribeJobs: 1, DescribeJobLogItems: 1 });
  });
});

describe('while somebody does not answer, nothing is changed', () => {
  it.each([
    ['DRS throttles', always('drs', '*', 'THROTTLE'), 429],
    ['DRS does not answer', always('drs', '*', 'TIMEOUT'), 503],
    ['DRS does not give the log of a job in which a server failed', always('drs', 'DescribeJobLogItems', 'INTERNAL_ERROR'), 503],
    ['EC2 throttles', always('ec2', '*', 'THROTTLE'), 429],
  ] as const)('%s: %s', async (_, fault, status) => {
    const faults = [fault, { Server: serverId(2), Phase: 'LAUNCH' as const, Fault: 'FAIL' as const }];
    const api = await timedOut({ Faults: faults }, (to) => ({ 1: late(jobOf(to, [serverId(1), serverId(2)]), [serverId(1), serverId(2)]) }), { waves: [pair] });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(3000);
    const asked = api.world.now;
    const before = await api.world.context.executions.load(executionId);
    expect(await api.post(path)).toMatchObject({ statusCode: status, headers: { 'content-type': 'application/problem+json' } });
    expect(api.world.now - asked).toBeLessThanOrEqual(22);
    expect(await api.world.context.executions.load(executionId)).toEqual(before);
    api.emulator.clearFaults();
    expect((await api.post(path)).statusCode).toBe(200);
  });
});

describe('what DRS no longer knows', () => {
  it('of a job it forgot: launched where the server has its recovery instance, else failed; actions of unknown end have failed', async () => {
    const servers = [{ SourceServerId: serverId(1), RecoveryInstance: { IsDrill: true, InstanceId: 'i-1', JobId: forgotten } }, { SourceServerId: serverId(2), RecoveryInstance: { IsDrill: true, InstanceId: 'i-2', JobId: 'drsjob-aaaaaaaaaaaaaaaaa' } }];
    const api = await timedOut({ Servers: servers }, () => ({ 1: late(forgotten, [serverId(1), serverId(2)]) }), { waves: [pair] });
    expect((await api.post(path)).body).toMatchObject({ Status: 'PARTIAL', StillRunning: [] });
    expect((await api.world.wave()).Servers).toMatchObject([{ Status: 'LAUNCHED', InstanceId: 'i-1' }, { Status: 'FAILED', Error: expect.stringContaining(forgotten) }]);
    const actions = await timedOut({ Servers: [] }, () => ({ 1: late(forgotten, [serverId(1)], { Status: 'LAUNCHED', InstanceId: 'i-1', LaunchedTime: start - 8000, HealthStatus: 'PASSED', PostLaunchActionsStatus: 'IN_PROGRESS' }) }), { type: 'RECOVERY' });
    expect((await actions.post(path)).body).toMatchObject({ Status: 'FAILED' });
  });

  it('of a launch call of which nothing was heard: its job is adopted where there is one, else the call is void', async () => {
    const api = await timedOut({}, (to) => {
      const { Calls: _calls, ...wave } = late(jobOf(to, [serverId(1)]), [serverId(1)]);
      const lost = { Servers: [serverId(2)], At: start - 60, Deadline: start - 30 };
      to.emulator.startLaunch([serverId(2)], true, { ...tags, 'drs-orchestration:call': 'lost' });
      return { 1: { ...wave, Servers: [...(wave.Servers ?? []), { SourceServerId: serverId(2), Status: 'NOT_STARTED', TransitionHistory: [] }], Calls: { lost } } };
    }, { waves: [pair] });
    expect((await api.post(path)).body).toMatchObject({ Status: 'TIMEOUT', StillRunning: { length: 2 } });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', LateInstances: { length: 2 } });
  });
});

describe('a launch call that never reached DRS', () => {
  it('keeps its wave TIMEOUT until it is void, 2 minutes past its deadline; its server was then never launched', async () => {
    const over = { c: { Servers: [serverId(1)], At: start - 9000, Deadline: start - 8970, JobId: forgotten, JobEndedAt: start - 100 }, lost: { Servers: [serverId(2)], At: start, Deadline: start + 30 } };
    const servers: ServerRecord[] = [
      { SourceServerId: serverId(1), Status: 'LAUNCHED', HealthStatus: 'PASSED', RecoveryJobId: forgotten, InstanceId: 'i-1', LaunchedTime: start - 100, TransitionHistory: [] },
      { SourceServerId: serverId(2), Status: 'NOT_STARTED', TransitionHistory: [] },
    ];
    const api = await timedOut({}, () => ({ 1: { ...late(forgotten, []), Servers: servers, Calls: over } }), { waves: [pair] });
    await api.world.pass(149);
    expect((await api.post(path)).body).toMatchObject({ Status: 'TIMEOUT', Waves: [{ After: 'TIMEOUT' }] });
    await api.world.pass(1);
    expect((await api.post(path)).body).toMatchObject({ Status: 'PARTIAL' });
    expect((await api.world.wave()).Servers.map(({ Status }) => Status)).toEqual(['LAUNCHED', 'SKIPPED']);
  });
});

describe('an execution\'s status that does not follow from its waves stays', () => {
  it.each([
    ['FAILED because its machine crashed', { Status: 'FAILED', Machine: { Status: 'FAILED', At: start } }],
    ['CANCELLED by an operator', { Status: 'CANCELLED', Cancel: { By: 'ann', At: start } }],
  ] as const)('%s', async (_, header) => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]) }), { header });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    expect((await api.post(path)).body).toMatchObject({ Status: header.Status, Before: header.Status, Waves: [{ After: 'COMPLETED' }] });
    expect((await api.world.header()).Reconciliations).toMatchObject([{ Before: header.Status, After: header.Status, Waves: [1] }]);
  });
});

describe('a wave that ended with launches in the air, and not as TIMEOUT', () => {
  it('keeps its status; its servers become known, so that what they launched is cleaned up and the rest can be retried', async () => {
    const api = await timedOut({ Faults: [{ Server: serverId(2), Phase: 'LAUNCH', Fault: 'FAIL' }] }, (to) => ({ 1: { ...late(jobOf(to, [serverId(1), serverId(2)]), [serverId(1), serverId(2)]), WaveStatus: 'CANCELLED' } }), { waves: [pair], header: { Status: 'CANCELLED', Cancel: { By: 'ann', At: start } } });
    expect((await api.post(path)).body).toMatchObject({ Status: 'CANCELLED', StillRunning: [expect.any(String)] });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(3000);
    expect((await api.post(path)).body).toMatchObject({ Status: 'CANCELLED', Waves: [{ Before: 'CANCELLED', After: 'CANCELLED' }], StillRunning: [], LateInstances: { length: 1 }, CleanUp: { Status: 'PENDING', Run: 1 } });
    expect((await api.world.wave()).Servers.map(({ Status }) => Status)).toEqual(['LAUNCHED', 'FAILED']);
    expect((await api.post(path)).statusCode).toBe(409);
  });
});

describe('a reconcile that is disturbed', () => {
  const two = [planWave(1), planWave(2)];
  const bothOver = async (): Promise<EmulatedApi> => {
    const api = await timedOut({}, (to) => ({ 1: late(jobOf(to, [serverId(1)]), [serverId(1)]), 2: late(jobOf(to, [serverId(2)]), [serverId(2)]) }), { waves: two });
    api.emulator.advancePhase('COMPLETED');
    await api.world.pass(600);
    return api;
  };

  it('dies between two waves: the status follows from the waves all the same, and the next one goes on', async () => {
    const api = await bothOver();
    let writes = 0;
    api.world.hooks = {
      before: (operation) => {
        if (operation.kind !== 'write' || (writes += 1) < 2) return;
        throw new ServiceError({ service: 'DynamoDB', operation: 'TransactWriteItems', kind: 'NETWORK', message: 'the function was killed' });
      },
    };
    expect((await api.post(path)).statusCode).toBe(503);
    expect([(await api.world.header()).Status, (await api.world.wave(1)).WaveStatus, (await api.world.wave(2)).WaveStatus]).toEqual(['TIMEOUT', 'COMPLETED', 'TIMEOUT']);
    api.world.hooks = {};
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', Waves: [{ WaveNumber: 2 }] });
  });

  it('loses its answers: nothing is recorded twice', async () => {
    const api = await bothOver();
    let lost = 0;
    api.world.hooks = {
      after: (operation) => {
        if (operation.kind !== 'write' || (lost += 1) > 1) return;
        throw new ServiceError({ service: 'DynamoDB', operation: 'TransactWriteItems', kind: 'NETWORK', message: 'the answer was lost' });
      },
    };
    await api.post(path);
    await api.post(path);
    const { Status, Reconciliations, CleanUp } = await api.world.header();
    expect(Status).toBe('COMPLETED');
    expect(Reconciliations).toMatchObject([{ Before: 'TIMEOUT', After: 'COMPLETED', Waves: [1, 2] }]);
    expect(CleanUp).toMatchObject({ Status: 'PENDING', Run: 1 });
  });

  it('is asked for by two at once: each wave is on record once', async () => {
    const api = await bothOver();
    const answers = await api.postTwice(path);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const { Status, Reconciliations } = await api.world.header();
    expect(Status).toBe('COMPLETED');
    expect(Reconciliations?.flatMap(({ Waves }) => Waves).sort()).toEqual([1, 2]);
  });

  it('finds an execution TIMEOUT none of whose waves is: its status follows', async () => {
    const api = await timedOut({}, () => ({ 1: { WaveStatus: 'COMPLETED', EndTime: start } }));
    expect((await api.post(path)).body).toMatchObject({ Status: 'COMPLETED', Before: 'TIMEOUT', Waves: [] });
  });
});

describe('there is nothing to reconcile', () => {
  it('while the execution has not ended: 409', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' });
    expect(await post(world, path)).toMatchObject({ statusCode: 409, body: { ExecutionId: executionId, Status: 'POLLING' } });
  });

  it('where no wave is TIMEOUT: 409', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'FAILED' }, { 1: { WaveStatus: 'FAILED' } });
    expect(await post(world, path)).toMatchObject({ statusCode: 409, body: { Status: 'FAILED', detail: expect.stringContaining('nothing to reconcile') } });
  });

  it('of an execution nobody knows: 404; with a body that says anything: 400', async () => {
    expect((await post(new World(), path)).statusCode).toBe(404);
    expect((await post(new World(), path, { Force: true })).statusCode).toBe(400);
  });
});

import { describe, expect, it } from 'vitest';
import { cleanUpAgain, type DrsRecoveryInstance, type ExecutionHeader, type InstanceState, type ServerRecord } from '@drs-orchestration/core';
import { executionId, planWave, serverId, serverIds, start, World } from './world/world.js';

const server = (n: number, keys: Partial<ServerRecord> = {}): ServerRecord => ({ SourceServerId: serverId(n), Status: 'LAUNCHED', RecoveryJobId: 'drsjob-1', LaunchTime: start, InstanceId: `i-${n}`, TransitionHistory: [], ...keys });
const instance = (n: number, keys: Partial<DrsRecoveryInstance> = {}): DrsRecoveryInstance => ({ recoveryInstanceId: `i-${n}`, sourceServerId: serverId(n), ec2InstanceId: `i-${n}`, ec2InstanceState: 'RUNNING', jobId: 'drsjob-1', isDrill: true, ...keys });

/** A drill of one job that is over, its instances running. */
async function given(servers: readonly ServerRecord[], header: Partial<ExecutionHeader> = {}): Promise<World> {
  const world = new World();
  const ids = servers.map(({ SourceServerId }) => SourceServerId);
  await world.given(
    [planWave(1, { ServerIds: ids })],
    { Status: 'COMPLETED', EndTime: start, Locked: false, NotificationStatus: 'SENT', CleanUp: { Status: 'PENDING', Run: 0, TerminatedCount: 0, Remaining: [] }, ...header },
    { 1: { WaveStatus: 'COMPLETED', EndTime: start, Servers: servers, Calls: { c1: { Servers: ids, At: start, Deadline: start + 30, JobId: 'drsjob-1', JobEndedAt: start } } } },
  );
  servers.forEach((_, index) => world.drs.instances.push(instance(index + 1)));
  servers.forEach((_, index) => world.instances.states.set(`i-${index + 1}`, 'running'));
  return world;
}
const cleanUp = (world: World): Promise<unknown> => world.task('CleanUp');
const wait = { Answer: 'WAIT', WaitSeconds: 30 };
const done = { Answer: 'DONE' };

/** DRS forgets instances; EC2 says what became of them. */
function gone(world: World, state: InstanceState, ...numbers: readonly number[]): void {
  world.drs.instances = world.drs.instances.filter(({ recoveryInstanceId }) => !numbers.some((n) => recoveryInstanceId === `i-${n}`));
  for (const n of numbers) world.instances.states.set(`i-${n}`, state);
}

describe('cleaning a drill up [R10.3]', () => {
  it('terminates its instances once, looks every 30 s, and is done when EC2 confirms that all are gone', async () => {
    const world = await given([server(1), server(2)]);
    expect(await cleanUp(world)).toEqual(wait);
    expect(world.drs.terminations).toEqual([['i-1', 'i-2']]);
    expect(await world.header()).toMatchObject({ CleanUp: { Status: 'IN_PROGRESS', StartedAt: start, Remaining: ['i-1', 'i-2'], TerminatedCount: 0 } });
    await world.pass(30);
    expect(await cleanUp(world)).toEqual(wait);
    expect(world.drs.terminations).toHaveLength(1);
    gone(world, 'shutting-down', 1, 2);
    expect(await cleanUp(world)).toEqual(wait);
    gone(world, 'terminated', 1);
    gone(world, 'unknown', 2);
    await world.pass(30);
    expect(await cleanUp(world)).toEqual(done);
    const header = await world.header();
    expect(header.CleanUp).toMatchObject({ Status: 'COMPLETED', EndedAt: start + 60, TerminatedCount: 2, Remaining: [] });
    expect(header).not.toHaveProperty('Open');
    expect(header.Status).toBe('COMPLETED');
    for (const record of (await world.wave()).Servers) expect(record).toMatchObject({ Status: 'TERMINATED', TerminatedTime: start + 60 });
  });

  it('is not over before it has looked for what a reconciliation found meanwhile', async () => {
    const { InstanceId: _none, ...late } = server(2, { Status: 'IN_PROGRESS', TimeoutDetected: true });
    const world = await given([server(1), late]);
    world.drs.instances = [instance(1)];
    await cleanUp(world);
    gone(world, 'terminated', 1);
    const states = world.instances.describeStates.bind(world.instances);
    world.instances.describeStates = async (ids) => {
      world.instances.describeStates = states;
      // What reconciling a wave writes: its late server, and the clean-up told of it.
      await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Servers: wave.Servers.map((one) => (one.SourceServerId === serverId(2) ? server(2) : one)) }));
      await world.context.executions.changeHeader(executionId, (header) => cleanUpAgain(header, ['i-2']));
      world.drs.instances.push(instance(2));
      return states(ids);
    };
    expect(await cleanUp(world)).toEqual(wait);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'IN_PROGRESS', Remaining: ['i-2'] });
    expect(await cleanUp(world)).toEqual(wait);
    expect(world.drs.terminations).toEqual([['i-1'], ['i-2']]);
    gone(world, 'terminated', 2);
    expect(await cleanUp(world)).toEqual(done);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2 });
  });

  it('ends no instance but its own drill\'s: not a real one, not another job\'s, not one without a job', async () => {
    const world = await given([server(1), server(2), server(3), server(4)]);
    world.drs.instances = [instance(1), instance(2, { isDrill: false }), instance(3, { jobId: 'drsjob-other' }), { ...instance(4), recoveryInstanceId: 'i-4' }];
    const { jobId: _job, ...jobless } = instance(4);
    world.drs.instances[3] = jobless;
    await cleanUp(world);
    expect(world.drs.terminations).toEqual([['i-1']]);
  });

  it('asks about its own servers only', async () => {
    const { RecoveryJobId: _job, InstanceId: _id, ...never } = server(2, { Status: 'SKIPPED' });
    const world = await given([server(1), never]);
    await cleanUp(world);
    expect(world.drs.asked.find(({ operation }) => operation === 'DescribeRecoveryInstances')?.ids).toEqual([serverId(1)]);
  });

  it('ends the instance of a server that failed its health check, which stays FAILED', async () => {
    const world = await given([server(1, { Status: 'FAILED', Error: 'stopped' })]);
    await cleanUp(world);
    gone(world, 'terminated', 1);
    expect(await cleanUp(world)).toEqual(done);
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'FAILED', TerminatedTime: start });
  });

  it('ends one that no poll has named, and waits for EC2\'s word on it too', async () => {
    const { InstanceId: _none, ...unnamed } = server(1, { Status: 'STARTED' });
    const world = await given([unnamed]);
    expect(await cleanUp(world)).toEqual(wait);
    expect((await world.wave()).Servers[0]?.InstanceId).toBe('i-1');
    gone(world, 'shutting-down', 1);
    expect(await cleanUp(world)).toEqual(wait);
    gone(world, 'terminated', 1);
    expect(await cleanUp(world)).toEqual(done);
  });

  it('terminates as many at a time as one job of the account may hold', async () => {
    const world = await given(Array.from({ length: 250 }, (_, index) => server(index + 1)));
    await cleanUp(world);
    expect(world.drs.terminations.map((ids) => ids.length)).toEqual([100, 100, 50]);
    expect((await world.header()).CleanUp?.Remaining).toHaveLength(100);
  });

  it('takes what was terminated already for gone: absence is success', async () => {
    const world = await given([server(1), server(2)]);
    gone(world, 'terminated', 1, 2);
    expect(await cleanUp(world)).toEqual(done);
    expect(world.drs.terminations).toEqual([]);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2 });
  });

  it('is no work where nothing was launched, nor a second time', async () => {
    const world = await given([server(1)], { CleanUp: { Status: 'NOT_NEEDED', Run: 0, TerminatedCount: 0, Remaining: [] } });
    expect(await cleanUp(world)).toEqual(done);
    expect(world.drs.calls.size).toBe(0);
  });
});

describe('a clean-up that meets trouble', () => {
  it('tolerates a Conflict: DRS has a job on them already', async () => {
    const world = await given([server(1)]);
    world.drs.terminationFaults.push('CONFLICT');
    expect(await cleanUp(world)).toEqual(wait);
    expect((await world.header()).CleanUp).not.toHaveProperty('Error');
    expect(await cleanUp(world)).toEqual(wait);
    expect(world.drs.terminations).toHaveLength(2);
  });

  it.each(['THROTTLED', 'SERVER', 'NETWORK'] as const)('tries again after %s, and says so meanwhile', async (kind) => {
    const world = await given([server(1)]);
    world.drs.terminationFaults.push(kind);
    expect(await cleanUp(world)).toEqual(wait);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'IN_PROGRESS', Remaining: ['i-1'], Error: expect.stringContaining(kind) });
    await world.pass(30);
    await cleanUp(world);
    gone(world, 'terminated', 1);
    expect(await cleanUp(world)).toEqual(done);
    expect((await world.header()).CleanUp).not.toHaveProperty('Error');
  });

  it('never says that all is gone while DRS cannot be asked', async () => {
    const world = await given([server(1)]);
    gone(world, 'terminated', 1);
    world.drs.failReads = { kind: 'SERVER' };
    expect(await cleanUp(world)).toEqual(wait);
    expect((await world.wave()).Servers[0]).not.toHaveProperty('TerminatedTime');
  });

  it('goes on looking while EC2 cannot be asked', async () => {
    const world = await given([server(1)]);
    await cleanUp(world);
    gone(world, 'terminated', 1);
    world.instances.fail = true;
    expect(await cleanUp(world)).toEqual(wait);
    world.instances.fail = false;
    await world.pass(30);
    expect(await cleanUp(world)).toEqual(done);
  });

  it('after 20 minutes ends FAILED, naming what is left and what to do', async () => {
    const world = await given([server(1), server(2)]);
    let looks = 0;
    for (;;) {
      looks += 1;
      if (looks === 3) gone(world, 'terminated', 1);
      if (((await cleanUp(world)) as { Answer: string }).Answer === 'DONE') break;
      await world.pass(30);
    }
    expect(world.now - start).toBe(1200);
    const header = await world.header();
    expect(header.CleanUp).toMatchObject({ Status: 'FAILED', TerminatedCount: 1, Remaining: ['i-2'], Error: expect.stringContaining(`drsctl executions cleanup ${executionId}`) });
    expect(header).not.toHaveProperty('Open');
    expect(header.Status).toBe('COMPLETED');
  });

  it('is not over while DRS lists no instance of a server that it launched without naming one [R10.3]', async () => {
    const { InstanceId: _none, ...unnamed } = server(1, { LaunchedTime: start });
    const world = await given([unnamed]);
    const [late] = world.drs.instances.splice(0);
    expect(await cleanUp(world)).toEqual(wait);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'IN_PROGRESS', Error: `DRS launched ${serverId(1)} and lists no instance of it; look in EC2 whether one runs.` });
    world.drs.instances.push(...(late === undefined ? [] : [late]));
    expect(await cleanUp(world)).toEqual(wait);
    expect(world.drs.terminations).toEqual([['i-1']]);
    gone(world, 'terminated', 1);
    expect(await cleanUp(world)).toEqual(done);
    const over = (await world.header()).CleanUp;
    expect(over).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 1 });
    expect(over).not.toHaveProperty('Error');
  });

  it('looks for no instance that DRS lists as gone', async () => {
    const { InstanceId: _none, ...unnamed } = server(1, { LaunchedTime: start });
    const world = await given([unnamed]);
    world.drs.instances = [instance(1, { ec2InstanceState: 'TERMINATED' })];
    expect(await cleanUp(world)).toEqual(done);
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'COMPLETED', Remaining: [] });
    expect(world.drs.terminations).toEqual([]);
  });

  it('says after 20 minutes that it is not certain where DRS never lists one', async () => {
    const { InstanceId: _none, ...unnamed } = server(1, { LaunchedTime: start });
    const world = await given([unnamed]);
    world.drs.instances = [];
    await cleanUp(world);
    await world.pass(1200);
    expect(await cleanUp(world)).toEqual(done);
    const { CleanUp } = await world.header();
    expect(CleanUp).toMatchObject({ Status: 'FAILED', Remaining: [] });
    expect(CleanUp?.Error).toBe(`After 20 minutes it is not certain that all instances of the drill are gone; run \`drsctl executions cleanup ${executionId}\`. DRS launched ${serverId(1)} and lists no instance of it; look in EC2 whether one runs.`);
  });

  it('whenever it dies and is run again, terminates all and counts each once', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 10; nth += 1) {
        const world = await given([server(1), server(2)]);
        await cleanUp(world);
        gone(world, 'terminated', 1, 2);
        let left = nth;
        world.hooks = {
          [when]: () => {
            left -= 1;
            if (left === 0) throw new Error('died');
          },
        };
        await cleanUp(world).catch(() => undefined);
        world.hooks = {};
        expect(await cleanUp(world)).toEqual(done);
        expect((await world.header()).CleanUp, `died ${when} operation ${nth}`).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2 });
      }
    }
  });

  it('run twice at once counts each once', async () => {
    const world = await given(serverIds(3).map((_, index) => server(index + 1)));
    gone(world, 'terminated', 1, 2, 3);
    const { dispatch } = await import('../../src/dispatch.js');
    await world.run(() => Promise.all([1, 2].map(() => dispatch(world.context, { Task: 'CleanUp', ExecutionId: executionId }))));
    expect((await world.header()).CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 3 });
  });
});

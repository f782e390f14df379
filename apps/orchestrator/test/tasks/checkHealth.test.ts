import { describe, expect, it } from 'vitest';
import type { ServerRecord } from '@drs-orchestration/core';
import { executionId, planWave, serverId, start, World } from './world/world.js';

const launched = (n: number, keys: Partial<ServerRecord> = {}): ServerRecord => ({
  SourceServerId: serverId(n), Status: 'LAUNCHED', RecoveryJobId: 'drsjob-1', LaunchTime: start - 600, LaunchedTime: start, InstanceId: `i-${n}`, TransitionHistory: [], ...keys,
});
async function given(servers: readonly ServerRecord[], keys: Parameters<typeof planWave>[1] = {}): Promise<World> {
  const world = new World();
  await world.given([planWave(1, { ServerIds: servers.map((server) => server.SourceServerId), ...keys })], { Status: 'POLLING' }, { 1: { WaveStatus: 'LAUNCHING', Servers: servers } });
  return world;
}
const check = (world: World, keys: object = {}): Promise<unknown> => world.task('CheckHealth', { WaveNumber: 1, ...keys });
const statuses = async (world: World): Promise<string[]> => (await world.wave()).Servers.map((server) => `${server.Status} ${server.HealthStatus ?? '-'}`);

describe('checking the health of launched servers [R3.1] [P9]', () => {
  it('asks EC2 about all of the wave\'s instances at once; running ones pass, with their address [R3.2]', async () => {
    const world = await given([launched(1), launched(2)]);
    for (const n of [1, 2]) world.instances.states.set(`i-${n}`, 'running');
    world.instances.addresses.set('i-1', { privateIpAddress: '10.0.0.1' });
    expect(await check(world)).toEqual({ Answer: 'DONE' });
    expect(world.instances.asked).toEqual([['i-1', 'i-2']]);
    expect(await statuses(world)).toEqual(['LAUNCHED PASSED', 'LAUNCHED PASSED']);
    expect((await world.wave()).Servers[0]?.PrivateIpAddress).toBe('10.0.0.1');
  });

  it('judges nobody any more once the wave is settled: what ended then, the clean-up may have ended', async () => {
    const world = await given([launched(1)]);
    world.instances.states.set('i-1', 'shutting-down');
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, WaveStatus: 'TIMEOUT' }));
    await check(world);
    expect(await statuses(world)).toEqual(['LAUNCHED -']);
  });

  it('asks at once and then ten times, each 30 s, about those that are pending only; then they FAILED [R3.3] [R3.4] [P10]', async () => {
    const world = await given([launched(1), launched(2)]);
    world.instances.states.set('i-1', 'running');
    world.instances.states.set('i-2', 'pending');
    const answers: unknown[] = [];
    for (let look = 0; look < 11; look += 1) {
      answers.push(await check(world));
      await world.pass(30);
    }
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => ({ Answer: 'WAIT', WaitSeconds: 30 })));
    expect(answers[10]).toEqual({ Answer: 'DONE' });
    expect(world.instances.asked).toEqual([['i-1', 'i-2'], ...Array.from({ length: 10 }, () => ['i-2'])]);
    expect(await statuses(world)).toEqual(['LAUNCHED PASSED', 'FAILED TIMEOUT']);
  });

  it('a timeout is WARNING where the wave says so', async () => {
    const world = await given([launched(1, { HealthStatus: 'PENDING', HealthCheckedSince: start - 300 })], { HealthCheck: { Enabled: true, OnTimeout: 'WARN' } });
    expect(await check(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['WARNING TIMEOUT']);
  });

  it.each(['terminated', 'stopped', 'stopping', 'shutting-down'] as const)('an instance that is %s fails its server at once', async (state) => {
    const world = await given([launched(1)]);
    world.instances.states.set('i-1', state);
    expect(await check(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['FAILED FAILED']);
    expect((await world.wave()).Servers[0]?.Error).toContain(state);
  });

  it('off: EC2 is not asked at all, and the wave moves straight on [R3.5]', async () => {
    const world = await given([launched(1)], { HealthCheck: { Enabled: false, OnTimeout: 'FAIL' } });
    expect(await check(world)).toEqual({ Answer: 'DONE' });
    expect(world.instances.asked).toEqual([]);
    expect(await statuses(world)).toEqual(['LAUNCHED -']);
  });

  it('servers that did not launch are nobody\'s question', async () => {
    const world = await given([launched(1, { Status: 'FAILED' }), launched(2, { Status: 'STARTED', TimeoutDetected: true })]);
    expect(await check(world)).toEqual({ Answer: 'DONE' });
    expect(world.instances.asked).toEqual([]);
  });

  it('an instance that its job did not name is found through DRS, by server and job', async () => {
    const { InstanceId: _none, ...unnamed } = launched(1);
    const world = await given([unnamed]);
    world.drs.instances.push(
      { recoveryInstanceId: 'i-other', sourceServerId: serverId(1), ec2InstanceId: 'i-other', jobId: 'drsjob-0', isDrill: true },
      { recoveryInstanceId: 'i-found', sourceServerId: serverId(1), ec2InstanceId: 'i-found', jobId: 'drsjob-1', isDrill: true },
    );
    world.instances.states.set('i-found', 'running');
    expect(await check(world)).toEqual({ Answer: 'DONE' });
    expect((await world.wave()).Servers[0]).toMatchObject({ InstanceId: 'i-found', HealthStatus: 'PASSED' });
  });

  it('one that nobody names counts as not running yet', async () => {
    const { InstanceId: _none, ...unnamed } = launched(1);
    const world = await given([unnamed]);
    expect(await check(world)).toEqual({ Answer: 'WAIT', WaitSeconds: 30 });
    await world.pass(300);
    await check(world);
    expect(await statuses(world)).toEqual(['FAILED TIMEOUT']);
  });

  it('again, after all passed, asks nothing', async () => {
    const world = await given([launched(1)]);
    world.instances.states.set('i-1', 'running');
    await check(world);
    await check(world);
    expect(world.instances.asked).toHaveLength(1);
  });
});

describe('one server of a sequential wave [P5]', () => {
  const order = { ExecutionType: 'SEQUENTIAL' as const, ExecutionOrder: [2, 1] };
  it('is checked alone, by its place in the order', async () => {
    const world = await given([launched(1), launched(2)], order);
    world.instances.states.set('i-2', 'running');
    expect(await check(world, { Position: 1 })).toEqual({ Answer: 'DONE' });
    expect(world.instances.asked).toEqual([['i-2']]);
    expect(await statuses(world)).toEqual(['LAUNCHED -', 'LAUNCHED PASSED']);
  });
  it('waits while it is pending', async () => {
    const world = await given([launched(1), launched(2)], order);
    world.instances.states.set('i-2', 'pending');
    expect(await check(world, { Position: 1 })).toEqual({ Answer: 'WAIT', WaitSeconds: 30 });
  });
  it.each([
    ['its launch failed', launched(2, { Status: 'FAILED' })],
    ['its launch timed out', launched(2, { Status: 'STARTED', TimeoutDetected: true })],
    ['it is not healthy', launched(2)],
  ])('is FAILED where %s, which ends the wave', async (_why, server) => {
    const world = await given([launched(1), server], order);
    world.instances.states.set('i-2', 'terminated');
    expect(await check(world, { Position: 1 })).toEqual({ Answer: 'FAILED' });
  });
  it('that is WARNING lets the next one start', async () => {
    const world = await given([launched(1), launched(2, { Status: 'WARNING', HealthStatus: 'TIMEOUT' })], order);
    expect(await check(world, { Position: 1 })).toEqual({ Answer: 'DONE' });
  });
  it('whose launch actions are REQUIRED and late is FAILED', async () => {
    const world = await given([launched(1, { PostLaunchActionsStatus: 'IN_PROGRESS', TimeoutDetected: true, ActionsTimeoutDetected: true })], { ExecutionType: 'SEQUENTIAL', HealthCheck: { Enabled: false, OnTimeout: 'FAIL' } });
    await world.context.executions.changeHeader((await world.header()).ExecutionId, (header) => ({ ...header, ExecutionType: 'RECOVERY' }));
    expect(await check(world, { Position: 1 })).toEqual({ Answer: 'FAILED' });
  });
});

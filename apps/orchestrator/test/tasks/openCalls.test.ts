import { describe, expect, it } from 'vitest';
import { resolveOpenCalls, type LaunchCall, type WaveRecord } from '@drs-orchestration/core';
import { executionId, planWave, serverId, serverIds, start, World } from './world/world.js';

const call = (keys: Partial<LaunchCall> = {}): LaunchCall => ({ Servers: [serverId(1)], At: start, Deadline: start + 30, ...keys });
const tags = (id: string, execution: string = executionId): Record<string, string> => ({ 'drs-orchestration:execution-id': execution, 'drs-orchestration:wave': '1', 'drs-orchestration:call': id });

async function given(change: Partial<WaveRecord>): Promise<World> {
  const world = new World();
  await world.given([planWave(1, { ServerIds: serverIds(2) })], { Polls: 6 }, { 1: { WaveStatus: 'LAUNCHING', ...change } });
  return world;
}
async function resolve(world: World): Promise<WaveRecord> {
  return world.run(async () => resolveOpenCalls({ ...world.context, drs: world.drs }, await world.wave(), (await world.header()).Polls));
}

describe('what became of open launch calls [P28] [R9.3]', () => {
  it('found by its tag, the job is adopted, its polls counted from now', async () => {
    const world = await given({ Calls: { c1: call() } });
    const job = world.drs.strangersJob([serverId(1)], { tags: tags('c1') });
    const wave = await resolve(world);
    expect(wave.Calls['c1']).toMatchObject({ JobId: job.jobId });
    expect(wave.Servers[0]).toMatchObject({ Status: 'LAUNCHING', RecoveryJobId: job.jobId, LaunchTime: start, PollsAtLaunch: 6 });
  });

  it('is found on a later page', async () => {
    const world = await given({ Calls: { c1: call() } });
    const job = world.drs.strangersJob([serverId(1)], { tags: tags('c1') });
    for (let n = 0; n < 9; n += 1) world.drs.strangersJob([serverId(100 + n)]);
    expect((await resolve(world)).Calls['c1']).toMatchObject({ JobId: job.jobId });
  });

  it('is found although DRS\'s clock is 9 minutes behind ours', async () => {
    const world = await given({ Calls: { c1: call() } });
    const job = world.drs.strangersJob([serverId(1)], { tags: tags('c1'), createdAt: (start - 540) * 1000 });
    expect((await resolve(world)).Calls['c1']).toMatchObject({ JobId: job.jobId });
  });

  it('a stranger\'s job is never adopted: untagged, or another run\'s', async () => {
    const world = await given({ Calls: { c1: call() } });
    world.drs.strangersJob([serverId(1)]);
    world.drs.strangersJob([serverId(1)], { tags: tags('c1', 'another-execution') });
    world.drs.strangersJob([serverId(1)], { tags: tags('c2') });
    const wave = await resolve(world);
    expect(wave.Calls['c1']).toEqual(call());
    expect(wave.Servers[0]?.RecoveryJobId).toBeUndefined();
  });

  it('not found is void only when looked for 2 minutes past its deadline, or later', async () => {
    const world = await given({ Calls: { c1: call() } });
    await world.pass(149);
    expect((await resolve(world)).Calls['c1']).toEqual(call());
    await world.pass(1);
    expect((await resolve(world)).Calls['c1']).toEqual(call({ VoidedAt: start + 150 }));
    expect((await world.wave()).Servers[0]?.Status).toBe('NOT_STARTED');
  });

  it('is judged by the time before the search: a slow search proves nothing about what came after', async () => {
    const world = await given({ Calls: { c1: call() } });
    await world.pass(149);
    const list = world.drs.listJobs.bind(world.drs);
    world.drs.listJobs = async function* (since) {
      await world.clock.sleep(60_000);
      yield* list(since);
    };
    expect((await resolve(world)).Calls['c1']).toEqual(call());
  });

  it('several are decided each by itself', async () => {
    const world = await given({ Calls: { c1: call({ At: start - 300, Deadline: start - 270 }), c2: call({ Servers: [serverId(2)] }) } });
    const job = world.drs.strangersJob([serverId(2)], { tags: tags('c2') });
    const wave = await resolve(world);
    expect(wave.Calls['c1']).toMatchObject({ VoidedAt: start });
    expect(wave.Calls['c2']).toMatchObject({ JobId: job.jobId });
  });

  it('one that another writer decided meanwhile stays as that decided', async () => {
    const world = await given({ Calls: { c1: call({ At: start - 300, Deadline: start - 270 }) } });
    const before = await world.wave();
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Calls: { c1: { ...call(), JobId: 'drsjob-other' } } }));
    const wave = await world.run(() => resolveOpenCalls({ ...world.context, drs: world.drs }, before, 0));
    expect(wave.Calls['c1']).toMatchObject({ JobId: 'drsjob-other' });
    expect(wave.Calls['c1']).not.toHaveProperty('VoidedAt');
  });

  it('without any, DRS is not asked', async () => {
    const world = await given({ Calls: { c1: call({ JobId: 'drsjob-1' }) } });
    await resolve(world);
    expect(world.drs.calls.size).toBe(0);
  });

  it('while DRS cannot be asked nothing is decided', async () => {
    const world = await given({ Calls: { c1: call({ At: start - 300, Deadline: start - 270 }) } });
    world.drs.failReads = { kind: 'NETWORK' };
    await expect(resolve(world)).rejects.toMatchObject({ code: 'DRS.NETWORK' });
    expect((await world.wave()).Calls['c1']).not.toHaveProperty('VoidedAt');
  });
});

import { describe, expect, it } from 'vitest';
import { defaultQuotas, type ServerRecord } from '@drs-orchestration/core';
import { executionId, launch, oneWave, planWave, serverId, start, statuses, World } from './world/world.js';

describe('slots', () => {
  it('with 18 jobs of others running a drill of 45 waits, then launches once they are fewer', async () => {
    const world = new World();
    await world.given([oneWave(45)]);
    const others = Array.from({ length: 18 }, (_, index) => world.drs.strangersJob([serverId(1000 + index)]));
    expect(await launch(world)).toEqual({ Answer: 'WAIT', WaitSeconds: 10 });
    expect(world.drs.launches).toEqual([]);
    for (const job of others.slice(0, 4)) world.drs.change(job.jobId, { status: 'COMPLETED' });
    await world.pass(10);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches).toHaveLength(1);
  });

  it('a drill leaves 5 of the 20 free; a recovery takes them', async () => {
    const drill = new World();
    await drill.given([oneWave(1)]);
    for (let n = 0; n < 15; n += 1) drill.drs.strangersJob([serverId(1000 + n)]);
    expect(await launch(drill)).toMatchObject({ Answer: 'WAIT' });
    const recovery = new World();
    await recovery.given([oneWave(1)], { ExecutionType: 'RECOVERY' });
    for (let n = 0; n < 15; n += 1) recovery.drs.strangersJob([serverId(1000 + n)]);
    expect(await launch(recovery)).toEqual({ Answer: 'DONE' });
    expect(recovery.drs.launches[0]?.request.isDrill).toBe(false);
  });

  it('waits ever longer, 5 minutes at most, and after an hour fails the servers, saying what was in the way', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    for (let n = 0; n < 20; n += 1) world.drs.strangersJob([serverId(1000 + n)]);
    const waits: number[] = [];
    for (;;) {
      const answer = (await launch(world)) as { Answer: string; WaitSeconds?: number };
      if (answer.Answer === 'DONE') break;
      waits.push(answer.WaitSeconds ?? 0);
      await world.pass(answer.WaitSeconds ?? 0);
    }
    expect(waits.slice(0, 6)).toEqual([10, 20, 40, 80, 160, 300]);
    expect(Math.max(...waits)).toBe(300);
    expect(world.now - start).toBeLessThanOrEqual(3600 + 300);
    for (const server of (await world.wave()).Servers) expect(server).toMatchObject({ Status: 'FAILED', Error: expect.stringMatching(/slot.*20 jobs with 20 servers/) });
  });

  it('counts a call of another wave that may still be on its way: a drill leaves its 5 slots free all the same', async () => {
    const world = new World();
    await world.given([planWave(1), planWave(2)], { RecentLaunches: [{ CallId: 'call-of-wave-1', At: start - 12, Servers: 1 }] });
    for (let n = 0; n < 14; n += 1) world.drs.strangersJob([serverId(1000 + n)]);
    const launchSecond = (): Promise<unknown> => world.task('LaunchWave', { WaveNumber: 2 });
    expect(await launchSecond()).toMatchObject({ Answer: 'WAIT' });
    expect(world.drs.launches).toEqual([]);
    // Its job is listed: it is counted once. Over, it takes no slot.
    world.drs.jobs.push({ jobId: 'drsjob-ours', type: 'LAUNCH', status: 'COMPLETED', createdAt: world.clock.now(), endedAt: world.clock.now(), servers: [], tags: { 'drs-orchestration:execution-id': executionId, 'drs-orchestration:call': 'call-of-wave-1' } });
    expect(await launchSecond()).toEqual({ Answer: 'DONE' });
  });

  it('waits beyond the hour as long as this system\'s own runs give slots back, and fails an hour after the last did', async () => {
    const world = new World();
    await world.given([oneWave(1)]);
    for (let n = 0; n < 19; n += 1) world.drs.strangersJob([serverId(1000 + n)]);
    const ours = (n: number, ended: boolean): void => {
      world.drs.jobs = world.drs.jobs.filter((job) => job.jobId !== 'drsjob-other');
      world.drs.jobs.push({ jobId: 'drsjob-other', type: 'LAUNCH', status: ended ? 'COMPLETED' : 'STARTED', createdAt: world.clock.now(), ...(ended ? { endedAt: world.clock.now() } : {}), servers: [{ sourceServerId: serverId(2000 + n) }], tags: { 'drs-orchestration:execution-id': 'another' } });
    };
    for (let hour = 0; hour < 4; hour += 1) {
      ours(hour, true);
      expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
      await world.pass(3500);
      expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    }
    await world.pass(100);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect((await world.wave()).Servers).toMatchObject([{ Status: 'FAILED', Error: expect.stringMatching(/No DRS job slot was free for 3 h: 19 jobs/) as unknown }]);
  });

  it('queues for half a day at most, even behind this system\'s own runs', async () => {
    const world = new World();
    await world.given([oneWave(1)]);
    for (let n = 0; n < 20; n += 1) world.drs.strangersJob([serverId(1000 + n)]);
    for (let waited = 0; waited < 43_200; waited += 1800) {
      world.drs.jobs = [...world.drs.jobs.filter((job) => job.jobId !== 'drsjob-other'), { jobId: 'drsjob-other', type: 'LAUNCH', status: 'COMPLETED', createdAt: world.clock.now(), endedAt: world.clock.now(), servers: [], tags: { 'drs-orchestration:execution-id': 'another' } }];
      // Jobs of strangers that never end, as far as this queue goes.
      world.drs.jobs = world.drs.jobs.map((job) => (job.jobId === 'drsjob-other' ? job : { ...job, createdAt: world.clock.now() }));
      expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
      await world.pass(1800);
    }
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['FAILED']);
  });

  it('waits for this run\'s own jobs as long as a wave waits for them: one that was given up keeps its slot, and nobody queues behind it', async () => {
    const world = new World();
    const first: ServerRecord = { SourceServerId: serverId(1), Status: 'IN_PROGRESS', RecoveryJobId: 'drsjob-own', LaunchTime: start - 7200, PollsAtLaunch: 0, TransitionHistory: [] };
    await world.given([planWave(1), planWave(2)], {}, {
      1: { WaveStatus: 'LAUNCHING', StartTime: start - 7200, Servers: [first] },
      2: { WaveStatus: 'LAUNCHING', StartTime: start - 7200, SlotWaitSince: start - 7200 },
    });
    for (let n = 0; n < 14; n += 1) world.drs.strangersJob([serverId(1000 + n)]);
    world.drs.jobs.push({ jobId: 'drsjob-own', type: 'LAUNCH', status: 'STARTED', createdAt: world.clock.now(), servers: [{ sourceServerId: serverId(1) }], tags: { 'drs-orchestration:execution-id': executionId } });
    const launchSecond = (): Promise<unknown> => world.task('LaunchWave', { WaveNumber: 2 });
    expect(await launchSecond()).toMatchObject({ Answer: 'WAIT' });
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Servers: [{ ...first, TimeoutDetected: true }] }));
    expect(await launchSecond()).toEqual({ Answer: 'DONE' });
    expect((await world.wave(2)).Servers).toMatchObject([{ Status: 'FAILED', Error: expect.stringMatching(/No DRS job slot was free for 2 h: 15 jobs/) as unknown }]);
  });

  it('DRS throttling one look after hours of queueing fails nothing: its silence has an hour of its own', async () => {
    const world = new World();
    await world.given([oneWave(1)], {}, { 1: { SlotWaitSince: start - 7200, WaveStatus: 'LAUNCHING', StartTime: start - 7200 } });
    world.drs.failReads = { kind: 'THROTTLED' };
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    expect((await world.wave()).SilentSince).toBe(start);
    world.drs.failReads = undefined;
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(await world.wave()).not.toHaveProperty('SilentSince');
    expect(await statuses(world)).toEqual(['LAUNCHING']);
  });

  it('a busy DRS that cannot be asked makes it wait; after an hour it fails', async () => {
    const world = new World();
    await world.given([oneWave(1)]);
    world.drs.failReads = { kind: 'THROTTLED' };
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    await world.pass(3600);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['FAILED']);
  });

  it('a DRS that fails to answer is the Task\'s failure, named', async () => {
    const world = new World();
    await world.given([oneWave(1)]);
    world.drs.failReads = { kind: 'DENIED' };
    await expect(launch(world)).rejects.toMatchObject({ name: 'TerminalError', code: 'DRS.DENIED' });
  });

  it('where a wave can never fit at once, what fits is launched first and the rest follows', async () => {
    const world = new World({ ...defaultQuotas, concurrentJobs: 6, serversPerJob: 1 });
    await world.given([oneWave(2)]);
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    expect(world.drs.launches).toHaveLength(1);
    world.drs.launchAll(world.ourJobs()[0] ?? '');
    await world.pass(10);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect([world.jobsOf(serverId(1)), world.jobsOf(serverId(2))]).toEqual([1, 1]);
  });
});

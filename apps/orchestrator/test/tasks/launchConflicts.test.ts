import { describe, expect, it } from 'vitest';
import { drsError } from './world/scriptedDrs.js';
import { executionId, launch, oneWave, serverId, start, statuses, World } from './world/world.js';

describe('a Conflict', () => {
  it('splits off the servers that are in active jobs, with those jobs\' ids, and launches the rest in a new call', async () => {
    const world = new World();
    await world.given([oneWave(4)]);
    const job = world.drs.strangersJob([serverId(2)]);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    const { Servers } = await world.wave();
    expect(Servers.map((server) => server.Status)).toEqual(['LAUNCHING', 'FAILED', 'LAUNCHING', 'LAUNCHING']);
    expect(Servers[1]?.Error).toContain(job.jobId);
    expect(world.drs.launches.map(({ request }) => request.servers.length)).toEqual([4, 3]);
    expect(world.jobsOf(serverId(2))).toBe(0);
  });

  it('that names a server by its resourceId fails that one, and launches the rest', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.launchFaults.push({ refuse: 'CONFLICT', resourceId: serverId(1) });
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['FAILED', 'LAUNCHING']);
  });

  it('that names nobody and of which nobody is found is tried again, for the job in the way may just have ended', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.launchFaults.push({ refuse: 'CONFLICT' });
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    await world.pass(10);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['LAUNCHING', 'LAUNCHING']);
  });

  it('that names nobody for more than 5 minutes fails the servers', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.launchFaults.push({ refuse: 'CONFLICT' });
    await launch(world);
    await world.pass(301);
    world.drs.launchFaults.push({ refuse: 'CONFLICT' });
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(await statuses(world)).toEqual(['FAILED', 'FAILED']);
  });

  it('after a long wait for a slot is met with the same patience', async () => {
    const world = new World();
    await world.given([oneWave(2)], {}, { 1: { WaveStatus: 'LAUNCHING', StartTime: start - 1000, SlotWaitSince: start - 1000 } });
    world.drs.launchFaults.push({ refuse: 'CONFLICT' });
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    expect(await statuses(world)).toEqual(['NOT_STARTED', 'NOT_STARTED']);
  });

  it('with a server\'s own job (its answer was lost) adopts that job [P28]', async () => {
    const world = new World();
    await world.given([oneWave(2)], {}, { 1: { WaveStatus: 'LAUNCHING', Calls: { old: { Servers: [serverId(1)], At: start - 400, Deadline: start - 370, VoidedAt: start - 200 } } } });
    const own = world.drs.strangersJob([serverId(1)], { tags: { 'drs-orchestration:execution-id': executionId, 'drs-orchestration:call': 'old' } });
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect((await world.wave()).Servers.map((server) => server.RecoveryJobId)).toEqual([own.jobId, world.ourJobs()[0]]);
    expect(world.jobsOf(serverId(1))).toBe(1);
  });

  it('while DRS cannot say who is in the way waits', async () => {
    const world = new World();
    await world.given([oneWave(1)]);
    world.drs.launchFaults.push({ refuse: 'CONFLICT' });
    const { listJobs } = world.drs;
    let lists = 0;
    world.drs.listJobs = function (since) {
      lists += 1;
      if (lists > 1) throw drsError('SERVER', 'ListJobs');
      return listJobs.call(this, since);
    };
    expect(await launch(world)).toMatchObject({ Answer: 'WAIT' });
    expect(lists).toBe(2);
    expect(await statuses(world)).toEqual(['NOT_STARTED']);
  });
});

import { describe, expect, it } from 'vitest';
import { launch, oneWave, serverId, statuses, World } from './world/world.js';

describe('live instances', () => {
  const instance = (keys: object = {}): World['drs']['instances'][number] => ({ recoveryInstanceId: 'i-live', sourceServerId: serverId(1), ec2InstanceId: 'i-live', ec2InstanceState: 'RUNNING', isDrill: false, ...keys });

  it('a drill of a server that runs for real is refused, naming the instance; the others launch', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    world.drs.instances.push(instance());
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    const { Servers } = await world.wave();
    expect(Servers.map((server) => server.Status)).toEqual(['FAILED', 'LAUNCHING']);
    expect(Servers[0]?.Error).toContain('i-live');
    expect(world.jobsOf(serverId(1))).toBe(0);
  });

  it.each(['TERMINATED', 'NOT_FOUND'])('one that is %s is in nobody\'s way', async (ec2InstanceState) => {
    const world = new World();
    await world.given([oneWave(1)]);
    world.drs.instances.push(instance({ ec2InstanceState }));
    await launch(world);
    expect(await statuses(world)).toEqual(['LAUNCHING']);
  });

  it('a drill of a server with another unfinished run\'s drill instance is refused, naming the run; once that is over it is not', async () => {
    const owner = '00000000-0000-4000-8000-00000000000f';
    const world = new World();
    const { header } = await world.given([oneWave(1)]);
    const job = world.drs.strangersJob([serverId(9)], { status: 'COMPLETED', tags: { 'drs-orchestration:execution-id': owner } });
    world.drs.instances.push(instance({ isDrill: true, jobId: job.jobId }));
    await world.items.write({ kind: 'put', table: 'executions', item: { ...header, ExecutionId: owner } });
    await launch(world);
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'FAILED', Error: expect.stringContaining(owner) });

    const later = new World();
    await later.given([oneWave(1)]);
    const { Open: _open, ...closed } = header;
    later.drs.jobs.push(...world.drs.jobs);
    later.drs.instances.push(instance({ isDrill: true, jobId: job.jobId }));
    await later.items.write({ kind: 'put', table: 'executions', item: { ...closed, ExecutionId: owner } });
    await launch(later);
    expect((await later.wave()).Servers[0]?.Status).toBe('LAUNCHING');
  });

  it('a drill instance of nobody\'s run does not stop a drill, nor any drill instance a recovery', async () => {
    const drill = new World();
    await drill.given([oneWave(1)]);
    drill.drs.instances.push(instance({ isDrill: true }));
    await launch(drill);
    expect(await statuses(drill)).toEqual(['LAUNCHING']);
    const recovery = new World();
    await recovery.given([oneWave(1)], { ExecutionType: 'RECOVERY' });
    recovery.drs.instances.push(instance({ isDrill: true }));
    await launch(recovery);
    expect(await statuses(recovery)).toEqual(['LAUNCHING']);
  });
});

import { describe, expect, it } from 'vitest';
import { executionId, launch, oneWave, serverId, serverIds, start, statuses, World } from './world/world.js';

describe('launching a wave', () => {
  it('makes one job of it, tagged as ours, a drill marked as such; its servers are LAUNCHING and the finder watches [R1.4] [R2.2] [P4]', async () => {
    const world = new World();
    await world.given([oneWave(3)]);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches).toHaveLength(1);
    expect(world.drs.launches[0]?.request).toMatchObject({ isDrill: true, servers: serverIds(3).map((sourceServerId) => ({ sourceServerId, recoverySnapshotId: 'LATEST' })) });
    expect(world.drs.launches[0]?.request.tags).toMatchObject({ 'drs-orchestration:execution-id': executionId, 'drs-orchestration:wave': '1' });
    expect(await world.wave()).toMatchObject({ WaveStatus: 'LAUNCHING', StartTime: start });
    for (const server of (await world.wave()).Servers) expect(server).toMatchObject({ Status: 'LAUNCHING', RecoveryJobId: world.ourJobs()[0], LaunchTime: start });
    expect(await world.header()).toMatchObject({ Status: 'POLLING', Phase: 'LAUNCHING', NextPollTime: start + 15 });
  });

  it('makes two jobs of 150 servers, called within 5 s [P4]', async () => {
    const world = new World();
    await world.given([oneWave(150)]);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches.map(({ request }) => request.servers.length)).toEqual([100, 50]);
    const times = world.drs.launches.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(5000);
  });

  it('in order launches the one at the position alone, by ExecutionOrder [R1.5] [P5]', async () => {
    const world = new World();
    await world.given([oneWave(3, { ExecutionType: 'SEQUENTIAL', ExecutionOrder: [3, 1, 2] })]);
    expect(await world.task('LaunchServer', { WaveNumber: 1, Position: 1 })).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches.map(({ request }) => request.servers.map((server) => server.sourceServerId))).toEqual([[serverId(3)]]);
    expect(await statuses(world)).toEqual(['NOT_STARTED', 'NOT_STARTED', 'LAUNCHING']);
  });

  it('brings the next poll forward, never back', async () => {
    const world = new World();
    await world.given([oneWave(1)], { Status: 'POLLING', Phase: 'STARTED', NextPollTime: start + 3 });
    await launch(world);
    expect(await world.header()).toMatchObject({ Phase: 'STARTED', NextPollTime: start + 3 });
  });

  it('again launches nothing more [P28]', async () => {
    const world = new World();
    await world.given([oneWave(3)]);
    await launch(world);
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches).toHaveLength(1);
  });

  it('of a settled wave does nothing', async () => {
    const world = new World();
    await world.given([oneWave(2)], {}, { 1: { WaveStatus: 'SKIPPED' } });
    expect(await launch(world)).toEqual({ Answer: 'DONE' });
    expect(world.drs.launches).toEqual([]);
  });

  it('that awaits approval is refused', async () => {
    const world = new World();
    await world.given([oneWave(2)], {}, { 1: { WaveStatus: 'AWAITING_APPROVAL', Approval: { RequestedAt: start, ExpiresAt: start + 60 } } });
    await expect(launch(world)).rejects.toMatchObject({ name: 'TerminalError', code: 'WaveNotApproved' });
    expect(world.drs.launches).toEqual([]);
  });

  it.each(['CANCELLING', 'CANCELLED', 'FAILED', 'PENDING'] as const)('of a %s execution is refused [R4.5]', async (Status) => {
    const world = new World();
    await world.given([oneWave(2)], { Status });
    await expect(launch(world)).rejects.toMatchObject({ name: 'TerminalError', code: 'ExecutionNotRunning' });
    expect(world.drs.launches).toEqual([]);
  });

  it('of an execution whose machine has ended is refused: nobody would follow the job', async () => {
    const world = new World();
    await world.given([oneWave(2)], { Status: 'POLLING', Machine: { Status: 'TIMED_OUT', At: start } });
    await expect(launch(world)).rejects.toMatchObject({ code: 'ExecutionNotRunning' });
    expect(world.drs.launches).toEqual([]);
  });

  it('is refused when the cancel comes between the look and the intent: nothing is sent', async () => {
    const world = new World();
    await world.given([oneWave(2)]);
    let cancelled = false;
    world.hooks = {
      before: async (operation) => {
        if (operation.kind !== 'write' || operation.writes.length < 2 || cancelled) return;
        cancelled = true;
        await world.context.executions.changeHeader(executionId, (header) => ({ ...header, Status: 'CANCELLING' }));
      },
    };
    await expect(launch(world)).rejects.toMatchObject({ code: 'ExecutionNotRunning' });
    expect(cancelled).toBe(true);
    expect(world.drs.launches).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type WaveRecord } from '@drs-orchestration/core';
import { executionId, launching, participant, server, serverId, start, statuses, World } from './world.js';

describe('open launch calls', () => {
  const open = (At: number): Partial<WaveRecord> => ({ WaveStatus: 'LAUNCHING', Servers: [server(1, 'NOT_STARTED')], Calls: { c1: { Servers: [serverId(1)], At, Deadline: At + 30 } } });
  const tags = { 'drs-orchestration:execution-id': executionId, 'drs-orchestration:call': 'c1' };

  it('are resolved: found by its tag, the job is adopted and followed in the same poll', async () => {
    const world = new World();
    await world.given([open(start)], { Polls: 3 });
    world.drs.job('drsjob-7', 'STARTED', [participant(1, 'IN_PROGRESS')], { tags });
    await world.poll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'IN_PROGRESS', RecoveryJobId: 'drsjob-7', PollsAtLaunch: 4 });
  });

  it('are polled for as often as a launch', async () => {
    const world = new World();
    await world.given([open(start)], { Phase: 'IDLE' });
    await world.poll();
    expect(await world.header()).toMatchObject({ Phase: 'LAUNCHING', NextPollTime: start + 15 });
  });

  it('stay open while DRS is silent', async () => {
    const world = new World();
    await world.given([open(start - 400)]);
    world.drs.fails = { kind: 'NETWORK', operation: 'ListJobs' };
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect((await world.wave()).Calls['c1']).not.toHaveProperty('VoidedAt');
  });

  it('a server LAUNCHING without a job id is logged and passed over [B10]', async () => {
    const { RecoveryJobId: _none, ...lost } = server(1, 'LAUNCHING');
    const world = new World();
    await world.given([launching([lost, server(2, 'STARTED')])]);
    world.drs.job('drsjob-1', 'STARTED', [participant(2, 'IN_PROGRESS')]);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect(await statuses(world)).toEqual(['LAUNCHING', 'IN_PROGRESS']);
    expect(world.lines.some((line) => line.level === 'warn' && JSON.stringify(line.fields).includes(serverId(1)))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { executionId, launching, participant, server, serverId, start, statuses, World } from './world.js';

describe('when DRS is silent [A17] [R4.4] [T2.3.2]', () => {
  it.each(['THROTTLED', 'NETWORK', 'SERVER', 'DENIED'] as const)('%s: the poll ends well, is logged and counted, and the next one asks again', async (kind) => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])], { Phase: 'STARTED' });
    world.drs.fails = { kind };
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED', ChangedWaves: [] });
    expect(world.lines.some((line) => line.level === 'warn' && line.fields['ExecutionId'] === executionId && String(line.fields['reason']).includes(kind))).toBe(true);
    expect(await world.header()).toMatchObject({ Status: 'POLLING', Polls: 1, NextPollTime: start + 15 });
    world.drs.fails = undefined;
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'IN_PROGRESS')]);
    await world.nextPoll();
    expect(await statuses(world)).toEqual(['IN_PROGRESS']);
  });

  it('timeouts are judged all the same, and who waits is told [T1.5.2]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')], { Tokens: { LAUNCH: 't1' } })]);
    world.drs.fails = { kind: 'SERVER' };
    await world.pass(1801);
    await world.poll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'STARTED', TimeoutDetected: true });
    expect(world.answers).toEqual([{ token: 't1', answer: { Answer: 'SETTLED' } }]);
  });

  it.each([
    ['about instances', 'DescribeRecoveryInstances'],
    ['about the job\'s log', 'DescribeJobLog'],
  ])('%s: the servers concerned stay as they are until it answers; the others go on', async (_what, operation) => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS'), server(2, 'IN_PROGRESS')])]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1), participant(2, 'LAUNCHED', 'i-2')]);
    world.drs.logs.set('drsjob-1', [{ event: 'LAUNCH_FAILED', sourceServerId: serverId(1), rawError: 'no capacity' }]);
    world.drs.fails = { kind: 'THROTTLED', operation };
    await world.poll();
    expect(await statuses(world)).toEqual(['IN_PROGRESS', 'LAUNCHED']);
    world.drs.fails = undefined;
    await world.nextPoll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'FAILED', Error: 'no capacity' });
  });

  it('a fault of ours is not taken for DRS\'s', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])]);
    world.drs.meanwhile = () => Promise.reject(new TypeError('a bug'));
    await expect(world.poll()).rejects.toThrow('a bug');
  });
});

import { describe, expect, it } from 'vitest';
import { executionId, launching, participant, server, start, World } from './world.js';

describe('metrics and the log', () => {
  it('say what was polled, how long it took, what launched and what failed, and how late that was seen [A22]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED'), server(2, 'STARTED'), server(3, 'STARTED')]), {}]);
    await world.pass(20);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1'), participant(2, 'LAUNCHED', 'i-2'), participant(3, 'FAILED')], { endedAt: (start + 8) * 1000 });
    await world.poll();
    const value = (name: string): number | undefined => world.measured.find((measured) => measured.name === name)?.value;
    expect(world.measured.find(({ name }) => name === 'ActivePollingExecutions')).toMatchObject({ value: 1, dimensions: { ExecutionType: 'DRILL' } });
    expect(world.measured.find(({ name }) => name === 'PollingDuration')?.dimensions).toHaveProperty('ExecutionPhase');
    expect([value('WavesPolled'), value('ServersLaunched'), value('ServersFailed'), value('DetectionDelay')]).toEqual([1, 2, 1, 12]);
    await world.nextPoll();
    expect(world.measured.filter(({ name }) => name === 'DetectionDelay')).toHaveLength(1);
  });

  it('each server that failed is named once, with its job and the reason [B6]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED'), server(2, 'STARTED')]), {}]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1'), participant(2, 'FAILED')], { endedAt: (start + 8) * 1000 });
    await world.poll();
    await world.nextPoll();
    expect(world.lines.filter(({ message }) => message === 'a server failed').map(({ fields }) => fields)).toEqual([
      { ExecutionId: executionId, WaveNumber: 1, SourceServerId: server(2, 'FAILED').SourceServerId, RecoveryJobId: 'drsjob-1', reason: expect.stringContaining('ended without launching it') },
    ]);
  });

  it('every line carries the execution\'s id [B6]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])]);
    world.drs.fails = { kind: 'SERVER' };
    await world.poll();
    await world.poll(start);
    expect(world.lines.length).toBeGreaterThan(1);
    for (const line of world.lines) expect(line.fields, line.message).toMatchObject({ ExecutionId: executionId });
  });
});

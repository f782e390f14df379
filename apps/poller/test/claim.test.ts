import { describe, expect, it } from 'vitest';
import { claimPoll } from '../src/claim.js';
import { pollExecution } from '../src/pollExecution.js';
import { executionId, launching, server, start, World } from './world.js';

const waves = [launching([server(1, 'STARTED')])];

describe('claiming a poll', () => {
  it('moves NextPollTime on by the phase\'s interval, and counts the poll', async () => {
    for (const [Phase, seconds] of [['PENDING', 45], ['STARTED', 15], ['LAUNCHING', 15], ['IN_PROGRESS', 30], ['IDLE', 300]] as const) {
      const world = new World();
      await world.given(waves, { Phase, Polls: 4 });
      await claimPoll(world.context, executionId, start);
      expect(await world.header()).toMatchObject({ LastPolledTime: start, NextPollTime: start + seconds, Polls: 5 });
    }
  });

  it('of two pollers called for one time only one gets it [B4]', async () => {
    const world = new World();
    await world.given(waves);
    world.drs.job('drsjob-1', 'STARTED');
    const outcomes = await world.clock.run(() => Promise.all([1, 2, 3].map(() => pollExecution(world.context, executionId, start))));
    expect(outcomes.map(({ Outcome }) => Outcome).sort()).toEqual(['POLLED', 'TAKEN', 'TAKEN']);
    expect((await world.header()).Polls).toBe(1);
    expect(world.drs.asked.filter(({ operation }) => operation === 'DescribeJobs')).toHaveLength(1);
  });

  it('before its time is refused; at its time it is not, whoever calls', async () => {
    const world = new World();
    await world.given(waves, { NextPollTime: start + 10 });
    expect(await world.poll()).toMatchObject({ Outcome: 'TAKEN' });
    expect(world.writes).toEqual([]);
    await world.pass(10);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
  });

  it('that a launch brought forward since the finder looked is made all the same', async () => {
    const world = new World();
    await world.given(waves, { NextPollTime: start - 3 });
    expect(await world.poll(start + 200)).toMatchObject({ Outcome: 'POLLED' });
  });

  it('called for late, after the poll was made, is refused', async () => {
    const world = new World();
    await world.given(waves);
    await world.poll(start);
    expect(await world.poll(start)).toMatchObject({ Outcome: 'TAKEN' });
  });

  it('of a record that was never polled is made at once', async () => {
    const world = new World();
    await world.given(waves);
    await world.context.executions.changeHeader(executionId, ({ NextPollTime: _next, Phase: _phase, ...header }) => header);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
  });

  it.each(['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'PARTIAL', 'TIMEOUT', 'CANCELLED'] as const)('of a %s execution is not made', async (Status) => {
    const world = new World();
    await world.given(waves, { Status });
    expect(await world.poll(start)).toEqual({ ExecutionId: executionId, Outcome: 'NOT_WATCHED' });
    expect(world.writes).toEqual([]);
    expect(world.drs.asked).toEqual([]);
  });
});

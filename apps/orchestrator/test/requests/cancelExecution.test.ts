import { describe, expect, it } from 'vitest';
import { executionId, planWave, start, World } from '../tasks/world/world.js';
import { caller, post, type Answer } from './requests.js';

describe('POST /executions/{id}/cancel [R4.5]', () => {
  const cancel = (world: World, body?: unknown): Promise<Answer> => post(world, `/executions/${executionId}/cancel`, body);

  it('makes it CANCELLING, by whom and why, due at once, and stops the machine', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING', NextPollTime: start + 300 });
    world.machine.states.set(executionId, { status: 'RUNNING' });
    expect(await cancel(world, { Reason: 'wrong plan' })).toMatchObject({ statusCode: 202, body: { ExecutionId: executionId, Status: 'CANCELLING' } });
    expect(await world.header()).toMatchObject({ Status: 'CANCELLING', NextPollTime: start, Cancel: { By: caller, At: start, Reason: 'wrong plan' } });
    expect(world.machine.stops).toEqual([executionId]);
  });

  it('again is as good, and keeps the first reason', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    await cancel(world, { Reason: 'first' });
    expect((await cancel(world, { Reason: 'second' })).statusCode).toBe(202);
    expect((await world.header()).Cancel?.Reason).toBe('first');
  });

  it.each(['COMPLETED', 'FAILED', 'PARTIAL', 'TIMEOUT', 'CANCELLED'] as const)('of one that is %s is 409', async (Status) => {
    const world = new World();
    await world.given([planWave(1)], { Status });
    expect(await cancel(world)).toMatchObject({ statusCode: 409, body: { Status } });
    expect(world.machine.stops).toEqual([]);
  });

  it('is accepted even where the machine cannot be stopped now: the poller stops it', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    world.machine.unreachable = true;
    expect((await cancel(world)).statusCode).toBe(202);
    expect((await world.header()).Status).toBe('CANCELLING');
  });

  it('of one nobody knows is 404; a body with faults is 400', async () => {
    expect((await cancel(new World())).statusCode).toBe(404);
    const world = new World();
    await world.given([planWave(1)]);
    expect((await cancel(world, { Reason: 'x'.repeat(401), By: 'me' })).statusCode).toBe(400);
    expect((await world.header()).Status).toBe('RUNNING');
  });
});

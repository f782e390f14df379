import { describe, expect, it } from 'vitest';
import { executionId, planWave, start, World } from '../tasks/world/world.js';
import { caller, post, type Answer } from './requests.js';

describe('approving and rejecting', () => {
  const decide = (world: World, action: 'approve' | 'reject', body: unknown = { WaveNumber: 1, Reason: 'checked' }): Promise<Answer> => post(world, `/executions/${executionId}/${action}`, body);
  async function waiting(header: object = {}): Promise<World> {
    const world = new World();
    await world.given([planWave(1, { PauseBefore: true, ApprovalTimeoutSeconds: 600 }), planWave(2)], header);
    await world.task('AwaitApproval', { WaveNumber: 1, Token: 'a1' });
    return world;
  }

  it.each([['approve', 'APPROVED'], ['reject', 'REJECTED']] as const)('%s records who and why, and the wave hears of it', async (action, Decision) => {
    const world = await waiting();
    await world.pass(60);
    expect(await decide(world, action)).toMatchObject({ statusCode: 202, body: { ExecutionId: executionId, WaveNumber: 1, Decision } });
    expect((await world.wave()).Approval).toMatchObject({ Decision, By: caller, At: start + 60, Reason: 'checked' });
    expect(world.machine.answers).toEqual([{ token: 'a1', output: { Answer: Decision } }]);
  });

  it('the same answer again is as good; the other one is a conflict that says who was first', async () => {
    const world = await waiting();
    await decide(world, 'approve');
    expect((await decide(world, 'approve')).statusCode).toBe(202);
    const answer = await decide(world, 'reject');
    expect(answer.statusCode).toBe(409);
    expect(answer.body['detail']).toContain(caller);
    expect((await world.wave()).Approval?.Decision).toBe('APPROVED');
  });

  it('an answer that was recorded but not heard is sent by the next one', async () => {
    const world = await waiting();
    world.machine.unreachable = true;
    expect((await decide(world, 'approve')).statusCode).toBe(202);
    world.machine.unreachable = false;
    await decide(world, 'approve');
    expect(world.machine.answers).toHaveLength(1);
  });

  it('of a wave that does not wait is 409, and of one that waits no more', async () => {
    const world = await waiting();
    expect((await decide(world, 'approve', { WaveNumber: 2 })).statusCode).toBe(409);
    await world.pass(600);
    expect(await decide(world, 'approve')).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('time ran out') } });
    await world.task('SettleWave', { WaveNumber: 1, Failure: '' });
    expect(await decide(world, 'approve')).toMatchObject({ statusCode: 409, body: { Status: 'CANCELLED' } });
  });

  it('of a run that is being cancelled is 409: nothing will come of it', async () => {
    const world = await waiting();
    await post(world, `/executions/${executionId}/cancel`);
    expect((await decide(world, 'approve')).statusCode).toBe(409);
    expect((await world.wave()).Approval).not.toHaveProperty('Decision');
  });

  it('of a wave or a run nobody knows is 404, with faults 400', async () => {
    const world = await waiting();
    expect((await decide(world, 'approve', { WaveNumber: 9 })).statusCode).toBe(404);
    expect((await decide(new World(), 'reject')).statusCode).toBe(404);
    expect((await decide(world, 'approve', {})).statusCode).toBe(400);
    expect((await decide(world, 'approve', { WaveNumber: 0 })).statusCode).toBe(400);
  });

  it('a rejected wave is CANCELLED with who and why, its dependents SKIPPED; all rejected, the run is CANCELLED', async () => {
    const world = new World();
    await world.given([planWave(1, { PauseBefore: true }), planWave(2, { Dependencies: [1] })]);
    await world.task('AwaitApproval', { WaveNumber: 1, Token: 'a1' });
    await decide(world, 'reject', { WaveNumber: 1, Reason: 'not today' });
    await world.task('SettleWave', { WaveNumber: 1, Failure: '' });
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect(await world.wave(1)).toMatchObject({ WaveStatus: 'CANCELLED', Errors: [{ Message: expect.stringContaining('not today') }] });
    expect((await world.wave(2)).WaveStatus).toBe('SKIPPED');
    await world.task('FinalizeExecution', { Failure: '' });
    expect((await world.header()).Status).toBe('CANCELLED');
  });
});

import { ServiceError } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/dispatch.js';
import { caller, event, post, sendWithin, type Answer } from '../requests/requests.js';
import { executionId, planWave, start, World } from './world/world.js';

/** A run whose wave 1 asked for an approval for which 60 s were given, of which `left` are left. */
async function asked(left = 0): Promise<World> {
  const world = new World();
  await world.given([planWave(1, { PauseBefore: true, ApprovalTimeoutSeconds: 60 })]);
  await world.task('AwaitApproval', { WaveNumber: 1, Token: 'a1' });
  await world.pass(60 - left);
  return world;
}

const close = (world: World): Promise<unknown> => world.task('CloseApproval', { WaveNumber: 1 });
const decide = (world: World, action: 'approve' | 'reject'): Promise<Answer> => post(world, `/executions/${executionId}/${action}`, { WaveNumber: 1 });
const unanswered = { WaveStatus: 'CANCELLED', EndTime: start + 60, Servers: [{ Status: 'CANCELLED' }], Errors: [{ Code: 'ApprovalTimedOut', Message: 'Wave 1 (Wave 1) was not approved within 60 s' }] };

describe('closing the wait for an approval', () => {
  it('that nobody answered settles the wave there and then, as CANCELLED, in one write', async () => {
    const world = await asked();
    const { Rev } = await world.wave();
    expect(await close(world)).toEqual({ Answer: 'REJECTED' });
    expect(await world.wave()).toMatchObject({ ...unanswered, Rev: Rev + 1 });
  });

  it('a second time, or settling the wave afterwards, changes nothing, and is logged once', async () => {
    const world = await asked();
    await close(world);
    const once = await world.wave();
    await world.pass(30);
    expect(await close(world)).toEqual({ Answer: 'REJECTED' });
    expect(await world.task('SettleWave', { WaveNumber: 1, Failure: '' })).toEqual({ Succeeded: false });
    expect(await world.wave()).toEqual(once);
    expect(world.log.lines.filter(({ message }) => message.startsWith('wave settled'))).toMatchObject([{ level: 'warn', fields: { WaveNumber: 1, WaveStatus: 'CANCELLED', Errors: [{ Code: 'ApprovalTimedOut' }] } }]);
  });

  it('whose approval is on record, and was not heard, lets the wave launch', async () => {
    const world = await asked(1);
    world.machine.unreachable = true;
    await decide(world, 'approve');
    await world.pass(10);
    world.machine.unreachable = false;
    const before = await world.wave();
    expect(await close(world)).toEqual({ Answer: 'APPROVED' });
    expect(await world.wave()).toEqual(before);
    expect(await world.task('LaunchWave', { WaveNumber: 1 })).toEqual({ Answer: 'DONE' });
    expect(await world.wave()).toMatchObject({ WaveStatus: 'LAUNCHING', StartTime: start + 69, Approval: { Decision: 'APPROVED', By: caller }, Errors: [] });
    expect(world.ourJobs()).toHaveLength(1);
  });

  it('whose rejection is on record leaves it to the settling, which says who rejected it', async () => {
    const world = await asked(1);
    await decide(world, 'reject');
    expect(await close(world)).toEqual({ Answer: 'REJECTED' });
    expect((await world.wave()).WaveStatus).toBe('AWAITING_APPROVAL');
    await world.task('SettleWave', { WaveNumber: 1, Failure: '' });
    expect(await world.wave()).toMatchObject({ WaveStatus: 'CANCELLED', Errors: [{ Code: 'ApprovalRejected' }] });
  });

  it('of a run that is being cancelled launches nothing, though the wave was approved', async () => {
    const world = await asked(1);
    await decide(world, 'approve');
    await world.context.executions.changeHeader(executionId, (header) => ({ ...header, Status: 'CANCELLING', NextPollTime: world.now, Cancel: { By: 'ann', At: world.now } }));
    expect(await close(world)).toEqual({ Answer: 'REJECTED' });
    await world.task('SettleWave', { WaveNumber: 1, Failure: '' });
    expect(await world.wave()).toMatchObject({ WaveStatus: 'CANCELLED', Errors: [] });
  });

  it('of a wave that is settled already launches nothing, though it was approved', async () => {
    const world = await asked(1);
    await decide(world, 'approve');
    await world.task('SettleWave', { WaveNumber: 1, Failure: { Error: 'TerminalError', Cause: 'it broke' } });
    expect(await close(world)).toEqual({ Answer: 'REJECTED' });
    expect((await world.wave()).WaveStatus).toBe('FAILED');
  });

  it('refuses whoever answers just afterwards, though by his clock there is time left', async () => {
    for (const action of ['approve', 'reject'] as const) {
      const world = await asked(5);
      await close(world);
      expect(await decide(world, action)).toMatchObject({ statusCode: 409, body: { Status: 'CANCELLED', detail: expect.stringContaining('which is final') } });
      expect((await world.wave()).Approval).not.toHaveProperty('Decision');
    }
  });

  it('and an approval that come together never end as approved and CANCELLED: whoever writes first decides', async () => {
    for (const [first, second] of [['close', 'approve'], ['approve', 'close']] as const) {
      const world = await asked(5);
      const write = async (who: 'close' | 'approve'): Promise<unknown> =>
        who === 'close'
          ? dispatch(world.context, { Task: 'CloseApproval', ExecutionId: executionId, WaveNumber: 1 })
          : (await sendWithin(world, event('POST', `/executions/${executionId}/approve`, { WaveNumber: 1 }))).statusCode;
      // The second one writes between the first one's read and its write, which is refused therefore and decided again.
      const outcome: Record<string, unknown> = {};
      world.hooks = {
        before: async ({ kind }) => {
          if (kind !== 'write') return;
          world.hooks = {};
          outcome[second] = await write(second);
        },
      };
      outcome[first] = await world.run(() => write(first));
      const { WaveStatus, Approval } = await world.wave();
      const expected = second === 'close' ? { close: 'REJECTED', approve: 409, record: ['CANCELLED', undefined] } : { close: 'APPROVED', approve: 202, record: ['AWAITING_APPROVAL', 'APPROVED'] };
      expect({ close: (outcome['close'] as { readonly Answer: string }).Answer, approve: outcome['approve'], record: [WaveStatus, Approval?.Decision] }).toEqual(expected);
    }
  });

  it.each(['THROTTLED', 'NETWORK', 'SERVER'] as const)('and finding the store silent (%s) is tried again: an approved wave does not fail for that [R4.4] [R9.4]', async (kind) => {
    const world = await asked();
    world.hooks = {
      before: () => {
        throw new ServiceError({ service: 'DynamoDB', operation: 'GetItem', kind, message: 'DynamoDB is away' });
      },
    };
    await expect(close(world)).rejects.toMatchObject({ name: 'RetryableError', code: 'ServiceSilent' });
  });
});

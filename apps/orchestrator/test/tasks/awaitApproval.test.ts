import { describe, expect, it } from 'vitest';
import { executionId, planWave, start, topic, World } from './world/world.js';

describe('asking for approval', () => {
  const paused = async (world: World): Promise<void> => void (await world.given([planWave(1, { PauseBefore: true, ApprovalTimeoutSeconds: 600 })]));
  const ask = (world: World, Token: string = 'a1'): Promise<unknown> => world.task('AwaitApproval', { WaveNumber: 1, Token });

  it('makes the wave AWAITING_APPROVAL and says so, and how to answer', async () => {
    const world = new World();
    await paused(world);
    await ask(world);
    expect(await world.wave()).toMatchObject({ WaveStatus: 'AWAITING_APPROVAL', Approval: { RequestedAt: start, ExpiresAt: start + 600 }, Tokens: { APPROVAL: 'a1' } });
    expect(world.notifier.published).toMatchObject([{ topicArn: topic, message: { Type: 'ApprovalRequested', ExecutionId: executionId, WaveNumber: 1 } }]);
  });

  it('again asks nobody again, and keeps the time it was asked', async () => {
    const world = new World();
    await paused(world);
    await ask(world);
    await world.pass(60);
    await ask(world, 'a2');
    expect(world.notifier.published).toHaveLength(1);
    expect(await world.wave()).toMatchObject({ Approval: { RequestedAt: start }, Tokens: { APPROVAL: 'a2' } });
  });

  it('that died before its message was sent sends it when it runs again', async () => {
    for (let nth = 1; nth <= 6; nth += 1) {
      const world = new World();
      await paused(world);
      let left = nth;
      const die = (): void => {
        left -= 1;
        if (left === 0) throw new Error('died');
      };
      world.hooks = { before: die };
      await ask(world).catch(() => undefined);
      world.hooks = {};
      await ask(world);
      expect(world.notifier.published.length, `died at operation ${nth}`).toBeGreaterThanOrEqual(1);
      expect((await world.wave()).Tokens).toEqual({ APPROVAL: 'a1' });
    }
  });

  it('goes on where the message cannot be published, or there is no topic [R8.3] [R8.4]', async () => {
    const failing = new World();
    await paused(failing);
    failing.notifier.fail = true;
    await ask(failing);
    expect((await failing.wave()).Tokens).toEqual({ APPROVAL: 'a1' });
    expect(failing.log.lines.some((line) => line.level === 'error')).toBe(true);
    const silent = new World();
    await silent.given([planWave(1, { PauseBefore: true })]);
    await silent.context.executions.changeHeader(executionId, ({ SnsTopicArn: _none, ...header }) => header);
    await ask(silent);
    expect((await silent.wave()).WaveStatus).toBe('AWAITING_APPROVAL');
    expect(silent.notifier.published).toEqual([]);
  });

  it('of a wave that was SKIPPED meanwhile asks nobody', async () => {
    const world = new World();
    await world.given([planWave(1, { PauseBefore: true })], {}, { 1: { WaveStatus: 'SKIPPED' } });
    await ask(world);
    expect(world.notifier.published).toEqual([]);
  });
});

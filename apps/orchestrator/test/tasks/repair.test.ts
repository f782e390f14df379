import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/dispatch.js';
import { inTheAir, launched, machineEnded } from './world/history.js';
import { executionId, planWave, start, World } from './world/world.js';

const repair = (world: World): Promise<unknown> => world.task('Repair');

describe('a run that was accepted', () => {
  it('and has no machine after a minute gets one; not before', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    await world.pass(59);
    await repair(world);
    expect(world.machine.starts).toEqual([]);
    await world.pass(1);
    await repair(world);
    expect(world.machine.starts).toEqual([{ name: executionId, input: { Mode: 'RUN', ExecutionId: executionId } }]);
    await repair(world);
    expect(world.machine.starts).toHaveLength(1);
  });

  it('and whose machine cannot be started is tried again each time, and not once it is cancelled', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    await world.pass(60);
    await repair(world);
    world.machine.states.clear();
    await world.pass(1);
    await repair(world);
    expect(world.machine.starts).toHaveLength(2);
    expect((await world.header()).MachineStartedAt).toBe(start + 61);
    world.machine.states.clear();
    await world.context.executions.changeHeader(executionId, (header) => ({ ...header, Status: 'CANCELLING', Cancel: { By: 'ann', At: start + 61 } }));
    await repair(world);
    expect(world.machine.starts).toHaveLength(2);
  });

  it('and whose machine was started late may be unknown for a minute from then [R4.3]', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    await world.pass(200);
    await repair(world);
    await world.context.executions.changeHeader(executionId, (header) => ({ ...header, Status: 'RUNNING' }));
    world.machine.states.clear();
    await world.pass(59);
    await repair(world);
    expect(await world.header()).not.toHaveProperty('Machine');
    await world.pass(1);
    await repair(world);
    expect(await world.header()).toMatchObject({ Status: 'FAILED', Machine: { Status: 'ABORTED' } });
  });

  it('and whose machine runs is left to it, but those who wait are answered', async () => {
    const world = new World();
    await world.given([planWave(1)], {}, { 1: { Tokens: { DEPENDENCIES: 't1' } } });
    world.machine.states.set(executionId, { status: 'RUNNING' });
    await repair(world);
    expect(world.machine.answers).toEqual([{ token: 't1', output: { Answer: 'START' } }]);
    expect((await world.header()).Status).toBe('RUNNING');
  });

  it('and is not open any more, or not known, needs nothing', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    await world.context.executions.changeHeader(executionId, ({ Open: _open, ...header }) => header);
    await world.pass(120);
    await repair(world);
    expect(world.machine.starts).toEqual([]);
    expect(await new World().task('Repair')).toEqual({});
  });
});

describe('a run whose machine has ended without it', () => {
  it('TIMED_OUT, with nothing in the air: FAILED, and the timeout is the reason [R4.3]', async () => {
    const world = new World();
    await world.given([planWave(1), planWave(2, { Dependencies: [1] })], { Status: 'POLLING' }, { 1: launched });
    world.machine.states.set(executionId, { status: 'TIMED_OUT' });
    await repair(world);
    const header = await world.header();
    expect(header).toMatchObject({ Status: 'FAILED', EndTime: start, Locked: false, NotificationStatus: 'SENT', Machine: { Status: 'TIMED_OUT' } });
    expect(header.Errors).toMatchObject([{ Code: 'StateMachineEnded', Message: expect.stringContaining('timed out') }]);
    expect((await world.wave(2)).WaveStatus).toBe('SKIPPED');
    expect(world.notifier.published[0]?.message).toMatchObject({ Status: 'FAILED' });
  });

  it('with jobs outstanding is left to the poller, due now', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'RUNNING' }, { 1: inTheAir });
    await world.pass(60);
    world.machine.states.set(executionId, { status: 'FAILED', error: 'States.Runtime', cause: 'x'.repeat(5000) });
    await repair(world);
    const header = await world.header();
    expect(header).toMatchObject({ Status: 'POLLING', NextPollTime: start + 60, Machine: { Status: 'FAILED', At: start + 60, Error: 'States.Runtime' } });
    expect(header.Machine?.Cause?.length).toBeLessThanOrEqual(1000);
    expect(world.notifier.published).toEqual([]);
    expect(await world.lock()).toBe(executionId);
  });

  it('by a cancel stays CANCELLING until its jobs are over, then is CANCELLED [R4.5]', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'CANCELLING', Cancel: { By: 'ann', At: start } }, { 1: inTheAir });
    world.machine.states.set(executionId, { status: 'ABORTED' });
    await repair(world);
    expect(await world.header()).toMatchObject({ Status: 'CANCELLING', Machine: { Status: 'ABORTED' } });
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, ...launched, WaveStatus: 'LAUNCHING' }));
    await repair(world);
    expect(await world.header()).toMatchObject({ Status: 'CANCELLED', Errors: [] });
    expect((await world.wave()).WaveStatus).toBe('CANCELLED');
  });

  it('and of which Step Functions knows nothing counts as aborted a minute after it was seen to start; until then it may be told late', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'RUNNING', MachineStartedAt: start });
    await world.pass(59);
    await repair(world);
    expect((await world.header()).Status).toBe('RUNNING');
    await world.pass(1);
    await repair(world);
    expect(await world.header()).toMatchObject({ Status: 'FAILED', Machine: { Status: 'ABORTED' } });
  });

  it('SUCCEEDED without finalizing is FAILED too, not forgotten', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: launched });
    world.machine.states.set(executionId, { status: 'SUCCEEDED' });
    await repair(world);
    expect((await world.header()).Status).toBe('FAILED');
  });

  it('keeps the first end it was told of', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: inTheAir });
    await world.run(() => dispatch(world.context, machineEnded('TIMED_OUT', { cause: 'first' })));
    await world.run(() => dispatch(world.context, machineEnded('ABORTED', { cause: 'second' })));
    expect((await world.header()).Machine).toMatchObject({ Status: 'TIMED_OUT', Cause: 'first' });
  });
});

describe('a run that has ended', () => {
  const finished = { Status: 'COMPLETED' as const, EndTime: start, NotificationStatus: 'PENDING' as const, CleanUp: { Status: 'PENDING' as const, Run: 0, TerminatedCount: 0, Remaining: [] } };

  it('gets its clean-up started, its message published, its lock released, in this order', async () => {
    const world = new World();
    await world.given([planWave(1)], finished, { 1: launched });
    const order: string[] = [];
    world.machine.onStart = async () => void order.push('clean-up');
    const publish = world.notifier.publish.bind(world.notifier);
    world.notifier.publish = async (notification) => {
      order.push('message');
      return publish(notification);
    };
    world.hooks = { before: (operation) => void (operation.kind === 'write' && operation.writes[0]?.table === 'plans' && order.push('lock')) };
    await repair(world);
    expect(order).toEqual(['clean-up', 'message', 'lock']);
    expect(world.machine.starts).toEqual([{ name: `${executionId}-cleanup-1`, input: { Mode: 'CLEANUP', ExecutionId: executionId } }]);
    expect(await world.header()).toMatchObject({ CleanUp: { Status: 'PENDING', Run: 1 }, NotificationStatus: 'SENT', Locked: false, Open: 'OPEN' });
    expect(await world.lock()).toBeUndefined();
  });

  it('whose own machine still cleans up is left to it', async () => {
    const world = new World();
    await world.given([planWave(1)], { ...finished, CleanUp: { ...finished.CleanUp, Status: 'IN_PROGRESS' } }, { 1: launched });
    world.machine.states.set(executionId, { status: 'RUNNING' });
    await repair(world);
    expect(world.machine.starts).toEqual([]);
  });

  it('whose clean-up broke off gets another, three in all, then FAILED with what is left and what to do', async () => {
    const world = new World();
    await world.given([planWave(1)], finished, { 1: launched });
    for (let run = 1; run <= 3; run += 1) {
      await repair(world);
      await repair(world);
      expect(world.machine.starts.map(({ name }) => name)).toHaveLength(run);
      world.machine.states.set(`${executionId}-cleanup-${run}`, { status: 'FAILED' });
    }
    await repair(world);
    const header = await world.header();
    expect(header.CleanUp).toMatchObject({ Status: 'FAILED', Run: 3, Remaining: ['i-1'], Error: expect.stringContaining('drsctl executions cleanup') });
    expect(header).not.toHaveProperty('Open');
    expect(world.machine.starts).toHaveLength(3);
  });

  it('is not held up by a clean-up that cannot be started: its message goes out and its lock is released', async () => {
    const world = new World();
    await world.given([planWave(1)], finished, { 1: launched });
    world.machine.unreachable = true;
    await repair(world).catch(() => undefined);
    expect(await world.header()).toMatchObject({ NotificationStatus: 'SENT', Locked: false, Open: 'OPEN', CleanUp: { Status: 'PENDING', Run: 0 } });
    expect(await world.lock()).toBeUndefined();
    world.machine.unreachable = false;
    await repair(world);
    expect(world.machine.starts).toHaveLength(1);
  });

  it('whose clean-up is over before the repair has noted its run stays cleaned up', async () => {
    const world = new World();
    await world.given([planWave(1)], finished, { 1: launched });
    world.machine.onStart = async () => {
      world.instances.states.set('i-1', 'terminated');
      await dispatch(world.context, { Task: 'CleanUp', ExecutionId: executionId });
    };
    await repair(world);
    expect((await world.header()).CleanUp?.Status).toBe('COMPLETED');
    expect(await world.header()).not.toHaveProperty('Open');
  });

  it('again changes nothing: nothing is told twice', async () => {
    const world = new World();
    await world.given([planWave(1)], finished, { 1: launched });
    await repair(world);
    const before = await world.header();
    await repair(world);
    expect(await world.header()).toEqual(before);
    expect(world.notifier.published).toHaveLength(1);
  });

  it('whenever the repair dies and is called again, all three are done', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 14; nth += 1) {
        const world = new World();
        await world.given([planWave(1)], finished, { 1: launched });
        let left = nth;
        world.hooks = {
          [when]: () => {
            left -= 1;
            if (left === 0) throw new Error('died');
          },
        };
        await repair(world).catch(() => undefined);
        world.hooks = {};
        await repair(world);
        const at = `died ${when} operation ${nth}`;
        expect(world.machine.starts, at).toHaveLength(1);
        expect(world.notifier.published.length, at).toBeGreaterThanOrEqual(1);
        expect(await world.header(), at).toMatchObject({ Locked: false, NotificationStatus: 'SENT', CleanUp: { Run: 1 } });
        expect(await world.lock(), at).toBeUndefined();
      }
    }
  });
});

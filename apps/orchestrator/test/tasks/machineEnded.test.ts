import { describe, expect, it } from 'vitest';
import { dispatch } from '../../src/dispatch.js';
import { launched, machineEnded } from './world/history.js';
import { executionId, planWave, start, World } from './world/world.js';

describe('Step Functions\' own word of an end', () => {
  it('is recorded as the repair would [R4.3]', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: launched });
    expect(await world.run(() => dispatch(world.context, machineEnded('TIMED_OUT')))).toEqual({});
    expect((await world.header()).Status).toBe('FAILED');
  });

  it('of a machine that runs says nothing', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    await world.run(() => dispatch(world.context, machineEnded('RUNNING')));
    expect(await world.header()).not.toHaveProperty('Machine');
  });

  it('of a finished run\'s machine changes nothing', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'COMPLETED', EndTime: start, NotificationStatus: 'SENT', Locked: false }, { 1: launched });
    await world.run(() => dispatch(world.context, machineEnded('SUCCEEDED')));
    expect(await world.header()).toMatchObject({ Status: 'COMPLETED' });
    expect(await world.header()).not.toHaveProperty('Machine');
  });

  it('of a clean-up machine starts the next one where it broke off', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'COMPLETED', EndTime: start, NotificationStatus: 'SENT', Locked: false, CleanUp: { Status: 'IN_PROGRESS', Run: 1, TerminatedCount: 0, Remaining: [] } }, { 1: launched });
    world.machine.states.set(`${executionId}-cleanup-1`, { status: 'FAILED' });
    await world.run(() => dispatch(world.context, machineEnded('FAILED', { name: `${executionId}-cleanup-1` }, { Mode: 'CLEANUP', ExecutionId: executionId })));
    expect(world.machine.starts.map(({ name }) => name)).toEqual([`${executionId}-cleanup-2`]);
  });

  it('without its input goes by the name', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: launched });
    await world.run(() => dispatch(world.context, machineEnded('ABORTED', { input: null })));
    expect((await world.header()).Machine?.Status).toBe('ABORTED');
  });
});

describe('events nobody knows', () => {
  it.each([
    [{ Task: 'LaunchEverything', ExecutionId: 'x' }, /Task/],
    [{ Task: 'LaunchWave', ExecutionId: 'x' }, /WaveNumber/],
    [{ Task: 'LaunchWave', ExecutionId: '', WaveNumber: 0 }, /ExecutionId[\s\S]*WaveNumber|WaveNumber[\s\S]*ExecutionId/],
    [{ Task: 'AwaitDrain', ExecutionId: 'x' }, /Token/],
    ['nonsense', /./],
  ])('%j are refused for good, every fault named', async (event, faults) => {
    await expect(dispatch(new World().context, event)).rejects.toMatchObject({ name: 'TerminalError', code: 'UnknownTask', message: expect.stringMatching(faults) });
  });
});

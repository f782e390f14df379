import { describe, expect, it } from 'vitest';
import { executionId, launching, participant, server, serverId, start, statuses, World } from './world.js';

describe('a run without its machine is finalized here, after its last job', () => {
  const cancelling = { Status: 'CANCELLING' as const, Cancel: { By: 'ann', At: start } };

  it('cancelled: the machine is stopped until it is so, then CANCELLED, and the rest handed on [R4.5]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')]), {}], cancelling);
    world.machines.set(executionId, { status: 'RUNNING' });
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect(world.stops).toEqual([executionId]);
    world.machines.set(executionId, { status: 'ABORTED' });
    expect(await world.nextPoll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect(await world.header()).toMatchObject({ Status: 'CANCELLED', CleanUp: { Status: 'PENDING' } });
    expect([(await world.wave(1)).WaveStatus, (await world.wave(2)).WaveStatus]).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await statuses(world)).toEqual(['LAUNCHED']);
    expect(world.repairs).toEqual([executionId]);
  });

  it('cancelled, with a job outstanding: not before that is over', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])], cancelling);
    world.machines.set(executionId, { status: 'ABORTED' });
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'IN_PROGRESS')]);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect((await world.header()).Status).toBe('CANCELLING');
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'FAILED')]);
    expect(await world.nextPoll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect(await statuses(world)).toEqual(['FAILED']);
  });

  it('cancelled, after another wave was launched while DRS was being asked: not before that wave\'s job is over [P16]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')]), {}]);
    world.machines.set(executionId, { status: 'ABORTED' });
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    world.drs.job('drsjob-2', 'STARTED', [participant(2, 'PENDING')]);
    const second = launching([server(2, 'LAUNCHING', { RecoveryJobId: 'drsjob-2' })]);
    world.drs.meanwhile = async () => {
      await world.context.executions.changeWave(executionId, 2, (wave) => ({ ...wave, ...second }));
      await world.context.executions.changeHeader(executionId, (header) => ({ ...header, ...cancelling }));
    };
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect((await world.header()).Status).toBe('CANCELLING');
    world.drs.job('drsjob-2', 'COMPLETED', [participant(2, 'LAUNCHED', 'i-2')]);
    expect(await world.nextPoll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect((await world.header()).Errors).toEqual([]);
  });

  it('cancelled, with an open call: voided, never made, then over', async () => {
    const world = new World();
    await world.given([{ WaveStatus: 'LAUNCHING', Servers: [server(1, 'NOT_STARTED')], Calls: { c1: { Servers: [serverId(1)], At: start, Deadline: start + 30 } } }], cancelling);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    await world.pass(151);
    expect(await world.poll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect(await statuses(world)).toEqual(['CANCELLED']);
  });

  it('cancelled, while Step Functions does not know the machine yet: not within a minute of its start, for which its request has half a minute', async () => {
    const world = new World();
    await world.given([{}], { ...cancelling, StartTime: start });
    await world.pass(89);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect((await world.header()).Status).toBe('CANCELLING');
    expect(await world.nextPoll()).toMatchObject({ Outcome: 'FINALIZED' });
  });

  it('cancelled, while Step Functions cannot be reached: not yet', async () => {
    const world = new World();
    await world.given([{}], cancelling);
    world.machineUnreachable = true;
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect((await world.header()).Status).toBe('CANCELLING');
  });

  it('timed out: FAILED, with the reason, after the last job [R4.3]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])], { Machine: { Status: 'TIMED_OUT', At: start } });
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    expect(await world.poll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect(await world.header()).toMatchObject({ Status: 'FAILED', Errors: [{ Code: 'StateMachineEnded', Message: expect.stringContaining('timed out') }] });
    expect((await world.wave()).WaveStatus).toBe('FAILED');
  });

  it('2 hours after its end, whatever is still in the air, which is named', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])], { Machine: { Status: 'ABORTED', At: start } });
    world.drs.job('drsjob-1', 'STARTED', [participant(1)]);
    await world.pass(7199);
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    await world.pass(15);
    expect(await world.poll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect((await world.header()).Errors.some((error) => error.Code === 'Abandoned' && error.Message.includes('drsjob-1'))).toBe(true);
  });

  it('where the repair cannot be called is final all the same: the finder calls it', async () => {
    const world = new World();
    await world.given([{}], cancelling);
    world.machines.set(executionId, { status: 'ABORTED' });
    world.repairFails = true;
    expect(await world.poll()).toMatchObject({ Outcome: 'FINALIZED' });
    expect(await world.header()).toMatchObject({ Status: 'CANCELLED', Open: 'OPEN' });
  });

  it('but not while its machine lives', async () => {
    const world = new World();
    await world.given([launching([server(1, 'LAUNCHED')], { WaveStatus: 'COMPLETED', EndTime: start, Calls: {} })]);
    world.machines.set(executionId, { status: 'RUNNING' });
    expect(await world.poll()).toMatchObject({ Outcome: 'POLLED' });
    expect((await world.header()).Status).toBe('POLLING');
  });
});

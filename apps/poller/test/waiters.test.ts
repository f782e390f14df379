import { describe, expect, it } from 'vitest';
import { executionId, launching, participant, server, start, World } from './world.js';

describe('who waits', () => {
  it('is told again and again until it is accepted', async () => {
    const world = new World();
    await world.given([launching([server(1, 'LAUNCHED', { InstanceId: 'i-1' })], { Tokens: { LAUNCH: 't1' } })]);
    world.machineUnreachable = true;
    await world.poll();
    expect((await world.wave()).Tokens).toEqual({ LAUNCH: 't1' });
    world.machineUnreachable = false;
    await world.nextPoll();
    expect(world.answers).toEqual([{ token: 't1', answer: { Answer: 'SETTLED' } }]);
    await world.nextPoll();
    expect(world.answers).toHaveLength(1);
  });

  it('for the drain hears of it in the poll that sees the last job end', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED', { TimeoutDetected: true })], { WaveStatus: 'TIMEOUT', EndTime: start })], { DrainToken: 'd1' });
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    await world.poll();
    expect(world.answers).toEqual([{ token: 'd1', answer: { Answer: 'DRAINED' } }]);
    expect(await world.header()).not.toHaveProperty('DrainToken');
  });

  it('a drain whose Task registers while DRS is being asked hears of it in the same poll', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED', { TimeoutDetected: true })], { WaveStatus: 'TIMEOUT', EndTime: start })]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    world.drs.meanwhile = async () => {
      await world.context.executions.changeHeader(executionId, (header) => ({ ...header, DrainToken: 'late' }));
    };
    await world.poll();
    expect(world.answers).toEqual([{ token: 'late', answer: { Answer: 'DRAINED' } }]);
  });

  it('a drain whose Task registers while DRS is being asked waits for the wave that was launched and given up meanwhile, too', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED', { TimeoutDetected: true })], { WaveStatus: 'TIMEOUT', EndTime: start }), {}]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    world.drs.job('drsjob-2', 'STARTED', [participant(2, 'PENDING')]);
    world.drs.meanwhile = async () => {
      const second = launching([server(2, 'LAUNCHING', { RecoveryJobId: 'drsjob-2', TimeoutDetected: true })], { WaveStatus: 'TIMEOUT', EndTime: start });
      await world.context.executions.changeWave(executionId, 2, (wave) => ({ ...wave, ...second }));
      await world.context.executions.changeHeader(executionId, (header) => ({ ...header, DrainToken: 'late', WavesEndedAt: start }));
    };
    await world.poll();
    expect(world.answers).toEqual([]);
    world.drs.job('drsjob-2', 'COMPLETED', [participant(2, 'LAUNCHED', 'i-2')]);
    await world.nextPoll();
    expect(world.answers).toEqual([{ token: 'late', answer: { Answer: 'DRAINED' } }]);
  });

  it('a launch whose Task registers while DRS is being asked hears of it in the same poll', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    world.drs.meanwhile = async () => {
      await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Tokens: { LAUNCH: 'late' } }));
    };
    await world.poll();
    expect(world.answers).toEqual([{ token: 'late', answer: { Answer: 'SETTLED' } }]);
  });
});

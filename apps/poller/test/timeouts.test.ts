import { describe, expect, it } from 'vitest';
import { executionId, launching, participant, server, World } from './world.js';

describe('timeouts [T1.5.1] [T1.5.2] [A6] [A19]', () => {
  it('past 30 minutes DRS is asked for the truth: a job that did finish settles normally, marked', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS')])]);
    await world.pass(1801);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    await world.poll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'LAUNCHED', TimeoutDetected: true });
  });

  it('one still running keeps the status DRS gives it, and is followed on after its wave was settled', async () => {
    const world = new World();
    await world.given([launching([server(1, 'PENDING')])]);
    await world.pass(1801);
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'IN_PROGRESS')]);
    await world.poll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'IN_PROGRESS', TimeoutDetected: true });
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, WaveStatus: 'TIMEOUT', EndTime: world.now }));
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    await world.nextPoll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'LAUNCHED', InstanceId: 'i-1' });
    expect((await world.wave()).WaveStatus).toBe('TIMEOUT');
  });

  it('not before', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED')])]);
    await world.pass(1800);
    await world.poll();
    expect((await world.wave()).Servers[0]).not.toHaveProperty('TimeoutDetected');
  });
});

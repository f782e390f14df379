import { describe, expect, it } from 'vitest';
import { launching, participant, server, start, World } from './world.js';

describe('a recovery [T1.4.4] [T2.1.2] [A8]', () => {
  it('is followed until its launch actions are through', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS')], { Tokens: { LAUNCH: 't1' } })], { ExecutionType: 'RECOVERY' });
    const acting = (status: string): void => world.drs.job('drsjob-1', status === 'SUCCEEDED' ? 'COMPLETED' : 'STARTED', [{ ...participant(1, 'LAUNCHED', 'i-1'), launchActionRuns: [{ status }] }]);
    acting('IN_PROGRESS');
    await world.poll();
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'LAUNCHED', PostLaunchActionsStatus: 'IN_PROGRESS' });
    expect(world.answers).toEqual([]);
    expect((await world.header()).Status).toBe('POLLING');
    acting('SUCCEEDED');
    await world.nextPoll();
    expect((await world.wave()).Servers[0]?.PostLaunchActionsStatus).toBe('SUCCEEDED');
    expect(world.answers).toHaveLength(1);
  });

  it('whose launch actions run is polled as often as one in progress', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS')])], { ExecutionType: 'RECOVERY', Phase: 'IN_PROGRESS' });
    world.drs.job('drsjob-1', 'STARTED', [{ ...participant(1, 'LAUNCHED', 'i-1'), launchActionRuns: [{ status: 'IN_PROGRESS' }] }]);
    await world.poll();
    expect((await world.header()).NextPollTime).toBeLessThanOrEqual(start + 30);
  });
});

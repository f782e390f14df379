import { describe, expect, it } from 'vitest';
import { roundProfile, worldOf } from '../../test/drs-emulator/emulated.js';
import { ManualClock } from '../clock/manualClock.js';
import { serverId, serverIds } from '../plans/serverIds.js';
import { DrsEmulator } from './drsEmulator.js';
import type { World } from './world.js';

function given(world: World): { readonly emulator: DrsEmulator; readonly clock: ManualClock; readonly statuses: () => readonly string[] } {
  const clock = new ManualClock(1_700_000_000_000);
  const emulator = new DrsEmulator({ world, clock });
  return { emulator, clock, statuses: () => emulator.jobs().map((job) => `${emulator.status(job)} ${job.servers.map((server) => emulator.launchStatus(server)).join()}`) };
}

describe('a test that drives the emulator', () => {
  it('brings jobs into a phase at once; what follows keeps its length [R11.2]', async () => {
    const { emulator, clock, statuses } = given(worldOf(1));
    emulator.startLaunch(serverIds(1), true, {});
    emulator.advancePhase('STARTED');
    expect(statuses()).toEqual(['STARTED PENDING']);
    emulator.advancePhase('IN_PROGRESS');
    expect(statuses()).toEqual(['STARTED IN_PROGRESS']);
    await clock.advance(99_999);
    expect(statuses()).toEqual(['STARTED IN_PROGRESS']);
    await clock.advance(1);
    expect(statuses()).toEqual(['COMPLETED LAUNCHED']);
  });

  it('completes jobs at once, then their launch actions', () => {
    const { emulator, statuses } = given(worldOf(1));
    const [server] = emulator.startLaunch(serverIds(1), false, {}).servers;
    emulator.advanceLaunchActions();
    expect(statuses()).toEqual(['PENDING PENDING']);
    emulator.advancePhase('COMPLETED');
    expect(statuses()).toEqual(['COMPLETED LAUNCHED']);
    expect(server?.course.ends.at(-1)?.at).toBeGreaterThan(emulator.clock.now());
    emulator.advanceLaunchActions();
    expect(server?.course.ends.at(-1)?.at).toBe(emulator.clock.now());
  });

  it('adds a fault to a running job, if its phase is not over', async () => {
    const { emulator, clock, statuses } = given(worldOf(1));
    emulator.startLaunch(serverIds(1), true, {});
    await clock.advance(250_000);
    emulator.addFault({ Server: serverId(1), Phase: 'SNAPSHOT', Fault: 'FAIL' });
    expect(statuses()).toEqual(['STARTED IN_PROGRESS']);
    emulator.addFault({ Server: serverId(1), Phase: 'LAUNCH', Fault: 'FAIL' });
    await clock.advance(50_000);
    expect(statuses()).toEqual(['COMPLETED FAILED']);
  });

  it('clears faults: what stalled goes on, what did not fail yet will not, what failed has', async () => {
    const { emulator, clock, statuses } = given(worldOf(3, { Faults: [
      { Server: serverId(1), Phase: 'CONVERSION', Fault: 'STALL' }, { Server: serverId(2), Phase: 'LAUNCH', Fault: 'FAIL' }, { Server: serverId(3), Phase: 'SNAPSHOT', Fault: 'FAIL' },
    ] }));
    emulator.startLaunch(serverIds(3), true, {});
    await clock.advance(250_000);
    expect(statuses()).toEqual(['STARTED PENDING,IN_PROGRESS,FAILED']);
    emulator.clearFaults();
    expect(statuses()).toEqual(['STARTED IN_PROGRESS,IN_PROGRESS,FAILED']);
    await clock.advance(100_000);
    expect(statuses()).toEqual(['COMPLETED LAUNCHED,LAUNCHED,FAILED']);
  });

  it('gives strangers\' jobs an end, or none', async () => {
    const { emulator, clock, statuses } = given({ Profile: roundProfile, OtherJobs: [{ Count: 2, EndsAfterSeconds: 10 }, { Count: 1 }] });
    expect(emulator.jobs()).toHaveLength(3);
    await clock.advance(10_000);
    expect(statuses().map((status) => status.split(' ')[0])).toEqual(['STARTED', 'COMPLETED', 'COMPLETED']);
  });
});

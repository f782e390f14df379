import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverIds } from '../../plans/serverIds.js';
import { DrsEmulator } from '../drsEmulator.js';
import type { TimingProfile } from '../world.js';
import { profileOf } from './profiles.js';

const order = ['PENDING PENDING', 'STARTED PENDING', 'STARTED IN_PROGRESS', 'STARTED LAUNCHED', 'COMPLETED LAUNCHED'];

const profile: fc.Arbitrary<'measured' | 'recorded' | TimingProfile> = fc.oneof(
  fc.constantFrom('measured' as const, 'recorded' as const),
  fc.record({ JobPending: fc.nat(2000), JobStarted: fc.nat(2000), Launching: fc.nat(2000), LaunchActions: fc.nat(1000), SpreadPercent: fc.nat(100) }),
);

/** A launch of some servers under a seed, and its job's states as time passes. */
function launch(Seed: number, Profile: 'measured' | 'recorded' | TimingProfile, servers: number, isDrill: boolean): { readonly emulator: DrsEmulator; readonly at: (seconds: number) => void } {
  let now = 0;
  const emulator = new DrsEmulator({ world: { Seed, Profile, Servers: serverIds(servers).map((SourceServerId) => ({ SourceServerId })) }, clock: { now: () => now } });
  emulator.startLaunch(serverIds(servers), isDrill, {});
  return { emulator, at: (seconds) => void (now = seconds * 1000) };
}

describe('the phases of a launch over time [R11.2]', () => {
  it('come in DRS\'s order and never go back, for every profile and seed', () => {
    fc.assert(
      fc.property(fc.nat(), profile, fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.array(fc.nat(8000), { minLength: 2, maxLength: 20 }), (seed, timing, servers, isDrill, times) => {
        const { emulator, at } = launch(seed, timing, servers, isDrill);
        const seen = times.toSorted((one, other) => one - other).map((time) => {
          at(time);
          const [job] = emulator.jobs();
          return (job?.servers ?? []).map((server) => order.indexOf(`${job && emulator.status(job)} ${emulator.launchStatus(server)}`));
        });
        for (const states of seen) expect(Math.min(...states)).toBeGreaterThanOrEqual(0);
        seen.slice(1).forEach((states, index) => states.forEach((state, server) => expect(state).toBeGreaterThanOrEqual(seen[index]?.[server] ?? 0)));
      }),
    );
  });

  it.each(['measured', 'recorded'] as const)('last what the profile %s says, within its spread', (name) => {
    const timing = profileOf({ Profile: name });
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { emulator } = launch(seed, name, 3, false);
        const [job] = emulator.jobs();
        const share = timing.SpreadPercent / 100;
        const within = (milliseconds: number, seconds: number): void => expect(Math.abs(milliseconds / 1000 - seconds)).toBeLessThanOrEqual(seconds * share + 0.002);
        within((job?.startsAt ?? 0) - (job?.createdAt ?? 0), timing.JobPending);
        for (const { course } of job?.servers ?? []) {
          const ends = Object.fromEntries(course.ends.map((end) => [end.phase, end.at]));
          within((ends['CONVERSION'] ?? 0) - (job?.startsAt ?? 0), timing.JobStarted);
          within((ends['LAUNCH'] ?? 0) - (ends['CONVERSION'] ?? 0), timing.Launching);
          within((ends['LAUNCH_ACTIONS'] ?? 0) - (ends['LAUNCH'] ?? 0), timing.LaunchActions);
        }
      }),
    );
  });

  it('recorded: as in the trace, STARTED within seconds, conversion from about 52 s on, done after about 9 minutes', () => {
    const { emulator } = launch(42, { ...profileOf({ Profile: 'recorded' }), SpreadPercent: 0 }, 1, true);
    const [job] = emulator.jobs();
    const ends = (job?.servers[0]?.course.ends ?? []).map((end) => [end.phase, end.at / 1000]);
    expect(job?.startsAt).toBe(3000);
    expect(ends).toEqual([['SNAPSHOT', 3.8], ['QUEUE', 52], ['CONVERSION', 238], ['LAUNCH', 532]]);
  });

  it('measured: as seen in the field, PENDING for 808 s, STARTED for 20 s, launched 356 s later, its launch actions another 600 s later', () => {
    const { emulator } = launch(42, { ...profileOf({ Profile: 'measured' }), SpreadPercent: 0 }, 1, false);
    const [job] = emulator.jobs();
    const ends = new Map((job?.servers[0]?.course.ends ?? []).map((end) => [end.phase, end.at / 1000]));
    expect(job?.startsAt).toBe(808_000);
    expect(['CONVERSION', 'LAUNCH', 'LAUNCH_ACTIONS'].map((phase) => ends.get(phase as never))).toEqual([828, 1_184, 1_784]);
  });

  it('are the same for the same seed, and others for another', () => {
    const coursesOf = (seed: number): unknown => launch(seed, 'measured', 3, true).emulator.jobs();
    expect(coursesOf(7)).toEqual(coursesOf(7));
    expect(coursesOf(7)).not.toEqual(coursesOf(8));
  });
});

import type { TimingProfile, World } from '../world.js';
import { draw } from './seededDraw.js';

/**
 * The named profiles (drs-api.md, In the field). `recorded` is the trace: a job STARTED within seconds, conversion
 * from 52 s on for 175 to 198 s, a launch of 277 to 310 s.
 */
export const timingProfiles: Readonly<Record<'measured' | 'recorded', TimingProfile>> = {
  measured: { JobPending: 808, JobStarted: 20, Launching: 356, LaunchActions: 600, SpreadPercent: 15 },
  recorded: { JobPending: 3, JobStarted: 235, Launching: 294, LaunchActions: 600, SpreadPercent: 15 },
};

/** A drill in four seconds, for who waits for it. */
export const fastProfile: TimingProfile = { JobPending: 1, JobStarted: 1, Launching: 2, LaunchActions: 1, Termination: 1, SpreadPercent: 0 };

/** The share of JobStarted after which conversion begins: 49 of 235 s in the recorded drill. */
export const conversionBegins: number = 49 / 235;

/** A snapshot takes under a second in the recorded drill. Milliseconds. */
export const snapshotMilliseconds = 800;

/** How long a termination takes where the profile does not say, in seconds before the spread: our choice, no source tells. */
export const terminationSeconds = 20;

/** The timing of a world. */
export function profileOf(world: Pick<World, 'Profile'>): TimingProfile {
  const profile = world.Profile ?? 'measured';
  return typeof profile === 'string' ? timingProfiles[profile] : profile;
}

/** A duration of the profile, spread by the seed for this key, in whole milliseconds. */
export function spreadMilliseconds(seconds: number, spreadPercent: number, seed: number, key: string): number {
  const factor = 1 + ((2 * draw(seed, key) - 1) * spreadPercent) / 100;
  return Math.round(seconds * factor * 1000);
}

import type { RecoveryPlan } from '@drs-orchestration/core';
import { aPlan, defaultWorld, serverIds, type TimingProfile } from '@drs-orchestration/testkit';
import { withSystem } from '../system/measuredSystem.js';

/** A launch job that was followed to its end. Seconds, since the job was asked for where nothing else is said. */
export interface FollowedJob {
  /** How many servers it launched. */
  readonly servers: number;
  /** When it left PENDING. */
  readonly startedAt: number;
  /** When the last of its servers went IN_PROGRESS. */
  readonly inProgressAt: number;
  /** When DRS had launched all of them. */
  readonly settledAt: number;
  /** Between that and the state machine knowing. */
  readonly delay: number;
  /** DescribeJobs calls of polls, its last ones after the end included. */
  readonly calls: number;
  /** Seconds between the last full minute of the clock and the job's beginning. */
  readonly pastMinute: number;
}

/** Jobs of one, two and three servers. */
const plan: RecoveryPlan = [1, 2, 3].reduce((built, servers, index) => built.withWave({ ServerIds: serverIds(servers, 10 * (index + 1)) }), aPlan({ PlanId: 'detection' })).build();
/** Runs that are not counted: what earlier runs tell is known of the three latest (core's readLaunchHistory). */
const warmUpRuns = 3;

/**
 * Launch jobs, each followed by the system as it is deployed. The same plan is run again and again, in worlds of
 * `drillsOfWorld` drills each; in each the first three runs, of which nothing earlier is known, are not counted.
 */
export async function followJobs(profile: TimingProfile, count: number, drillsOfWorld: number): Promise<readonly FollowedJob[]> {
  const followed: FollowedJob[] = [];
  for (let seed = 1; followed.length < count; seed += 1) followed.push(...(await jobsOfWorld(profile, seed, drillsOfWorld)));
  return followed.slice(0, count);
}

function jobsOfWorld(profile: TimingProfile, seed: number, drills: number): Promise<readonly FollowedJob[]> {
  const world = { ...defaultWorld(plan.Waves.flatMap((wave) => wave.ServerIds ?? [])), Seed: seed, Profile: profile };
  return withSystem(world, [plan], async ({ drill, detected, emulator, clock }) => {
    for (let run = 0; run < warmUpRuns; run += 1) await drill(plan.PlanId);
    const before = detected.length;
    for (let run = 0; run < drills; run += 1) {
      // So that runs begin at any second of the finder's minute.
      await clock.sleep(7_000 * run);
      await drill(plan.PlanId);
    }
    const calls = emulator.calls.filter(({ operation }) => operation === 'DescribeJobs').map(({ request }) => (request as { readonly filters?: { readonly jobIDs?: readonly string[] } }).filters?.jobIDs ?? []);
    return detected.slice(before).map(({ job, settledAt, knownAt }): FollowedJob => {
      const since = (at: number): number => (at - job.createdAt) / 1000;
      const conversions = job.servers.map(({ course }) => course.ends.find(({ phase }) => phase === 'CONVERSION')?.at ?? job.startsAt);
      return {
        servers: job.servers.length,
        startedAt: since(job.startsAt),
        inProgressAt: since(Math.max(...conversions)),
        settledAt: since(settledAt),
        delay: (knownAt - settledAt) / 1000,
        calls: calls.filter((ids) => ids.includes(job.id)).length,
        pastMinute: (job.createdAt / 1000) % 60,
      };
    });
  });
}

import type { RecoveryInstance } from '../fleet/recoveryInstance.js';
import { courseOf } from '../timing/course.js';
import { spreadMilliseconds, terminationSeconds } from '../timing/profiles.js';
import type { TimingProfile } from '../world.js';
import type { Job } from './job.js';

/** What a termination job is made of; `at` is milliseconds since the epoch. */
export interface TerminationRequest {
  readonly id: string;
  readonly at: number;
  readonly instances: readonly RecoveryInstance[];
  readonly profile: TimingProfile;
  readonly seed: number;
}

/** The end of recovery instances, and a note in each of them by which job it ends. */
export function terminationJob({ id, at, instances, profile, seed }: TerminationRequest): Job {
  const { Termination = terminationSeconds, SpreadPercent } = profile;
  const servers = instances.map((instance) => ({
    id: instance.server,
    instanceId: instance.id,
    course: courseOf(at, [['TERMINATION', spreadMilliseconds(Termination, SpreadPercent, seed, `${id}/${instance.id}`)]]),
  }));
  const job: Job = { id, type: 'TERMINATE', isDrill: false, createdAt: at, startsAt: at, servers, tags: {} };
  instances.forEach((instance, index) => {
    const server = servers[index];
    if (server !== undefined) instance.termination = { job, server };
  });
  return job;
}

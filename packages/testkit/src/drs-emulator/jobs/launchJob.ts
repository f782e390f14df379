import { courseOf, type Course, type CoursePhase } from '../timing/course.js';
import { conversionBegins, snapshotMilliseconds, spreadMilliseconds } from '../timing/profiles.js';
import { drawHex } from '../timing/seededDraw.js';
import type { TimingProfile } from '../world.js';
import type { Job } from './job.js';

/** What a launch job is made of; `at` is milliseconds since the epoch. */
export interface LaunchRequest {
  readonly id: string;
  readonly at: number;
  readonly serverIds: readonly string[];
  readonly isDrill: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly profile: TimingProfile;
  readonly seed: number;
}

function launchCourse({ id, isDrill, profile, seed }: LaunchRequest, server: string, startsAt: number): Course {
  const spread = (seconds: number, what: string): number => spreadMilliseconds(seconds, profile.SpreadPercent, seed, `${id}/${server}/${what}`);
  const started = spread(profile.JobStarted, 'started');
  const snapshot = Math.min(snapshotMilliseconds, started / 4);
  const queue = Math.max(0, started * conversionBegins - snapshot);
  const phases: [CoursePhase, number][] = [['SNAPSHOT', snapshot], ['QUEUE', queue], ['CONVERSION', started - snapshot - queue], ['LAUNCH', spread(profile.Launching, 'launching')]];
  if (!isDrill && profile.LaunchActions > 0) phases.push(['LAUNCH_ACTIONS', spread(profile.LaunchActions, 'actions')]);
  return courseOf(startsAt, phases);
}

/** A launch of servers, each on a course of its own; only a recovery has launch actions. */
export function launchJob(request: LaunchRequest): Job {
  const { id, at, serverIds, isDrill, tags, profile, seed } = request;
  const startsAt = at + spreadMilliseconds(profile.JobPending, profile.SpreadPercent, seed, `${id}/pending`);
  const servers = serverIds.map((server) => ({ id: server, instanceId: `i-${drawHex(seed, `${id}/${server}`, 17)}`, course: launchCourse(request, server, startsAt) }));
  return { id, type: 'LAUNCH', isDrill, createdAt: at, startsAt, servers, tags: { ...tags } };
}

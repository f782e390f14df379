import { settledAt, type Course } from '../timing/course.js';

/** A server's part in an emulated job. */
export interface JobServer {
  readonly id: string;
  /** The instance it is launched as, or the one that is terminated. */
  readonly instanceId: string;
  course: Course;
}

/** An emulated job. Times are milliseconds since the epoch. */
export interface Job {
  readonly id: string;
  readonly type: 'LAUNCH' | 'TERMINATE';
  readonly isDrill: boolean;
  readonly createdAt: number;
  /** When it leaves PENDING. */
  startsAt: number;
  readonly servers: readonly JobServer[];
  readonly tags: Record<string, string>;
  /** A stranger's job ends at a time of its own. */
  readonly endsAt?: number;
}

/** When a job is over, in milliseconds since the epoch: when all its servers' parts are; Infinity where one stalls. */
export function endOfJob(job: Job): number {
  return job.endsAt ?? Math.max(job.createdAt, ...job.servers.map((server) => settledAt(server.course)));
}

/** A job's status at a time. DRS has no FAILED: how it went, its servers tell. */
export function jobStatusAt(job: Job, now: number): 'PENDING' | 'STARTED' | 'COMPLETED' {
  if (now >= endOfJob(job)) return 'COMPLETED';
  return now < job.startsAt ? 'PENDING' : 'STARTED';
}

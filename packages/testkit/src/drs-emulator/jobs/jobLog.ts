import { endOf, failsIn, settledAt } from '../timing/course.js';
import { drawHex } from '../timing/seededDraw.js';
import { endOfJob, type Job, type JobServer } from './job.js';

/** An event of a job's log; `at` is milliseconds since the epoch. */
export interface JobLogEvent {
  readonly at: number;
  readonly event: string;
  readonly data: Readonly<Record<string, string | undefined>>;
}

/** Names of a phase's events. LAUNCH_END is not in DRS's model, but in real traces (drs-api.md, In the field). */
const phases = [
  { phase: 'SNAPSHOT', starts: 'SNAPSHOT_START', ends: 'SNAPSHOT_END', fails: 'SNAPSHOT_FAIL' },
  { phase: 'CONVERSION', starts: 'CONVERSION_START', ends: 'CONVERSION_END', fails: 'CONVERSION_FAIL' },
  { phase: 'LAUNCH', starts: 'LAUNCH_START', ends: 'LAUNCH_END', fails: 'LAUNCH_FAILED' },
] as const;

function eventsOf(job: Job, { id, instanceId, course }: JobServer): JobLogEvent[] {
  const events: JobLogEvent[] = [];
  let begins = job.startsAt;
  for (const { phase, starts, ends, fails } of phases) {
    // A server waits for a conversion server between its snapshot and its conversion.
    if (phase === 'CONVERSION') begins = endOf(course, 'QUEUE');
    const about = { sourceServerID: id, ...(phase === 'CONVERSION' ? { conversionServerID: `i-${drawHex(0, `${job.id}/conversion`, 17)}` } : {}) };
    events.push({ at: begins, event: starts, data: about });
    if (failsIn(course, phase)) {
      const skipped = course.fault?.kind === 'NEVER_LAUNCHED';
      return [...events, { at: settledAt(course), event: skipped ? 'SERVER_SKIPPED' : fails, data: { ...about, rawError: course.fault?.rawError } }];
    }
    begins = endOf(course, phase);
    events.push({ at: begins, event: ends, data: { ...about, ...(phase === 'LAUNCH' ? { targetInstanceID: instanceId } : {}) } });
  }
  return events;
}

/** What a job's log holds at a time, oldest first. A stranger's job tells only of its start and end. */
export function jobLogAt(job: Job, now: number): readonly JobLogEvent[] {
  const launches = job.type === 'LAUNCH' && job.endsAt === undefined;
  const events = [
    { at: job.startsAt, event: 'JOB_START', data: {} },
    ...(launches ? job.servers.flatMap((server) => eventsOf(job, server)) : []),
    { at: endOfJob(job), event: 'JOB_END', data: {} },
  ];
  return events.filter((event) => event.at <= now).sort((one, other) => one.at - other.at);
}

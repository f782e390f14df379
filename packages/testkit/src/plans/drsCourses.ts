import type { DrsJob, DrsJobLogEvent, DrsLaunchActionRun, DrsParticipatingServer, DrsRecoveryInstance } from '@drs-orchestration/core';
import * as fc from 'fast-check';
import { serverId } from './serverIds.js';

/** All that DRS would say of a launch job at one moment, were it asked. */
export interface DrsAnswer {
  /** Undefined: DescribeJobs does not name the job. */
  readonly job: DrsJob | undefined;
  readonly instances: readonly DrsRecoveryInstance[];
  readonly log: readonly DrsJobLogEvent[];
}

/** What becomes of a server in a job's true course. */
export type ServerFate =
  | 'LAUNCHED'
  /** DRS says FAILED, and why in the job's log. */
  | 'FAILED'
  /** The job COMPLETES without a word on it, and it has no instance. */
  | 'NEVER_LAUNCHED'
  /** The job COMPLETES without a word on it, and yet it has an instance of this job. */
  | 'SILENTLY_LAUNCHED';

/** The true course of a launch job: what DRS would truly say, moment by moment, to its end. */
export interface DrsCourse {
  readonly jobId: string;
  readonly fates: readonly ServerFate[];
  /** How its launch actions end; undefined: it shows none. */
  readonly actions: 'SUCCEEDED' | 'FAILED' | undefined;
  /** At least one; the last one is the end, with nothing missing from it. */
  readonly moments: readonly DrsAnswer[];
}

/** How large generated courses may be. */
export interface CourseSizes {
  /** Servers 1 to this many are in the job; at most 4 by default. */
  readonly servers?: number;
  readonly jobId?: string;
}

const participant = (n: number, launchStatus: string | undefined, recoveryInstanceId?: string, runs?: readonly DrsLaunchActionRun[]): DrsParticipatingServer => ({
  sourceServerId: serverId(n),
  ...(launchStatus === undefined ? {} : { launchStatus }),
  ...(recoveryInstanceId === undefined ? {} : { recoveryInstanceId }),
  ...(runs === undefined ? {} : { launchActionRuns: runs }),
});

/** The recovery instance that a course gives its n-th server. */
export function instanceOf(n: number): string {
  return `i-${String(n).padStart(17, '0')}`;
}

/** The rawError that a course's job log has of its n-th server. */
export function rawErrorOf(n: number): string {
  return `Insufficient capacity for ${serverId(n)}`;
}

interface ServerDraw {
  readonly fate: ServerFate;
  /** When DRS begins to launch it, and when that is over, in moments after the job STARTED. */
  readonly begins: number;
  readonly lasts: number;
}

interface CourseDraw {
  readonly servers: readonly ServerDraw[];
  readonly pending: number;
  readonly actions: 'SUCCEEDED' | 'FAILED' | undefined;
  readonly startedWord: 'STARTED' | 'IN_PROGRESS';
  readonly trailing: number;
}

/** The last launchStatus of each fate. */
const lastWords = { LAUNCHED: 'LAUNCHED', FAILED: 'FAILED', NEVER_LAUNCHED: 'PENDING', SILENTLY_LAUNCHED: 'IN_PROGRESS' } as const;

function courseOf(draw: CourseDraw, jobId: string): DrsCourse {
  const endsAt = (server: ServerDraw): number => draw.pending + server.begins + server.lasts;
  const last = Math.max(...draw.servers.map(endsAt)) + draw.trailing;
  const runs = (at: number, server: ServerDraw): readonly DrsLaunchActionRun[] | undefined => {
    if (draw.actions === undefined || server.fate !== 'LAUNCHED') return undefined;
    if (at < last && at <= endsAt(server) + 1) return [{ status: 'IN_PROGRESS', actionName: 'agent' }];
    return [{ status: draw.actions, actionName: 'agent', ...(draw.actions === 'FAILED' ? { failureReason: 'no SSM' } : {}) }];
  };
  const serverAt = (server: ServerDraw, index: number, at: number): DrsParticipatingServer => {
    if (at < draw.pending + server.begins) return participant(index + 1, at < draw.pending ? undefined : 'PENDING');
    if (at < endsAt(server)) return participant(index + 1, server.fate === 'NEVER_LAUNCHED' ? 'PENDING' : 'IN_PROGRESS');
    const launched = server.fate === 'LAUNCHED';
    return participant(index + 1, lastWords[server.fate], launched ? instanceOf(index + 1) : undefined, runs(at, server));
  };
  const moment = (at: number): DrsAnswer => ({
    job: {
      jobId,
      type: 'LAUNCH',
      status: at >= last ? 'COMPLETED' : at < draw.pending ? 'PENDING' : draw.startedWord,
      createdAt: 1_700_000_000_000,
      servers: draw.servers.map((server, index) => serverAt(server, index, at)),
      tags: {},
    },
    instances: draw.servers.flatMap((server, index): readonly DrsRecoveryInstance[] => {
      const there = (server.fate === 'LAUNCHED' || server.fate === 'SILENTLY_LAUNCHED') && at >= endsAt(server);
      return there ? [{ recoveryInstanceId: instanceOf(index + 1), sourceServerId: serverId(index + 1), ec2InstanceId: instanceOf(index + 1), jobId, isDrill: true }] : [];
    }),
    log: draw.servers.flatMap((server, index): readonly DrsJobLogEvent[] => {
      const failed = (server.fate === 'FAILED' || server.fate === 'NEVER_LAUNCHED') && at >= endsAt(server);
      return failed ? [{ event: 'LAUNCH_FAILED', sourceServerId: serverId(index + 1), rawError: rawErrorOf(index + 1) }] : [];
    }),
  });
  return { jobId, fates: draw.servers.map(({ fate }) => fate), actions: draw.actions, moments: Array.from({ length: last + 1 }, (_, at) => moment(at)) };
}

/** True courses of launch jobs: any length of each phase, any fate of each server, with launch actions or without. */
export function drsCourse(sizes: CourseSizes = {}): fc.Arbitrary<DrsCourse> {
  const server = fc.record({
    fate: fc.constantFrom<ServerFate>('LAUNCHED', 'LAUNCHED', 'FAILED', 'NEVER_LAUNCHED', 'SILENTLY_LAUNCHED'),
    begins: fc.nat({ max: 3 }),
    lasts: fc.nat({ max: 3 }),
  });
  return fc
    .record({
      servers: fc.array(server, { minLength: 1, maxLength: sizes.servers ?? 4 }),
      pending: fc.nat({ max: 3 }),
      actions: fc.constantFrom(undefined, 'SUCCEEDED' as const, 'FAILED' as const),
      startedWord: fc.constantFrom('STARTED' as const, 'STARTED' as const, 'IN_PROGRESS' as const),
      trailing: fc.nat({ max: 2 }),
    })
    .map((draw) => courseOf(draw, sizes.jobId ?? 'drsjob-1'));
}

/** What one look at DRS is spoilt by. `TRUE`: by nothing. */
export type Spoiling = 'TRUE' | 'NO_JOB' | 'NO_INSTANCE_IDS' | 'NO_LAUNCH_STATUS' | 'NO_SERVERS' | 'NO_ACTIONS' | 'UNKNOWN_JOB_WORD' | 'UNKNOWN_LAUNCH_WORD' | 'STRANGERS_INSTANCE';

/** Every spoiling there is. */
export const spoilings: readonly Spoiling[] = ['TRUE', 'NO_JOB', 'NO_INSTANCE_IDS', 'NO_LAUNCH_STATUS', 'NO_SERVERS', 'NO_ACTIONS', 'UNKNOWN_JOB_WORD', 'UNKNOWN_LAUNCH_WORD', 'STRANGERS_INSTANCE'];

/** One look at DRS: which moment of the course it shows, in seconds after the look before it, and what of it is missing or odd. */
export interface DrsObservation {
  readonly moment: number;
  readonly spoiling: Spoiling;
  readonly afterSeconds: number;
  readonly answer: DrsAnswer;
}

/** A job's true course, and what was seen of it; the end is seen last, whole. */
export interface DrsHearing {
  readonly course: DrsCourse;
  readonly seen: readonly DrsObservation[];
}

function without<K extends keyof DrsParticipatingServer>(server: DrsParticipatingServer, key: K): DrsParticipatingServer {
  const { [key]: _dropped, ...rest } = server;
  return rest as DrsParticipatingServer;
}

/** An answer as it is when something of it is missing or in words that nobody knows. */
export function spoiltAnswer(answer: DrsAnswer, spoiling: Spoiling): DrsAnswer {
  const { job } = answer;
  const withServers = (change: (server: DrsParticipatingServer) => DrsParticipatingServer): DrsAnswer => (job === undefined ? answer : { ...answer, job: { ...job, servers: job.servers.map(change) } });
  switch (spoiling) {
    case 'TRUE':
      return answer;
    case 'NO_JOB':
      return { ...answer, job: undefined };
    case 'NO_INSTANCE_IDS':
      return withServers((server) => without(server, 'recoveryInstanceId'));
    case 'NO_ACTIONS':
      return withServers((server) => without(server, 'launchActionRuns'));
    case 'UNKNOWN_JOB_WORD':
      return job === undefined ? answer : { ...answer, job: { ...job, status: 'HIBERNATING' } };
    case 'UNKNOWN_LAUNCH_WORD':
      return withServers((server) => ({ ...server, launchStatus: 'LEVITATING' }));
    case 'NO_LAUNCH_STATUS':
      return withServers((server) => without(server, 'launchStatus'));
    case 'NO_SERVERS':
      return job === undefined ? answer : { ...answer, job: { ...job, servers: [] } };
    case 'STRANGERS_INSTANCE': {
      const strangers = (job?.servers ?? []).map(({ sourceServerId }): DrsRecoveryInstance => ({ recoveryInstanceId: 'i-stranger', sourceServerId, ec2InstanceId: 'i-stranger', jobId: 'drsjob-stranger', isDrill: false }));
      return { ...answer, instances: [...strangers, ...answer.instances] };
    }
  }
}

/**
 * What was seen of a job whose course was this: any of its moments, in any order, any number of times, some spoilt,
 * some never; at last its end, whole. A look that was answered late shows an earlier moment than the one before it.
 */
export function drsHearing(sizes: CourseSizes = {}): fc.Arbitrary<DrsHearing> {
  const look = fc.record({
    moment: fc.nat({ max: 50 }),
    spoiling: fc.oneof({ weight: 2, arbitrary: fc.constant<Spoiling>('TRUE') }, { weight: 3, arbitrary: fc.constantFrom(...spoilings) }),
    afterSeconds: fc.integer({ min: 0, max: 900 }),
  });
  return fc.tuple(drsCourse(sizes), fc.array(look, { maxLength: 25 })).map(([course, looks]) => {
    const last = course.moments.length - 1;
    const seen = [...looks, { moment: last, spoiling: 'TRUE' as const, afterSeconds: 30 }].map(({ moment, spoiling, afterSeconds }, index): DrsObservation => {
      const at = index === looks.length ? last : moment % (last + 1);
      return { moment: at, spoiling, afterSeconds, answer: spoiltAnswer(course.moments[at] as DrsAnswer, spoiling) };
    });
    return { course, seen };
  });
}

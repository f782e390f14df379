import type { Clock } from '@drs-orchestration/core';
import { broughtForward, courseOf, launchedAt, launchStatusAt, settledAt, terminatedAt, type Course, type CoursePhase } from './timing/course.js';
import { conversionBegins, profileOf, snapshotMilliseconds, spreadMilliseconds, terminationSeconds } from './timing/profiles.js';
import { drawHex } from './timing/seededDraw.js';
import { AwsFault } from './awsFault.js';
import { FaultScript } from './faultScript.js';
import { defaultAccount, type ServerFault, type World, type WorldServer } from './world.js';

/** A server's part in an emulated job. */
export interface JobServer {
  readonly id: string;
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

/** A recovery instance that DRS knows, or knew. */
export interface RecoveryInstance {
  readonly id: string;
  readonly server: string;
  readonly jobId?: string;
  readonly isDrill: boolean;
  readonly launchedAt: number;
  termination?: { readonly job: Job; readonly server: JobServer };
}

/** A call that was made, and what came of it. */
export interface CallRecord {
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly accessKey: string;
  readonly request: unknown;
  readonly outcome: string;
}

/** A message that was published. */
export interface PublishedMessage {
  readonly at: number;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
}

/**
 * DRS in memory, and what of EC2, STS and SNS a drill meets, coherent with it. Its state is a function of what was
 * asked and of the clock: nothing in it waits.
 */
export class DrsEmulator {
  readonly world: World;
  readonly clock: Pick<Clock, 'now'>;
  readonly startedAt: number;
  readonly faults: FaultScript;
  readonly calls: CallRecord[] = [];
  readonly messages: PublishedMessage[] = [];
  readonly sessions: Map<string, { readonly account: string; readonly expiresAt: number }> = new Map();
  readonly #jobs: Job[] = [];
  readonly #placed: RecoveryInstance[] = [];
  readonly #instances = new Map<string, RecoveryInstance>();
  readonly #seed: number;

  constructor({ world, clock, startedAt }: { readonly world: World; readonly clock: Pick<Clock, 'now'>; readonly startedAt?: number }) {
    this.world = world;
    this.clock = clock;
    this.startedAt = startedAt ?? clock.now();
    this.#seed = world.Seed ?? 42;
    this.faults = new FaultScript(world.Faults ?? [], () => this.secondsSinceStart());
    for (const group of world.OtherJobs ?? []) for (let count = 0; count < group.Count; count += 1) this.#addStranger(group.EndsAfterSeconds);
    for (const server of world.Servers ?? []) if (server.RecoveryInstance !== undefined) this.#place(server);
  }

  get account(): string {
    return this.world.Account ?? defaultAccount;
  }

  /** The account that holds the servers. */
  get recoveryAccount(): string {
    return this.world.TargetAccount ?? this.account;
  }

  secondsSinceStart(): number {
    return (this.clock.now() - this.startedAt) / 1000;
  }

  servers(): readonly WorldServer[] {
    return (this.world.Servers ?? []).filter((server) => server.Exists !== false);
  }

  /** All jobs, newest first. */
  jobs(): readonly Job[] {
    return [...this.#jobs].reverse();
  }

  status(job: Job): 'PENDING' | 'STARTED' | 'COMPLETED' {
    const now = this.clock.now();
    if (now >= this.endOf(job)) return 'COMPLETED';
    return now < job.startsAt ? 'PENDING' : 'STARTED';
  }

  /** When a job is over: when all its servers' parts are. */
  endOf(job: Job): number {
    return job.endsAt ?? Math.max(job.createdAt, ...job.servers.map((server) => settledAt(server.course)));
  }

  /** Recovery instances DRS knows now. */
  recoveryInstances(): readonly RecoveryInstance[] {
    const now = this.clock.now();
    return this.everyInstance().filter((instance) => instance.termination === undefined || terminatedAt(instance.termination.server.course) > now);
  }

  /** Instances that EC2 knows: those that DRS launched, terminated ones included. */
  everyInstance(): readonly RecoveryInstance[] {
    const now = this.clock.now();
    const launched = this.#jobs.filter((job) => job.type === 'LAUNCH').flatMap((job) => job.servers.filter((server) => launchedAt(server.course) <= now).map((server) => this.#instanceOf(job, server)));
    return [...this.#placed, ...launched];
  }


  #instanceOf(job: Job, server: JobServer): RecoveryInstance {
    const known = this.#instances.get(server.instanceId) ?? { id: server.instanceId, server: server.id, jobId: job.id, isDrill: job.isDrill, launchedAt: launchedAt(server.course) };
    this.#instances.set(server.instanceId, known);
    return known;
  }

  startLaunch(serverIds: readonly string[], isDrill: boolean, tags: Record<string, string>): Job {
    this.#assertFree(serverIds);
    const id = this.#newId('drsjob-', 17);
    const { JobPending, JobStarted, Launching, LaunchActions, SpreadPercent } = profileOf(this.world);
    const now = this.clock.now();
    const startsAt = now + spreadMilliseconds(JobPending, SpreadPercent, this.#seed, `${id}/pending`);
    const servers = serverIds.map((server) => {
      const spread = (seconds: number, what: string): number => spreadMilliseconds(seconds, SpreadPercent, this.#seed, `${id}/${server}/${what}`);
      const started = spread(JobStarted, 'started');
      const snapshot = Math.min(snapshotMilliseconds, started / 4);
      const queue = Math.max(0, started * conversionBegins - snapshot);
      const phases: [CoursePhase, number][] = [['SNAPSHOT', snapshot], ['QUEUE', queue], ['CONVERSION', started - snapshot - queue], ['LAUNCH', spread(Launching, 'launching')]];
      if (!isDrill && LaunchActions > 0) phases.push(['LAUNCH_ACTIONS', spread(LaunchActions, 'actions')]);
      return { id: server, instanceId: `i-${drawHex(this.#seed, `${id}/${server}`, 17)}`, course: this.#spoilt(courseOf(startsAt, phases), server) };
    });
    const job: Job = { id, type: 'LAUNCH', isDrill, createdAt: now, startsAt, servers, tags };
    this.#jobs.push(job);
    return job;
  }

  startTermination(instanceIds: readonly string[]): Job {
    const instances = instanceIds.map((id) => this.recoveryInstances().find((instance) => instance.id === id));
    const unknown = instanceIds.filter((_, index) => instances[index] === undefined);
    if (unknown.length > 0) throw new AwsFault('ConflictException', 409, `One or more of the recovery instances do not exist: ${unknown.join(', ')}`);
    const found = instances.flatMap((instance) => instance ?? []);
    if (found.some((instance) => instance.termination !== undefined)) throw new AwsFault('ConflictException', 409, 'One or more of the recovery instances are being terminated.');
    this.#assertSlots(found.length);
    const id = this.#newId('drsjob-', 17);
    const now = this.clock.now();
    const servers = found.map((instance) => ({
      id: instance.server,
      instanceId: instance.id,
      course: this.#spoilt(courseOf(now, [['TERMINATION', spreadMilliseconds(terminationSeconds, profileOf(this.world).SpreadPercent, this.#seed, `${id}/${instance.id}`)]]), instance.server),
    }));
    const job: Job = { id, type: 'TERMINATE', isDrill: false, createdAt: now, startsAt: now, servers, tags: {} };
    this.#jobs.push(job);
    found.forEach((instance, index) => {
      const server = servers[index];
      if (server !== undefined) instance.termination = { job, server };
    });
    return job;
  }

  /** Brings all running launch jobs into a phase now. */
  advancePhase(phase: 'STARTED' | 'IN_PROGRESS' | 'COMPLETED'): void {
    const now = this.clock.now();
    for (const job of this.#jobs.filter((candidate) => candidate.type === 'LAUNCH' && this.status(candidate) !== 'COMPLETED')) {
      const sooner = Math.max(0, job.startsAt - now);
      job.startsAt -= sooner;
      for (const server of job.servers) {
        server.course = { ...server.course, ends: server.course.ends.map((end) => ({ ...end, at: end.at - sooner })) };
        if (phase !== 'STARTED') server.course = broughtForward(server.course, 'CONVERSION', now);
        if (phase === 'COMPLETED') server.course = broughtForward(server.course, 'LAUNCH', now);
      }
    }
  }

  /** Ends all launch actions now. */
  advanceLaunchActions(): void {
    for (const job of this.#jobs) for (const server of job.servers) server.course = broughtForward(server.course, 'LAUNCH_ACTIONS', this.clock.now());
  }

  launchStatus(server: JobServer): string {
    return launchStatusAt(server.course, this.clock.now());
  }

  #assertFree(serverIds: readonly string[]): void {
    const max = this.world.Quotas?.ServersPerJob ?? 100;
    if (serverIds.length > max) throw quota(`A job can have at most ${max} servers.`, 'L-B827C881');
    const known = new Set(this.servers().map((server) => server.SourceServerId));
    const unknown = serverIds.filter((id) => !known.has(id));
    if (unknown.length > 0) throw new AwsFault('ConflictException', 409, `One or more of the source servers do not exist.`, { resourceId: unknown[0], resourceType: 'AWS::DRS::SourceServer' });
    const busy = new Set(this.#running().flatMap((job) => job.servers.map((server) => server.id)));
    if (serverIds.some((id) => busy.has(id))) throw new AwsFault('ConflictException', 409, 'One or more of the Source Servers included in the API call are currently participating in a job.');
    this.#assertSlots(serverIds.length);
  }

  #assertSlots(servers: number): void {
    const { ConcurrentJobs = 20, ServersInJobs = 500 } = this.world.Quotas ?? {};
    const running = this.#running();
    if (running.length >= ConcurrentJobs) throw quota(`At most ${ConcurrentJobs} jobs can run at a time.`, 'L-D88FAC3A');
    if (running.reduce((sum, job) => sum + job.servers.length, 0) + servers > ServersInJobs) throw quota(`At most ${ServersInJobs} servers can be in jobs at a time.`, 'L-05AFA8C6');
  }

  #running(): readonly Job[] {
    return this.#jobs.filter((job) => this.status(job) !== 'COMPLETED');
  }

  #spoilt(course: Course, server: string): Course {
    const fault = (this.world.Faults ?? []).find((candidate): candidate is ServerFault => 'Server' in candidate && candidate.Server === server && course.ends.some((end) => end.phase === candidate.Phase));
    if (fault === undefined) return course;
    if (fault.Fault === 'STALL') return { ...course, stalledIn: fault.Phase as CoursePhase };
    return { ...course, fault: { phase: fault.Phase, kind: fault.Fault, rawError: fault.RawError ?? `${fault.Phase} failed` } };
  }

  #addStranger(endsAfterSeconds: number | undefined): void {
    const id = this.#newId('drsjob-', 17);
    const server = `s-${drawHex(this.#seed, `stranger/${id}`, 17)}`;
    const endsAt = endsAfterSeconds === undefined ? Infinity : this.startedAt + endsAfterSeconds * 1000;
    this.#jobs.push({ id, type: 'LAUNCH', isDrill: true, createdAt: this.startedAt, startsAt: this.startedAt, servers: [{ id: server, instanceId: '', course: { ends: [] } }], tags: {}, endsAt });
  }

  #place(server: WorldServer): void {
    const given = server.RecoveryInstance;
    if (given === undefined) return;
    this.#placed.push({
      id: given.InstanceId ?? `i-${drawHex(this.#seed, `placed/${server.SourceServerId}`, 17)}`,
      server: server.SourceServerId,
      isDrill: given.IsDrill,
      launchedAt: this.startedAt,
      ...(given.JobId === undefined ? {} : { jobId: given.JobId }),
    });
  }

  #newId(prefix: string, length: number): string {
    return `${prefix}${drawHex(this.#seed, `${prefix}${this.#jobs.length}`, length)}`;
  }
}

function quota(message: string, quotaCode: string): AwsFault {
  return new AwsFault('ServiceQuotaExceededException', 402, message, { quotaCode, serviceCode: 'drs' });
}

import type { Clock } from '@drs-orchestration/core';
import type { CallRecord } from './callRecord.js';
import { FaultScript } from './faults/faultScript.js';
import { spoiltCourse, unspoiltCourse } from './faults/spoiltCourse.js';
import { ec2StateAt, isBeingTerminated, isTerminated, type Ec2State, type RecoveryInstance } from './fleet/recoveryInstance.js';
import { endOfJob, jobStatusAt, type Job, type JobServer } from './jobs/job.js';
import { launchJob } from './jobs/launchJob.js';
import { assertJobSize, assertSlots } from './jobs/quotas.js';
import { strangersJob } from './jobs/strangersJob.js';
import { terminationJob } from './jobs/terminationJob.js';
import type { PublishedMessage } from './publishedMessage.js';
import { busyServers, conflict } from './refusals.js';
import { broughtForward, launchedAt, launchStatusAt, resumed, shifted } from './timing/course.js';
import { profileOf } from './timing/profiles.js';
import { drawHex } from './timing/seededDraw.js';
import { defaultAccount, type CallFault, type ServerFault, type World, type WorldFault, type WorldServer } from './world.js';

export type { CallRecord } from './callRecord.js';
export type { PublishedMessage } from './publishedMessage.js';
export type { RecoveryInstance } from './fleet/recoveryInstance.js';
export type { Job, JobServer } from './jobs/job.js';

const isCallFault = (fault: WorldFault): fault is CallFault => 'Service' in fault;
const isServerFault = (fault: WorldFault): fault is ServerFault => 'Server' in fault;

/** How long before the world's start those instances were launched that run from its start. Milliseconds. */
const placedBefore = 86_400_000;

/**
 * DRS in memory, and what of EC2, STS and SNS a drill meets, coherent with it. Its state is a function of what was
 * asked and of the clock: nothing in it waits.
 */
export class DrsEmulator {
  readonly world: World;
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly faults: FaultScript;
  readonly calls: CallRecord[] = [];
  readonly messages: PublishedMessage[] = [];
  /** By access key. */
  readonly sessions: Map<string, { readonly account: string; readonly expiresAt: number }> = new Map();
  readonly #jobs: Job[] = [];
  readonly #placed: RecoveryInstance[] = [];
  readonly #launched = new Map<string, RecoveryInstance>();
  readonly #tags = new Map<string, Record<string, string>>();
  readonly #elsewhere = new Map<string, DrsEmulator>();
  #serverFaults: readonly ServerFault[];

  constructor({ world, clock, startedAt }: { readonly world: World; readonly clock: Pick<Clock, 'now'>; readonly startedAt?: number }) {
    this.world = world;
    this.clock = clock;
    this.startedAt = startedAt ?? clock.now();
    const faults = world.Faults ?? [];
    this.faults = new FaultScript(faults.filter(isCallFault), () => this.secondsSinceStart());
    this.#serverFaults = faults.filter(isServerFault);
    for (const { Count, EndsAfterSeconds = Infinity } of world.OtherJobs ?? []) {
      for (let count = 0; count < Count; count += 1) this.#jobs.push(strangersJob(this.#newJobId(), this.startedAt, this.startedAt + EndsAfterSeconds * 1000, this.seed));
    }
    for (const server of world.Servers ?? []) this.#place(server);
  }

  get seed(): number {
    return this.world.Seed ?? 42;
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

  /** What an account sees in a Region: this world, or an empty one where the servers are elsewhere. */
  seenFrom(account: string, region: string): DrsEmulator {
    if (account === this.recoveryAccount && (this.world.Region === undefined || this.world.Region === region)) return this;
    const key = `${account}/${region}`;
    const known = this.#elsewhere.get(key) ?? new DrsEmulator({ world: { Seed: this.seed, Account: account, Region: region }, clock: this.clock, startedAt: this.startedAt });
    this.#elsewhere.set(key, known);
    return known;
  }

  servers(): readonly WorldServer[] {
    return (this.world.Servers ?? []).filter((server) => server.Exists !== false);
  }

  /** All jobs, newest first. */
  jobs(): readonly Job[] {
    return [...this.#jobs].reverse();
  }

  status(job: Job): 'PENDING' | 'STARTED' | 'COMPLETED' {
    return jobStatusAt(job, this.clock.now());
  }

  /** When a job is over: when all its servers' parts are. */
  endOf(job: Job): number {
    return endOfJob(job);
  }

  /** Recovery instances DRS knows now. */
  recoveryInstances(): readonly RecoveryInstance[] {
    const now = this.clock.now();
    return this.everyInstance().filter((instance) => !isTerminated(instance, now));
  }

  /** All instances there have been: those that DRS launched, terminated ones included. */
  everyInstance(): readonly RecoveryInstance[] {
    const now = this.clock.now();
    const launches = this.#jobs.filter((job) => job.type === 'LAUNCH' && job.startsAt <= now);
    return [...this.#placed, ...launches.flatMap((job) => job.servers.filter((server) => launchedAt(server.course) <= now).map((server) => this.#instanceOf(job, server)))];
  }

  /** EC2's view of an instance now. */
  ec2State(instance: RecoveryInstance): Ec2State {
    const boots = this.#launched.has(instance.id);
    const fault = boots ? this.#serverFaults.find(({ Server, Phase }) => Server === instance.server && Phase === 'BOOT') : undefined;
    return ec2StateAt(instance, this.clock.now(), this.world.Ec2, fault?.Fault);
  }

  /** DRS's launchStatus of a server in a job now; TERMINATED once the instance it was launched as is gone. */
  launchStatus(server: JobServer): string {
    const instance = this.#launched.get(server.instanceId);
    if (instance !== undefined && isTerminated(instance, this.clock.now())) return 'TERMINATED';
    return launchStatusAt(server.course, this.clock.now());
  }

  /** A resource's tags, to read and to write, by its id; `initial` is what it had from the start. */
  tagsOf(id: string, initial: Readonly<Record<string, string>> = {}): Record<string, string> {
    const tags = this.#tags.get(id) ?? this.#jobs.find((job) => job.id === id)?.tags ?? { ...initial };
    this.#tags.set(id, tags);
    return tags;
  }

  /** @throws AwsFault (conflict, quota) */
  startLaunch(serverIds: readonly string[], isDrill: boolean, tags: Record<string, string>): Job {
    assertJobSize(serverIds.length, this.world.Quotas);
    const known = new Set(this.servers().map((server) => server.SourceServerId));
    const unknown = serverIds.find((id) => !known.has(id));
    if (unknown !== undefined) throw conflict('One or more of the Source Servers included in the API call do not exist.', { id: unknown, type: 'AWS::DRS::SourceServer' });
    const running = this.#running();
    const busy = new Set(running.flatMap((job) => job.servers.map((server) => server.id)));
    if (serverIds.some((id) => busy.has(id))) throw conflict(busyServers);
    assertSlots(running, serverIds.length, this.world.Quotas);
    return this.#begun(launchJob({ id: this.#newJobId(), at: this.clock.now(), serverIds, isDrill, tags, profile: profileOf(this.world), seed: this.seed }));
  }

  /** @throws AwsFault (conflict, quota) */
  startTermination(instanceIds: readonly string[]): Job {
    assertJobSize(instanceIds.length, this.world.Quotas);
    const known = new Map(this.recoveryInstances().map((instance) => [instance.id, instance]));
    const instances = instanceIds.flatMap((id) => known.get(id) ?? []);
    const unknown = instanceIds.find((id) => !known.has(id));
    if (unknown !== undefined) throw conflict('One or more of the Recovery Instances included in the API call do not exist.', { id: unknown, type: 'AWS::DRS::RecoveryInstance' });
    if (instances.some((instance) => isBeingTerminated(instance, this.clock.now()))) throw conflict('One or more of the Recovery Instances included in the API call are currently participating in a job.');
    assertSlots(this.#running(), instances.length, this.world.Quotas);
    return this.#begun(terminationJob({ id: this.#newJobId(), at: this.clock.now(), instances, profile: profileOf(this.world), seed: this.seed }));
  }

  /** Brings all running launch jobs into a phase now: STARTED, servers IN_PROGRESS, or COMPLETED. */
  advancePhase(phase: 'STARTED' | 'IN_PROGRESS' | 'COMPLETED'): void {
    const now = this.clock.now();
    for (const job of this.#running().filter((candidate) => candidate.type === 'LAUNCH')) {
      const sooner = Math.max(0, job.startsAt - now);
      job.startsAt -= sooner;
      for (const server of job.servers) {
        server.course = shifted(server.course, -sooner);
        if (phase !== 'STARTED') server.course = broughtForward(server.course, 'CONVERSION', now);
        if (phase === 'COMPLETED') server.course = broughtForward(server.course, 'LAUNCH', now);
      }
    }
  }

  /** Ends all launch actions of launched servers now. */
  advanceLaunchActions(): void {
    const now = this.clock.now();
    for (const server of this.#jobs.flatMap((job) => job.servers)) {
      if (launchedAt(server.course) <= now) server.course = broughtForward(server.course, 'LAUNCH_ACTIONS', now);
    }
  }

  /** DRS throttles every call for so many seconds from now on. */
  throttleFor(seconds: number): void {
    const now = this.secondsSinceStart();
    this.faults.add({ Service: 'drs', Operation: '*', FromSecond: now, ToSecond: now + seconds, Fault: 'THROTTLE' });
  }

  /** Adds a fault of calls, or of a server: of its jobs to come and of the phases of a running one that are not over. */
  addFault(fault: CallFault | ServerFault): void {
    if (isCallFault(fault)) return this.faults.add(fault);
    this.#serverFaults = [...this.#serverFaults, fault];
    for (const job of this.#running()) this.#spoil(job);
  }

  /** From now on nothing goes wrong: calls succeed, what stalled goes on, what did not fail yet will not. */
  clearFaults(): void {
    const now = this.clock.now();
    this.faults.clear();
    this.#serverFaults = [];
    for (const server of this.#jobs.flatMap((job) => job.servers)) server.course = unspoiltCourse(resumed(server.course, now), now);
  }

  #running(): readonly Job[] {
    return this.#jobs.filter((job) => this.status(job) !== 'COMPLETED');
  }

  #begun(job: Job): Job {
    this.#jobs.push(job);
    this.#spoil(job);
    return job;
  }

  #spoil(job: Job): void {
    for (const server of job.servers) server.course = spoiltCourse(server.course, this.#serverFaults.filter(({ Server }) => Server === server.id), this.clock.now());
  }

  #instanceOf(job: Job, server: JobServer): RecoveryInstance {
    const known = this.#launched.get(server.instanceId) ?? { id: server.instanceId, server: server.id, jobId: job.id, isDrill: job.isDrill, launchedAt: launchedAt(server.course) };
    this.#launched.set(server.instanceId, known);
    return known;
  }

  #place({ SourceServerId: server, RecoveryInstance: given }: WorldServer): void {
    if (given === undefined) return;
    const id = given.InstanceId ?? `i-${drawHex(this.seed, `placed/${server}`, 17)}`;
    this.#placed.push({ id, server, isDrill: given.IsDrill, launchedAt: this.startedAt - placedBefore, ...(given.JobId === undefined ? {} : { jobId: given.JobId }) });
  }

  #newJobId(): string {
    return `drsjob-${drawHex(this.seed, `drsjob-${this.#jobs.length}`, 17)}`;
  }
}

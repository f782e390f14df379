import { ServiceError, type Clock, type Drs, type DrsJob, type DrsJobLogEvent, type DrsLaunchRequest, type DrsRecoveryInstance, type DrsSourceServer, type FailureKind } from '@drs-orchestration/core';

/** What becomes of one StartRecovery: refused or failed unacted; acted, the answer lost; acted or not, never answered. */
export type LaunchFault = { readonly refuse: FailureKind; readonly resourceId?: string } | { readonly lose: FailureKind } | { readonly hang: 'ACTED' | 'UNACTED' };

/** A service error of DRS. */
export function drsError(kind: FailureKind, operation: string = 'StartRecovery', resourceId?: string): ServiceError {
  return new ServiceError({ service: 'DRS', operation, kind, message: `DRS ${operation}: ${kind}`, resourceId });
}

/**
 * DRS as a test scripts it: servers, jobs and instances are what the test puts there; launches keep the conflict of a
 * server with its active job, and meet scripted faults in turn.
 */
export class ScriptedDrs implements Drs {
  readonly servers = new Map<string, DrsSourceServer>();
  /** Newest first. */
  jobs: DrsJob[] = [];
  instances: DrsRecoveryInstance[] = [];
  readonly logs = new Map<string, DrsJobLogEvent[]>();
  /** Every StartRecovery that DRS received, acted upon or not. */
  readonly launches: { readonly request: DrsLaunchRequest; readonly at: number }[] = [];
  readonly terminations: (readonly string[])[] = [];
  /** What the next launches meet, in turn. */
  readonly launchFaults: LaunchFault[] = [];
  readonly terminationFaults: FailureKind[] = [];
  /** While set, these reads fail: all of them, or the one named. */
  failReads: { readonly kind: FailureKind; readonly operation?: string } | undefined;
  /** Calls by operation. */
  readonly calls = new Map<string, number>();
  readonly asked: { readonly operation: string; readonly ids: readonly string[] | 'ALL' }[] = [];
  #made = 0;

  constructor(private readonly clock: Clock) {}

  /** Servers that DRS knows and replicates. */
  replicate(ids: readonly string[], keys: Partial<DrsSourceServer> = {}): void {
    for (const id of ids) this.servers.set(id, { sourceServerId: id, hostName: `host-${id.slice(-3)}`, replicationState: 'CONTINUOUS', tags: {}, ...keys });
  }

  /** A job that somebody else runs. */
  strangersJob(servers: readonly string[], keys: Partial<DrsJob> = {}): DrsJob {
    return this.#add({ jobId: `drsjob-stranger-${(this.#made += 1)}`, type: 'LAUNCH', status: 'STARTED', createdAt: this.clock.now(), servers: servers.map((sourceServerId) => ({ sourceServerId })), tags: {}, ...keys });
  }

  /** Changes a job. */
  change(jobId: string, keys: Partial<DrsJob>): void {
    this.jobs = this.jobs.map((job) => (job.jobId === jobId ? { ...job, ...keys } : job));
  }

  /** Ends a job with all its servers launched, each with a running instance. */
  launchAll(jobId: string, isDrill: boolean = true): void {
    const job = this.jobs.find((candidate) => candidate.jobId === jobId);
    const servers = (job?.servers ?? []).map(({ sourceServerId }) => ({ sourceServerId, launchStatus: 'LAUNCHED', recoveryInstanceId: `i-${sourceServerId.slice(-6)}` }));
    this.change(jobId, { status: 'COMPLETED', endedAt: this.clock.now(), servers });
    for (const { sourceServerId, recoveryInstanceId } of servers) this.instances.push({ recoveryInstanceId, sourceServerId, ec2InstanceId: recoveryInstanceId, ec2InstanceState: 'RUNNING', jobId, isDrill });
  }

  async startRecovery(request: DrsLaunchRequest, signal: AbortSignal): Promise<DrsJob> {
    this.#count('StartRecovery');
    if (signal.aborted) throw drsError('NETWORK');
    this.launches.push({ request, at: this.clock.now() });
    const fault = this.launchFaults.shift();
    if (fault !== undefined && 'refuse' in fault) throw drsError(fault.refuse, 'StartRecovery', fault.resourceId);
    if (fault !== undefined && 'hang' in fault) {
      if (fault.hang === 'ACTED') this.#launch(request);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw drsError('NETWORK');
    }
    const busy = new Set(this.jobs.filter((job) => job.status !== 'COMPLETED').flatMap((job) => job.servers.map((server) => server.sourceServerId)));
    if (request.servers.some((server) => busy.has(server.sourceServerId))) throw drsError('CONFLICT');
    const job = this.#launch(request);
    if (fault !== undefined) throw drsError(fault.lose);
    return job;
  }

  async describeSourceServers(ids: readonly string[] | 'ALL'): Promise<readonly DrsSourceServer[]> {
    this.#read('DescribeSourceServers', ids);
    return ids === 'ALL' ? [...this.servers.values()] : ids.flatMap((id) => this.servers.get(id) ?? []);
  }

  async describeJobs(ids: readonly string[]): Promise<readonly DrsJob[]> {
    this.#read('DescribeJobs', ids);
    return this.jobs.filter((job) => ids.includes(job.jobId));
  }

  async *listJobs(createdSince: number): AsyncIterable<readonly DrsJob[]> {
    this.#read('ListJobs', [String(createdSince)]);
    const since = this.jobs.filter((job) => (job.createdAt ?? 0) >= createdSince);
    for (let start = 0; start < since.length; start += 2) yield since.slice(start, start + 2);
  }

  async describeJobLog(jobId: string): Promise<readonly DrsJobLogEvent[]> {
    this.#read('DescribeJobLog', [jobId]);
    return this.logs.get(jobId) ?? [];
  }

  async describeRecoveryInstances(ids: readonly string[]): Promise<readonly DrsRecoveryInstance[]> {
    this.#read('DescribeRecoveryInstances', ids);
    return this.instances.filter((instance) => ids.includes(instance.sourceServerId));
  }

  async terminateRecoveryInstances(ids: readonly string[]): Promise<DrsJob> {
    this.#count('TerminateRecoveryInstances');
    this.terminations.push(ids);
    const fault = this.terminationFaults.shift();
    if (fault !== undefined) throw drsError(fault, 'TerminateRecoveryInstances');
    this.instances = this.instances.map((instance) => (ids.includes(instance.recoveryInstanceId) ? { ...instance, ec2InstanceState: 'SHUTTING-DOWN' } : instance));
    return this.#add({ jobId: `drsjob-terminate-${(this.#made += 1)}`, type: 'TERMINATE', status: 'PENDING', createdAt: this.clock.now(), servers: [], tags: {} });
  }

  #launch(request: DrsLaunchRequest): DrsJob {
    return this.#add({ jobId: `drsjob-${(this.#made += 1)}`, type: 'LAUNCH', status: 'PENDING', createdAt: this.clock.now(), servers: request.servers.map(({ sourceServerId }) => ({ sourceServerId })), tags: request.tags });
  }

  #add(job: DrsJob): DrsJob {
    this.jobs = [job, ...this.jobs];
    return job;
  }

  #read(operation: string, ids: readonly string[] | 'ALL'): void {
    this.#count(operation);
    this.asked.push({ operation, ids });
    if (this.failReads !== undefined && (this.failReads.operation ?? operation) === operation) throw drsError(this.failReads.kind, operation);
  }

  #count(operation: string): void {
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
  }
}

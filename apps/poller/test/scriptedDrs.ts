import { ServiceError, type Drs, type DrsJob, type DrsJobLogEvent, type DrsRecoveryInstance, type FailureKind } from '@drs-orchestration/core';

/** What DRS says, as a test scripts it; it counts what it is asked and launches nothing. */
export class ScriptedDrs implements Drs {
  jobs: DrsJob[] = [];
  instances: DrsRecoveryInstance[] = [];
  readonly logs = new Map<string, DrsJobLogEvent[]>();
  readonly asked: { readonly operation: string; readonly ids: readonly string[] }[] = [];
  /** While set, these reads fail: all of them, or the one named. */
  fails: { readonly kind: FailureKind; readonly operation?: string } | undefined;
  /** Runs while a question about jobs is under way. */
  meanwhile: (() => Promise<void>) | undefined;

  /** Puts a job, or changes the one of that id. */
  job(jobId: string, status: string, servers: DrsJob['servers'] = [], keys: Partial<DrsJob> = {}): void {
    this.jobs = [...this.jobs.filter((job) => job.jobId !== jobId), { jobId, type: 'LAUNCH', status, servers, tags: {}, ...keys }];
  }

  async describeJobs(ids: readonly string[]): Promise<readonly DrsJob[]> {
    this.#ask('DescribeJobs', ids);
    const jobs = this.jobs.filter((job) => ids.includes(job.jobId));
    await this.meanwhile?.();
    return jobs;
  }

  async *listJobs(): AsyncIterable<readonly DrsJob[]> {
    this.#ask('ListJobs', []);
    yield this.jobs;
  }

  async describeJobLog(jobId: string): Promise<readonly DrsJobLogEvent[]> {
    this.#ask('DescribeJobLog', [jobId]);
    return this.logs.get(jobId) ?? [];
  }

  async describeRecoveryInstances(ids: readonly string[]): Promise<readonly DrsRecoveryInstance[]> {
    this.#ask('DescribeRecoveryInstances', ids);
    return this.instances.filter((instance) => ids.includes(instance.sourceServerId));
  }

  describeSourceServers(): Promise<never> {
    throw new Error('the poller has no business with source servers');
  }

  startRecovery(): Promise<never> {
    throw new Error('the poller launches nothing');
  }

  terminateRecoveryInstances(): Promise<never> {
    throw new Error('the poller terminates nothing');
  }

  #ask(operation: string, ids: readonly string[]): void {
    this.asked.push({ operation, ids });
    if (this.fails !== undefined && (this.fails.operation ?? operation) === operation) throw new ServiceError({ service: 'DRS', operation, kind: this.fails.kind, message: `DRS ${operation}: ${this.fails.kind}` });
  }
}

import {
  DescribeJobLogItemsCommand, DescribeJobsCommand, DescribeRecoveryInstancesCommand, DescribeSourceServersCommand, DrsClient,
  StartRecoveryCommand, TerminateRecoveryInstancesCommand, type DescribeJobsCommandInput,
} from '@aws-sdk/client-drs';
import type { ZodType } from 'zod';
import type { Drs, DrsJob, DrsJobLogEvent, DrsLaunchRequest, DrsRecoveryInstance, DrsSourceServer } from '../ports/index.js';
import { callService } from './callService.js';
import { chunks } from './chunks.js';
import { clientSettings, onOurClock, type Connection } from './clients.js';
import { job, jobLogEvent, pageOf, parseAnswer, recoveryInstance, sourceServer, startedJob } from './drsAnswers.js';
import { nextPage } from './nextPage.js';

/** Ids a filter of source servers or recovery instances takes. */
const idsInFilter = 200;
/** Job ids a filter of DescribeJobs takes. */
const jobsInFilter = 1000;
/** The system's word for the latest data; DRS says it by leaving the snapshot out (P6). */
const latestSnapshot = 'LATEST';

/** DRS's clients of one account and Region: those calls that may be repeated, and those that must not be. */
export interface DrsClients {
  readonly reads: DrsClient;
  readonly launches: DrsClient;
}

/** Elastic Disaster Recovery, in one account and Region. */
export class AwsDrs implements Drs {
  readonly #reads: DrsClient;
  readonly #launches: DrsClient;

  constructor({ reads, launches }: DrsClients) {
    this.#reads = reads;
    this.#launches = launches;
  }

  async describeSourceServers(sourceServerIds: readonly string[] | 'ALL'): Promise<readonly DrsSourceServer[]> {
    const filters = sourceServerIds === 'ALL' ? [{}] : [...chunks(sourceServerIds, idsInFilter)].map((ids) => ({ sourceServerIDs: ids }));
    const servers: DrsSourceServer[] = [];
    for (const filter of filters) {
      const pages = this.#pages('DescribeSourceServers', sourceServer, (nextToken) =>
        this.#reads.send(new DescribeSourceServersCommand({ filters: filter, ...nextToken })));
      for await (const page of pages) servers.push(...page);
    }
    return servers;
  }

  async startRecovery(request: DrsLaunchRequest, signal: AbortSignal): Promise<DrsJob> {
    const sourceServers = request.servers.map(({ sourceServerId, recoverySnapshotId }) => ({
      sourceServerID: sourceServerId,
      ...(recoverySnapshotId === undefined || recoverySnapshotId === latestSnapshot ? {} : { recoverySnapshotID: recoverySnapshotId }),
    }));
    const command = new StartRecoveryCommand({ sourceServers, isDrill: request.isDrill, tags: { ...request.tags } });
    const answer = await callService('DRS', 'StartRecovery', () => this.#launches.send(command), { signal });
    return parseAnswer('StartRecovery', startedJob, answer).job;
  }

  async describeJobs(jobIds: readonly string[]): Promise<readonly DrsJob[]> {
    const jobs: DrsJob[] = [];
    // No ids at all would mean every job of the account, so no call is made for none.
    for (const jobIDs of chunks(jobIds, jobsInFilter)) {
      for await (const page of this.#jobs({ jobIDs })) jobs.push(...page);
    }
    return jobs;
  }

  listJobs(createdSince: number): AsyncIterable<readonly DrsJob[]> {
    // DRS refuses dates that do not end in Z.
    return this.#jobs({ fromDate: new Date(createdSince).toISOString() });
  }

  async describeJobLog(jobId: string): Promise<readonly DrsJobLogEvent[]> {
    const events: DrsJobLogEvent[] = [];
    const pages = this.#pages('DescribeJobLogItems', jobLogEvent, (nextToken) =>
      this.#reads.send(new DescribeJobLogItemsCommand({ jobID: jobId, ...nextToken })));
    for await (const page of pages) events.push(...page);
    return events.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
  }

  async describeRecoveryInstances(sourceServerIds: readonly string[]): Promise<readonly DrsRecoveryInstance[]> {
    const instances: DrsRecoveryInstance[] = [];
    for (const sourceServerIDs of chunks(sourceServerIds, idsInFilter)) {
      const pages = this.#pages('DescribeRecoveryInstances', recoveryInstance, (nextToken) =>
        this.#reads.send(new DescribeRecoveryInstancesCommand({ filters: { sourceServerIDs }, ...nextToken })));
      for await (const page of pages) instances.push(...page);
    }
    return instances;
  }

  async terminateRecoveryInstances(recoveryInstanceIds: readonly string[]): Promise<DrsJob> {
    const command = new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [...recoveryInstanceIds] });
    const answer = await callService('DRS', 'TerminateRecoveryInstances', () => this.#launches.send(command));
    return parseAnswer('TerminateRecoveryInstances', startedJob, answer).job;
  }

  #jobs(filters: NonNullable<DescribeJobsCommandInput['filters']>): AsyncGenerator<DrsJob[]> {
    return this.#pages('DescribeJobs', job, (nextToken) => this.#reads.send(new DescribeJobsCommand({ filters, ...nextToken })));
  }

  /** Every page of a list, checked. */
  async *#pages<Item>(
    operation: string,
    schema: ZodType<Item>,
    send: (nextToken: { nextToken?: string }) => Promise<unknown>,
  ): AsyncGenerator<Item[]> {
    let nextToken: string | undefined;
    do {
      const next = nextToken === undefined ? {} : { nextToken };
      const answer = await callService('DRS', operation, () => send(next));
      const page = parseAnswer(operation, pageOf(schema), answer);
      yield page.items;
      nextToken = nextPage('DRS', operation, nextToken, page.nextToken);
    } while (nextToken !== undefined);
  }
}

/** DRS over a connection. */
export function drsOver(connection: Connection): Drs {
  const client = (mode: 'READS' | 'LAUNCHES'): DrsClient => onOurClock(new DrsClient(clientSettings('DRS', connection, mode)), connection);
  return new AwsDrs({ reads: client('READS'), launches: client('LAUNCHES') });
}

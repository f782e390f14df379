import type { Drs } from '@drs-orchestration/core';
import type { Input } from '../operations/operation.js';
import { drsJob, drsJobLogEvent, drsRecoveryInstance, drsSourceServer } from './drsRecords.js';
import { idChunks } from './idChunks.js';
import type { CallerSource, InProcessCalls } from './inProcessCalls.js';
import { WireMembers } from './wireMembers.js';

/** Ids a filter of source servers or recovery instances takes. */
const idsInFilter = 200;
/** Job ids a filter of DescribeJobs takes. */
const jobsInFilter = 1000;

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** The Drs port on an emulator, called as `caller`. */
export function inProcessDrs(calls: InProcessCalls, caller: CallerSource): Drs {
  async function* pages<T>(operation: string, input: Input, read: (item: WireMembers) => T): AsyncGenerator<readonly T[]> {
    let nextToken: string | undefined;
    do {
      const next = nextToken === undefined ? {} : { nextToken };
      const page = new WireMembers(operation, await calls({ service: 'drs', operation, input: { ...input, ...next }, mode: 'READS' }, caller));
      yield page.neededList('items').map(read);
      nextToken = page.text('nextToken');
    } while (nextToken !== undefined);
  }

  async function* inChunks<T>(operation: string, ids: readonly string[], size: number, filter: string, read: (item: WireMembers) => T): AsyncGenerator<readonly T[]> {
    // No ids at all would mean everything of the account, so no call is made for none.
    for (const chunk of idChunks(ids, size)) yield* pages(operation, { filters: { [filter]: chunk } }, read);
  }

  return {
    describeSourceServers: (ids) =>
      all(ids === 'ALL' ? pages('DescribeSourceServers', { filters: {} }, drsSourceServer) : inChunks('DescribeSourceServers', ids, idsInFilter, 'sourceServerIDs', drsSourceServer)),
    async startRecovery({ servers, isDrill, tags }, signal) {
      const sourceServers = servers.map(({ sourceServerId, recoverySnapshotId }) => ({
        sourceServerID: sourceServerId,
        // DRS takes the latest data where no snapshot is named (P6).
        ...(recoverySnapshotId === undefined || recoverySnapshotId === 'LATEST' ? {} : { recoverySnapshotID: recoverySnapshotId }),
      }));
      const answer = await calls({ service: 'drs', operation: 'StartRecovery', input: { sourceServers, isDrill, tags }, mode: 'LAUNCHES', signal }, caller);
      return drsJob(new WireMembers('StartRecovery', answer).member('job'));
    },
    describeJobs: (ids) => all(inChunks('DescribeJobs', ids, jobsInFilter, 'jobIDs', drsJob)),
    listJobs: (createdSince) => pages('DescribeJobs', { filters: { fromDate: new Date(createdSince).toISOString() } }, drsJob),
    async describeJobLog(jobID) {
      const events = await all(pages('DescribeJobLogItems', { jobID }, drsJobLogEvent));
      return events.sort((one, other) => (one.at ?? 0) - (other.at ?? 0));
    },
    describeRecoveryInstances: (ids) => all(inChunks('DescribeRecoveryInstances', ids, idsInFilter, 'sourceServerIDs', drsRecoveryInstance)),
    async terminateRecoveryInstances(ids) {
      const answer = await calls({ service: 'drs', operation: 'TerminateRecoveryInstances', input: { recoveryInstanceIDs: [...ids] }, mode: 'LAUNCHES' }, caller);
      return drsJob(new WireMembers('TerminateRecoveryInstances', answer).member('job'));
    },
  };
}

import assert from 'node:assert/strict';
import { answerOf, each, itemsOf, pagesOf, refusalBy, type ContractCase, type DrsContractSubject, type Members } from './contractCase.js';

const nobody = { server: 's-00000000000000000', job: 'drsjob-00000000000000000', instance: 'i-00000000000000000' } as const;

const ids = (many: number, start: string): readonly string[] => Array.from({ length: many }, (_, index) => `${start}${String(index).padStart(17, '0')}`);

/** The lists of DRS: how their items are named, and how they are asked for by name. */
const lists = [
  { operation: 'DescribeSourceServers', id: 'sourceServerID', filter: 'sourceServerIDs', unknown: nobody.server },
  { operation: 'DescribeJobs', id: 'jobID', filter: 'jobIDs', unknown: nobody.job },
  { operation: 'DescribeRecoveryInstances', id: 'recoveryInstanceID', filter: 'recoveryInstanceIDs', unknown: nobody.instance },
] as const;

const listCases = lists.flatMap(({ operation, id, filter, unknown }): readonly ContractCase<DrsContractSubject>[] => [
  {
    title: `${operation} gives each item once, in pages of at most maxResults`,
    async holds(subject) {
      const seen = each((await pagesOf(subject, operation, 2)).flat(), id);
      assert.equal(new Set(seen).size, seen.length);
      const whole = await answerOf(subject, operation);
      // Of a long list not every page was read.
      if ((whole['nextToken'] ?? null) === null && itemsOf(whole).length <= 40) assert.deepEqual(seen.toSorted(), each(itemsOf(whole), id).toSorted());
    },
  },
  {
    title: `${operation} by ids gives those that it has, and no others`,
    async holds(subject) {
      const known = each(itemsOf(await answerOf(subject, operation, { maxResults: 2 })), id);
      const found = async (wanted: readonly string[]): Promise<readonly string[]> => each(itemsOf(await answerOf(subject, operation, { filters: { [filter]: wanted } })), id);
      assert.deepEqual(await found([unknown]), []);
      if (known.length > 0) assert.deepEqual((await found([...known, unknown])).toSorted(), known.toSorted());
    },
  },
  {
    title: `${operation} refuses a malformed id, pages of nothing and a token that it did not give`,
    async holds(subject) {
      for (const input of [{ filters: { [filter]: ['nobody'] } }, { maxResults: 0 }, { nextToken: 'not-a-token' }]) assert.equal(await refusalBy(subject, operation, input), 'ValidationException');
    },
  },
]);

const newestJob = async (subject: DrsContractSubject): Promise<Members | undefined> => itemsOf(await answerOf(subject, 'DescribeJobs', { maxResults: 1 }))[0];

/** What a DRS must do that is only read: these cases may run on anybody's account. */
export const readCases: readonly ContractCase<DrsContractSubject>[] = [
  ...listCases,
  {
    title: 'DescribeSourceServers takes 200 ids, and refuses 201',
    async holds(subject) {
      await answerOf(subject, 'DescribeSourceServers', { filters: { sourceServerIDs: ids(200, 's-') } });
      assert.equal(await refusalBy(subject, 'DescribeSourceServers', { filters: { sourceServerIDs: ids(201, 's-') } }), 'ValidationException');
    },
  },
  {
    title: 'DescribeJobs sorts newest first',
    async holds(subject) {
      const created = (await pagesOf(subject, 'DescribeJobs', 10, {}, 2)).flat().map((job) => Date.parse(String(job['creationDateTime'])));
      assert.deepEqual(created, created.toSorted((one, other) => other - one));
    },
  },
  {
    title: 'DescribeJobs by dates gives the jobs of that time, and refuses dates that do not end in Z',
    async holds(subject) {
      assert.deepEqual(itemsOf(await answerOf(subject, 'DescribeJobs', { filters: { fromDate: '2020-01-01T00:00:00Z', toDate: '2020-01-02T00:00:00Z' } })), []);
      const job = await newestJob(subject);
      if (job !== undefined) {
        const at = new Date(Date.parse(String(job['creationDateTime']))).toISOString();
        assert.ok(each(itemsOf(await answerOf(subject, 'DescribeJobs', { filters: { fromDate: at } })), 'jobID').includes(String(job['jobID'])));
      }
      assert.equal(await refusalBy(subject, 'DescribeJobs', { filters: { fromDate: '2026-01-01T00:00:00+00:00' } }), 'ValidationException');
    },
  },
  {
    title: 'DescribeJobLogItems tells a job\'s events oldest first, and refuses a job that there is not',
    async holds(subject) {
      for (const { jobID } of itemsOf(await answerOf(subject, 'DescribeJobs', { maxResults: 5 }))) {
        const times = (await pagesOf(subject, 'DescribeJobLogItems', 100, { jobID })).flat().map((item) => Date.parse(String(item['logDateTime'])));
        assert.deepEqual(times, times.toSorted((one, other) => one - other));
      }
      await refusalBy(subject, 'DescribeJobLogItems', { jobID: nobody.job });
      assert.equal(await refusalBy(subject, 'DescribeJobLogItems', { jobID: 'nobody' }), 'ValidationException');
    },
  },
  {
    title: 'DescribeRecoveryInstances by source servers gives their instances',
    async holds(subject) {
      const [instance] = itemsOf(await answerOf(subject, 'DescribeRecoveryInstances', { maxResults: 1 }));
      const of = async (server: unknown): Promise<readonly Members[]> => itemsOf(await answerOf(subject, 'DescribeRecoveryInstances', { filters: { sourceServerIDs: [server] } }));
      assert.deepEqual(await of(nobody.server), []);
      if (instance !== undefined) assert.ok(each(await of(instance['sourceServerID']), 'recoveryInstanceID').includes(String(instance['recoveryInstanceID'])));
    },
  },
  {
    title: 'ListTagsForResource gives the tags that the lists show, and does not find what there is not',
    async holds(subject) {
      const [server] = itemsOf(await answerOf(subject, 'DescribeSourceServers', { maxResults: 1 }));
      if (server === undefined) return;
      const arn = String(server['arn']);
      assert.deepEqual((await answerOf(subject, 'ListTagsForResource', { resourceArn: arn }))['tags'] ?? {}, server['tags'] ?? {});
      assert.equal(await refusalBy(subject, 'ListTagsForResource', { resourceArn: arn.replace(String(server['sourceServerID']), nobody.server) }), 'ResourceNotFoundException');
    },
  },
];

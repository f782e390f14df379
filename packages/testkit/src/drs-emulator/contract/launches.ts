import assert from 'node:assert/strict';
import { answerOf, each, itemsOf, refusalBy, type ContractCase, type DrsLaunchSubject, type Members } from './contractCase.js';

const startOf = (servers: readonly string[], more: Members = {}): Members => ({ sourceServers: servers.map((sourceServerID) => ({ sourceServerID })), ...more });

const jobOf = (answer: Members): Members => answer['job'] as Members;
const participants = (job: Members): readonly Members[] => job['participatingServers'] as readonly Members[];

async function currentJob(subject: DrsLaunchSubject, jobID: unknown): Promise<Members> {
  const [job] = itemsOf(await answerOf(subject, 'DescribeJobs', { filters: { jobIDs: [jobID] } }));
  assert.ok(job);
  return job;
}

/** Launches the servers, and says what became of it once that is over. */
async function launched(subject: DrsLaunchSubject, isDrill: boolean): Promise<Members> {
  const job = jobOf(await answerOf(subject, 'StartRecovery', startOf(subject.servers, { isDrill })));
  await subject.untilOver();
  return currentJob(subject, job['jobID']);
}

async function instancesOf(subject: DrsLaunchSubject): Promise<readonly Members[]> {
  return itemsOf(await answerOf(subject, 'DescribeRecoveryInstances', { filters: { sourceServerIDs: subject.servers } }));
}

async function terminated(subject: DrsLaunchSubject): Promise<Members> {
  const ended = jobOf(await answerOf(subject, 'TerminateRecoveryInstances', { recoveryInstanceIDs: each(await instancesOf(subject), 'recoveryInstanceID') }));
  await subject.untilOver();
  return currentJob(subject, ended['jobID']);
}

/** What a DRS must do that launches and terminates: for one in which that costs nothing. */
export const launchCases: readonly ContractCase<DrsLaunchSubject>[] = [
  {
    title: 'a drill is a job that is PENDING at first, ends COMPLETED, and leaves an instance of each server; when those are terminated DRS does not know them',
    async holds(subject) {
      const started = jobOf(await answerOf(subject, 'StartRecovery', startOf(subject.servers, { isDrill: true, tags: { run: 'contract' } })));
      assert.deepEqual([started['status'], started['type'], started['initiatedBy'], started['tags']], ['PENDING', 'LAUNCH', 'START_DRILL', { run: 'contract' }]);
      assert.deepEqual(participants(started).map((server) => [server['sourceServerID'], server['launchStatus']]), subject.servers.map((id) => [id, 'PENDING']));
      await subject.untilOver();
      const job = await currentJob(subject, started['jobID']);
      assert.deepEqual([job['status'], ...each(participants(job), 'launchStatus')], ['COMPLETED', 'LAUNCHED', 'LAUNCHED']);
      const instances = await instancesOf(subject);
      assert.deepEqual(each(instances, 'sourceServerID').toSorted(), subject.servers.toSorted());
      assert.deepEqual(instances.map((instance) => [instance['isDrill'], instance['jobID']]), subject.servers.map(() => [true, started['jobID']]));
      const ended = await terminated(subject);
      assert.deepEqual([ended['status'], ended['type'], ended['initiatedBy']], ['COMPLETED', 'TERMINATE', 'TERMINATE_RECOVERY_INSTANCES']);
      assert.deepEqual(await instancesOf(subject), []);
    },
  },
  {
    title: 'a launch is a recovery where it does not say that it is a drill',
    async holds(subject) {
      const job = jobOf(await answerOf(subject, 'StartRecovery', startOf(subject.servers)));
      assert.equal(job['initiatedBy'], 'START_RECOVERY');
      await subject.untilOver();
      assert.deepEqual((await instancesOf(subject)).map((instance) => instance['isDrill']), [false, false]);
      await terminated(subject);
    },
  },
  {
    title: 'a second launch of a server that is in a job is a conflict, and none once the job is over',
    async holds(subject) {
      await answerOf(subject, 'StartRecovery', startOf(subject.servers, { isDrill: true }));
      assert.equal(await refusalBy(subject, 'StartRecovery', startOf(subject.servers.slice(0, 1), { isDrill: true })), 'ConflictException');
      await subject.untilOver();
      assert.equal((await launched(subject, true))['status'], 'COMPLETED');
      await terminated(subject);
    },
  },
  {
    title: 'a job\'s log holds its start and its end, and each server\'s way between them',
    async holds(subject) {
      const { jobID } = await launched(subject, true);
      const events = itemsOf(await answerOf(subject, 'DescribeJobLogItems', { jobID }));
      assert.deepEqual([events[0]?.['event'], events.at(-1)?.['event']], ['JOB_START', 'JOB_END']);
      for (const server of subject.servers) {
        const own = each(events.filter((event) => (event['eventData'] as Members | undefined)?.['sourceServerID'] === server), 'event');
        for (const event of ['SNAPSHOT_START', 'SNAPSHOT_END', 'CONVERSION_START', 'CONVERSION_END', 'LAUNCH_START']) assert.ok(own.includes(event), `${server} has ${event}`);
      }
      await terminated(subject);
    },
  },
  {
    title: 'terminating what there is not, or what is being terminated, is a conflict',
    async holds(subject) {
      assert.equal(await refusalBy(subject, 'TerminateRecoveryInstances', { recoveryInstanceIDs: ['i-00000000000000000'] }), 'ConflictException');
      await launched(subject, true);
      const recoveryInstanceIDs = each(await instancesOf(subject), 'recoveryInstanceID');
      await answerOf(subject, 'TerminateRecoveryInstances', { recoveryInstanceIDs });
      assert.equal(await refusalBy(subject, 'TerminateRecoveryInstances', { recoveryInstanceIDs }), 'ConflictException');
      await subject.untilOver();
    },
  },
  {
    title: 'a launch of more servers than a job may have, or of one that there is not, is refused',
    async holds(subject) {
      const many = Array.from({ length: 101 }, (_, index) => `s-${String(index).padStart(17, '0')}`);
      assert.equal(await refusalBy(subject, 'StartRecovery', startOf(many)), 'ServiceQuotaExceededException');
      assert.equal(await refusalBy(subject, 'StartRecovery', startOf([...many, ...many])), 'ValidationException');
      assert.equal(await refusalBy(subject, 'StartRecovery', startOf(['s-00000000000000000'])), 'ConflictException');
    },
  },
  {
    title: 'tags of a job are added, overwritten and taken off',
    async holds(subject) {
      const { arn: resourceArn } = await launched(subject, true);
      const tags = async (): Promise<unknown> => (await answerOf(subject, 'ListTagsForResource', { resourceArn }))['tags'];
      await answerOf(subject, 'TagResource', { resourceArn, tags: { run: '1', owner: 'ops' } });
      await answerOf(subject, 'TagResource', { resourceArn, tags: { run: '2' } });
      assert.deepEqual(await tags(), { run: '2', owner: 'ops' });
      await answerOf(subject, 'UntagResource', { resourceArn, tagKeys: ['owner', 'none'] });
      assert.deepEqual(await tags(), { run: '2' });
      await terminated(subject);
    },
  },
];

import {
  ConflictException, DescribeJobLogItemsCommand, DescribeJobsCommand, DescribeRecoveryInstancesCommand, DescribeSourceServersCommand,
  DrsClient, ServiceQuotaExceededException, StartRecoveryCommand, TerminateRecoveryInstancesCommand, ThrottlingException, ValidationException,
} from '@aws-sdk/client-drs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ServiceError } from '../errors.js';
import type { DrsJob } from '../ports/index.js';
import { AwsDrs } from './drs.js';

interface Mock {
  on(command: unknown, input?: object): Mock;
  resolves(answer: unknown): Mock;
  resolvesOnce(answer: unknown): Mock;
  rejects(error: Error): Mock;
  commandCalls(command: unknown): { args: [{ input: Record<string, unknown> }] }[];
}

const client = new DrsClient({ region: 'us-east-1' });
let sent: Mock;
beforeEach(() => {
  // The client is of an older generation than the mock's types.
  sent = mockClient(client as never) as unknown as Mock;
});

const drs = new AwsDrs({ reads: client, launches: client });
const signal = new AbortController().signal;
const inputs = (command: unknown): Record<string, unknown>[] => sent.commandCalls(command).map(({ args }) => args[0].input);
const ids = (count: number, stem: string): string[] => Array.from({ length: count }, (_, index) => `${stem}-${String(index)}`);
const metadata = { message: 'no', $metadata: { httpStatusCode: 400 } };

describe('StartRecovery', () => {
  const servers = [{ sourceServerId: 's-1', recoverySnapshotId: 'LATEST' }, { sourceServerId: 's-2', recoverySnapshotId: 'pit-1' }, { sourceServerId: 's-3' }];

  it('names its servers, their snapshots and its tags; LATEST is left out on the wire [R2.1] [P6]', async () => {
    sent.on(StartRecoveryCommand).resolves({ job: { jobID: 'drsjob-1', status: 'PENDING', type: 'LAUNCH', initiatedBy: 'START_DRILL', tags: { a: 'b' } } });
    const job = await drs.startRecovery({ servers, isDrill: false, tags: { 'drs-orchestration:call': 'c' } }, signal);
    expect(inputs(StartRecoveryCommand)).toEqual([
      {
        sourceServers: [{ sourceServerID: 's-1' }, { sourceServerID: 's-2', recoverySnapshotID: 'pit-1' }, { sourceServerID: 's-3' }],
        isDrill: false,
        tags: { 'drs-orchestration:call': 'c' },
      },
    ]);
    expect(job).toEqual({ jobId: 'drsjob-1', status: 'PENDING', type: 'LAUNCH', initiatedBy: 'START_DRILL', servers: [], tags: { a: 'b' } });
  });

  it('is marked as a drill where it is one [R2.2]', async () => {
    sent.on(StartRecoveryCommand).resolves({ job: { jobID: 'drsjob-1', status: 'PENDING' } });
    await drs.startRecovery({ servers, isDrill: true, tags: {} }, signal);
    expect(inputs(StartRecoveryCommand)).toMatchObject([{ isDrill: true }]);
  });

  it.each([
    [new ConflictException({ ...metadata, resourceId: 's-1' }), 'CONFLICT', 's-1'],
    [new ServiceQuotaExceededException(metadata), 'QUOTA', undefined],
    [new ValidationException(metadata), 'INVALID', undefined],
    [new ThrottlingException(metadata), 'THROTTLED', undefined],
  ])('refused with %s says so in our words', async (error, kind, resourceId) => {
    sent.on(StartRecoveryCommand).rejects(error);
    const failure: unknown = await drs.startRecovery({ servers, isDrill: true, tags: {} }, signal).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ service: 'DRS', operation: 'StartRecovery', kind, resourceId, cause: error });
  });

  it('answered without a job is not known to have failed, and says what is missing [P30]', async () => {
    for (const answer of [{}, { job: { status: 'PENDING' } }, { job: { jobID: 7, status: 'PENDING' } }]) {
      sent.on(StartRecoveryCommand).resolves(answer);
      await expect(drs.startRecovery({ servers, isDrill: true, tags: {} }, signal)).rejects.toMatchObject({
        kind: 'SERVER', message: expect.stringMatching(/StartRecovery.*job/) as string,
      });
    }
  });
});

describe('DescribeJobs', () => {
  it('asks for up to 1,000 jobs in one call, and reads every page', async () => {
    sent.on(DescribeJobsCommand)
      .resolvesOnce({ items: [{ jobID: 'drsjob-0', status: 'STARTED' }], nextToken: 'more' })
      .resolvesOnce({ items: [{ jobID: 'drsjob-1', status: 'PENDING' }] })
      .resolves({ items: [] });
    const jobs = await drs.describeJobs([...ids(1001, 'drsjob'), 'drsjob-0']);
    expect(jobs.map(({ jobId }) => jobId)).toEqual(['drsjob-0', 'drsjob-1']);
    const lengths = inputs(DescribeJobsCommand).map(({ filters }) => (filters as { jobIDs: string[] }).jobIDs.length);
    expect(lengths).toEqual([1000, 1000, 1]);
    expect(inputs(DescribeJobsCommand).map(({ nextToken }) => nextToken)).toEqual([undefined, 'more', undefined]);
  });

  it('of no jobs makes no call, which would mean all jobs', async () => {
    expect(await drs.describeJobs([])).toEqual([]);
    expect(inputs(DescribeJobsCommand)).toEqual([]);
  });

  it('understands every status of the API, of the seeds, and ones to come [R2.3] [P7]', async () => {
    const statuses = ['PENDING', 'STARTED', 'COMPLETED', 'IN_PROGRESS', 'FAILED', 'HIBERNATING'];
    sent.on(DescribeJobsCommand).resolves({ items: statuses.map((status) => ({ jobID: `drsjob-${status}`, status, type: 'NEW_TYPE', extra: { unknown: 1 } })) });
    const jobs = await drs.describeJobs(['drsjob-1']);
    expect(jobs.map(({ status }) => status)).toEqual(statuses);
  });

  it('reads servers, launch actions and dates of either ending', async () => {
    const job = {
      jobID: 'drsjob-1', type: 'LAUNCH', status: 'COMPLETED', creationDateTime: '2026-11-21T10:00:00.123456+00:00', endDateTime: '2026-11-21T10:09:00Z', tags: null,
      participatingServers: [
        {
          sourceServerID: 's-1', launchStatus: 'LAUNCHED', recoveryInstanceID: 'i-1',
          launchActionsStatus: { runs: [{ action: { name: 'Install' }, runId: 'r', status: 'SUCCEEDED' }, { status: 'FAILED', failureReason: 'disk full' }] },
        },
        { sourceServerID: 's-2' },
        { sourceServerID: 's-3', recoveryInstanceID: null, launchStatus: null, launchActionsStatus: { runs: [] } },
      ],
    };
    sent.on(DescribeJobsCommand).resolves({ items: [job] });
    const expected: DrsJob = {
      jobId: 'drsjob-1', type: 'LAUNCH', status: 'COMPLETED', createdAt: Date.UTC(2026, 10, 21, 10, 0, 0, 123), endedAt: Date.UTC(2026, 10, 21, 10, 9), tags: {},
      servers: [
        {
          sourceServerId: 's-1', launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-1',
          launchActionRuns: [{ status: 'SUCCEEDED', actionName: 'Install' }, { status: 'FAILED', failureReason: 'disk full' }],
        },
        { sourceServerId: 's-2' },
        { sourceServerId: 's-3' },
      ],
    };
    expect(await drs.describeJobs(['drsjob-1'])).toEqual([expected]);
  });

  it('takes a blank text for one that is missing: it names no instance and says no reason [P30]', async () => {
    sent.on(DescribeJobsCommand).resolves({ items: [{ jobID: 'j', status: 'STARTED', participatingServers: [{ sourceServerID: 's-1', launchStatus: '', recoveryInstanceID: ' ' }] }] });
    expect((await drs.describeJobs(['j']))[0]?.servers).toEqual([{ sourceServerId: 's-1' }]);
    sent.on(DescribeJobLogItemsCommand).resolves({ items: [{ event: 'LAUNCH_FAILED', eventData: { sourceServerID: 's-1', rawError: '' } }] });
    expect(await drs.describeJobLog('j')).toEqual([{ event: 'LAUNCH_FAILED', sourceServerId: 's-1' }]);
  });

  it('reads the seeds’ postLaunchActionsDeployment as one launch action [T1.4.4]', async () => {
    const server = (status: string): object => ({ sourceServerID: `s-${status}`, postLaunchActionsDeployment: { status } });
    sent.on(DescribeJobsCommand).resolves({ items: [{ jobID: 'j', status: 'COMPLETED', participatingServers: [server('IN_PROGRESS'), server('COMPLETED'), server('FAILED')] }] });
    const [job] = await drs.describeJobs(['j']);
    expect(job?.servers.map(({ launchActionRuns }) => launchActionRuns)).toEqual([[{ status: 'IN_PROGRESS' }], [{ status: 'SUCCEEDED' }], [{ status: 'FAILED' }]]);
  });

  it.each([
    [{}, 'items'],
    [{ items: [{ status: 'PENDING' }] }, 'items.0.jobID'],
    [{ items: [{ jobID: '', status: 'PENDING' }] }, 'items.0.jobID'],
    [{ items: [{ jobID: 'j', status: 3 }] }, 'items.0.status'],
    [{ items: [{ jobID: 'j', status: 'PENDING', participatingServers: [{ launchStatus: 'PENDING' }] }] }, 'items.0.participatingServers.0.sourceServerID'],
    [{ items: [{ jobID: 'j', status: 'PENDING', tags: ['a'] }] }, 'items.0.tags'],
    [undefined, 'DescribeJobs'],
  ])('an answer like %j names the operation and the field that is wrong [P30]', async (answer, field) => {
    sent.on(DescribeJobsCommand).resolves(answer);
    const failure = await drs.describeJobs(['j']).catch((thrown: unknown) => thrown as ServiceError);
    expect(failure).toBeInstanceOf(ServiceError);
    expect((failure as ServiceError).message).toContain('DescribeJobs');
    expect((failure as ServiceError).message).toContain(field);
  });

  it('that fails is a failure of DRS DescribeJobs', async () => {
    sent.on(DescribeJobsCommand).rejects(new ThrottlingException(metadata));
    await expect(drs.describeJobs(['j'])).rejects.toMatchObject({ service: 'DRS', operation: 'DescribeJobs', kind: 'THROTTLED' });
  });
});

describe('the other operations', () => {
  it('listJobs gives pages since a time that ends in Z, as they come', async () => {
    sent.on(DescribeJobsCommand).resolvesOnce({ items: [{ jobID: 'drsjob-2', status: 'PENDING' }], nextToken: 'more' })
      .resolvesOnce({ items: [{ jobID: 'drsjob-1', status: 'COMPLETED' }] });
    const pages: string[][] = [];
    for await (const page of drs.listJobs(Date.UTC(2026, 10, 21, 9))) pages.push(page.map(({ jobId }) => jobId));
    expect(pages).toEqual([['drsjob-2'], ['drsjob-1']]);
    expect(inputs(DescribeJobsCommand)).toEqual([
      { filters: { fromDate: '2026-11-21T09:00:00.000Z' } },
      { filters: { fromDate: '2026-11-21T09:00:00.000Z' }, nextToken: 'more' },
    ]);
  });

  it('listJobs that is left early asks for no further page', async () => {
    sent.on(DescribeJobsCommand).resolves({ items: [{ jobID: 'drsjob-2', status: 'PENDING' }], nextToken: 'more' });
    for await (const page of drs.listJobs(0)) {
      expect(page).toHaveLength(1);
      break;
    }
    expect(inputs(DescribeJobsCommand)).toHaveLength(1);
  });

  it('describeSourceServers asks for 200 at a time, and reads every page', async () => {
    sent.on(DescribeSourceServersCommand)
      .resolvesOnce({ items: [{ sourceServerID: 's-0' }], nextToken: 'more' })
      .resolvesOnce({ items: [{ sourceServerID: 's-1' }] })
      .resolves({ items: [] });
    const servers = await drs.describeSourceServers(ids(401, 's'));
    expect(servers.map(({ sourceServerId }) => sourceServerId)).toEqual(['s-0', 's-1']);
    expect(inputs(DescribeSourceServersCommand).map(({ filters }) => (filters as { sourceServerIDs: string[] }).sourceServerIDs.length)).toEqual([200, 200, 200, 1]);
  });

  it('describeSourceServers of none makes no call; of ALL it asks without ids', async () => {
    sent.on(DescribeSourceServersCommand).resolves({ items: [] });
    await drs.describeSourceServers([]);
    expect(inputs(DescribeSourceServersCommand)).toEqual([]);
    await drs.describeSourceServers('ALL');
    expect(inputs(DescribeSourceServersCommand)).toEqual([{ filters: {} }]);
  });

  it('a source server’s name, replication, lag and live instance are read', async () => {
    sent.on(DescribeSourceServersCommand).resolves({
      items: [
        {
          sourceServerID: 's-1', recoveryInstanceId: 'i-1', tags: { Tier: 'db' },
          dataReplicationInfo: { dataReplicationState: 'CONTINUOUS', lagDuration: 'P1DT2H3M4.5S' },
          sourceProperties: { identificationHints: { hostname: 'db1', fqdn: 'db1.example.com' } },
        },
        { sourceServerID: 's-2', dataReplicationInfo: { lagDuration: 'soon' }, sourceProperties: { identificationHints: { fqdn: 'db2.example.com' } } },
      ],
    });
    expect(await drs.describeSourceServers('ALL')).toEqual([
      { sourceServerId: 's-1', recoveryInstanceId: 'i-1', tags: { Tier: 'db' }, hostName: 'db1', replicationState: 'CONTINUOUS', lagSeconds: 93_784.5 },
      { sourceServerId: 's-2', tags: {}, hostName: 'db2.example.com' },
    ]);
  });

  it('a job’s log comes oldest first, whatever the order and the events', async () => {
    sent.on(DescribeJobLogItemsCommand)
      .resolvesOnce({
        items: [
          { logDateTime: '2026-11-21T10:02:00+00:00', event: 'LAUNCH_END', eventData: { sourceServerID: 's-1', targetInstanceID: 'i-1' } },
          { logDateTime: '2026-11-21T10:01:00Z', event: 'LAUNCH_FAILED', eventData: { sourceServerID: 's-2', rawError: 'no capacity' } },
        ],
        nextToken: 'more',
      })
      .resolvesOnce({ items: [{ logDateTime: '2026-11-21T10:00:00Z', event: 'JOB_START' }] });
    expect(await drs.describeJobLog('drsjob-1')).toEqual([
      { at: Date.UTC(2026, 10, 21, 10, 0), event: 'JOB_START' },
      { at: Date.UTC(2026, 10, 21, 10, 1), event: 'LAUNCH_FAILED', sourceServerId: 's-2', rawError: 'no capacity' },
      { at: Date.UTC(2026, 10, 21, 10, 2), event: 'LAUNCH_END', sourceServerId: 's-1', targetInstanceId: 'i-1' },
    ]);
    expect(inputs(DescribeJobLogItemsCommand)).toEqual([{ jobID: 'drsjob-1' }, { jobID: 'drsjob-1', nextToken: 'more' }]);
  });

  it('recovery instances are found by source server, 200 at a time', async () => {
    sent.on(DescribeRecoveryInstancesCommand)
      .resolvesOnce({ items: [{ recoveryInstanceID: 'i-1', sourceServerID: 's-1', ec2InstanceID: 'i-1', ec2InstanceState: 'NOT_FOUND', jobID: 'drsjob-1', isDrill: true }] })
      .resolvesOnce({ items: [{ recoveryInstanceID: 'i-2', sourceServerID: 's-2', isDrill: false }] });
    expect(await drs.describeRecoveryInstances(ids(201, 's'))).toEqual([
      { recoveryInstanceId: 'i-1', sourceServerId: 's-1', ec2InstanceId: 'i-1', ec2InstanceState: 'NOT_FOUND', jobId: 'drsjob-1', isDrill: true },
      { recoveryInstanceId: 'i-2', sourceServerId: 's-2', ec2InstanceId: 'i-2', isDrill: false },
    ]);
    expect(await drs.describeRecoveryInstances([])).toEqual([]);
    expect(inputs(DescribeRecoveryInstancesCommand)).toHaveLength(2);
  });

  it('an instance not said to be a drill’s is an error, never a drill’s [P30]', async () => {
    sent.on(DescribeRecoveryInstancesCommand).resolves({ items: [{ recoveryInstanceID: 'i-1', sourceServerID: 's-1' }] });
    await expect(drs.describeRecoveryInstances(['s-1'])).rejects.toMatchObject({ message: expect.stringContaining('items.0.isDrill') as string });
  });

  it('termination gives its job, and its failure by name [R10.3]', async () => {
    sent.on(TerminateRecoveryInstancesCommand).resolves({ job: { jobID: 'drsjob-9', type: 'TERMINATE', status: 'PENDING' } });
    expect(await drs.terminateRecoveryInstances(['i-1', 'i-2'])).toMatchObject({ jobId: 'drsjob-9', type: 'TERMINATE' });
    expect(inputs(TerminateRecoveryInstancesCommand)).toEqual([{ recoveryInstanceIDs: ['i-1', 'i-2'] }]);
    sent.on(TerminateRecoveryInstancesCommand).rejects(new ConflictException(metadata));
    await expect(drs.terminateRecoveryInstances(['i-1'])).rejects.toMatchObject({ operation: 'TerminateRecoveryInstances', kind: 'CONFLICT' });
  });

  it.each([
    ['describeSourceServers', DescribeSourceServersCommand, () => drs.describeSourceServers('ALL')],
    ['describeJobLog', DescribeJobLogItemsCommand, () => drs.describeJobLog('drsjob-1')],
    ['describeRecoveryInstances', DescribeRecoveryInstancesCommand, () => drs.describeRecoveryInstances(['s-1'])],
  ])('%s that is refused names DRS and the operation [R11.5]', async (_, command, call) => {
    sent.on(command).rejects(new ValidationException(metadata));
    await expect(call()).rejects.toMatchObject({ service: 'DRS', operation: command.name.replace('Command', ''), kind: 'INVALID' });
  });
});

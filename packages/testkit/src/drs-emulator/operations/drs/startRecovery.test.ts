import { DescribeJobsCommand, StartRecoveryCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, refusalOf, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverId, serverIds } from '../../../plans/serverIds.js';

afterEach(endEmulated);

const start = (ids: readonly string[], more: object = {}): StartRecoveryCommand => new StartRecoveryCommand({ sourceServers: ids.map((sourceServerID) => ({ sourceServerID })), ...more });

describe('StartRecovery', () => {
  it('answers 202 with a pending job of all its servers, tagged', async () => {
    const { drs, clock } = await emulated(worldOf(2, { Account: '333333333333', Region: 'us-east-1' }));
    const { job, $metadata } = await drs.send(start(serverIds(2), { isDrill: true, tags: { wave: '1' } }));
    expect($metadata.httpStatusCode).toBe(202);
    expect(job).toEqual({
      jobID: expect.stringMatching(/^drsjob-[0-9a-f]{17}$/), arn: `arn:aws:drs:us-east-1:333333333333:job/${job?.jobID}`, type: 'LAUNCH', initiatedBy: 'START_DRILL', status: 'PENDING',
      creationDateTime: new Date(clock.now()).toISOString(), tags: { wave: '1' },
      participatingServers: serverIds(2).map((sourceServerID) => ({ sourceServerID, launchStatus: 'PENDING' })),
    });
  });

  it('is a recovery unless it says that it is a drill', async () => {
    const { drs } = await emulated(worldOf(1));
    expect((await drs.send(start(serverIds(1)))).job?.initiatedBy).toBe('START_RECOVERY');
  });

  it('of a server that is in a job is a conflict that names neither server nor job', async () => {
    const { drs, clock } = await emulated(worldOf(2));
    const { job } = await drs.send(start([serverId(1)], { isDrill: true }));
    const refused = await refusalOf(drs.send(start(serverIds(2), { isDrill: true })));
    expect(refused).toMatchObject({ name: 'ConflictException', status: 409 });
    expect(refused?.message).not.toContain(serverId(1));
    expect(refused?.message).not.toContain(job?.jobID);
    await clock.advance(300_000);
    expect((await drs.send(start(serverIds(2), { isDrill: true }))).job?.status).toBe('PENDING');
  });

  it('of a server that DRS does not know is a conflict about it', async () => {
    const { drs } = await emulated(worldOf(0, { Servers: [{ SourceServerId: serverId(1), Exists: false }] }));
    await expect(drs.send(start(serverIds(1)))).rejects.toMatchObject({ name: 'ConflictException', resourceId: serverId(1) });
  });

  it.each([
    ['no servers', { sourceServers: [] }],
    ['no list of servers', {}],
    ['201 servers', { sourceServers: serverIds(201).map((sourceServerID) => ({ sourceServerID })) }],
    ['a malformed server id', { sourceServers: [{ sourceServerID: 'web-1' }] }],
    ['a server twice', { sourceServers: [{ sourceServerID: serverId(1) }, { sourceServerID: serverId(1) }] }],
    ['the snapshot LATEST', { sourceServers: [{ sourceServerID: serverId(1), recoverySnapshotID: 'LATEST' }] }],
    ['a drill that is a text', { sourceServers: [{ sourceServerID: serverId(1) }], isDrill: 'yes' }],
    ['a tag that is a number', { sourceServers: [{ sourceServerID: serverId(1) }], tags: { wave: 1 } }],
  ])('with %s is refused and starts nothing', async (_what, input) => {
    const { drs, emulator } = await emulated(worldOf(1));
    expect(await refusalOf(drs.send(new StartRecoveryCommand(input as never)))).toMatchObject({ name: 'ValidationException', status: 400 });
    expect(emulator.jobs()).toEqual([]);
  });

  it('takes a snapshot id', async () => {
    const { drs } = await emulated(worldOf(1));
    expect((await drs.send(new StartRecoveryCommand({ sourceServers: [{ sourceServerID: serverId(1), recoverySnapshotID: 'pit-00000000000000001' }] }))).job).toBeDefined();
  });

  it('keeps the quotas: 100 servers a job, 20 jobs, 500 servers in jobs, others\' jobs included', async () => {
    const { drs, clock } = await emulated(worldOf(602, { OtherJobs: [{ Count: 15, EndsAfterSeconds: 1000 }] }));
    await expect(drs.send(start(serverIds(101)))).rejects.toMatchObject({ name: 'ServiceQuotaExceededException', quotaCode: 'L-B827C881', $metadata: { httpStatusCode: 402 } });
    for (const from of [1, 101, 201, 301]) await drs.send(start(serverIds(100, from), { isDrill: true }));
    await expect(drs.send(start(serverIds(86, 401)))).rejects.toMatchObject({ quotaCode: 'L-05AFA8C6' });
    await drs.send(start(serverIds(85, 401), { isDrill: true }));
    await expect(drs.send(start([serverId(600)]))).rejects.toMatchObject({ quotaCode: 'L-D88FAC3A' });
    await clock.advance(1_000_000);
    expect((await drs.send(start([serverId(600)]))).job?.status).toBe('PENDING');
    expect((await drs.send(new DescribeJobsCommand({}))).items).toHaveLength(21);
  });

  it('keeps quotas that the world says', async () => {
    const { drs } = await emulated(worldOf(3, { Quotas: { ConcurrentJobs: 1, ServersPerJob: 2 } }));
    await expect(drs.send(start(serverIds(3)))).rejects.toMatchObject({ quotaCode: 'L-B827C881' });
    await drs.send(start(serverIds(2)));
    await expect(drs.send(start([serverId(3)]))).rejects.toMatchObject({ quotaCode: 'L-D88FAC3A' });
  });
});

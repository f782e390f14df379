import { DescribeSourceServersCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, refusalOf, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverId, serverIds } from '../../../plans/serverIds.js';

afterEach(endEmulated);

describe('DescribeSourceServers', () => {
  it('shows how servers replicate, their instance, and how their latest launch went', async () => {
    const { drs, clock, emulator } = await emulated(worldOf(0, {
      Servers: [{ SourceServerId: serverId(1), HostName: 'db', ReplicationState: 'STALLED', LagSeconds: 90, Tags: { tier: 'db' } }, { SourceServerId: serverId(2) }],
      Profile: { JobPending: 0, JobStarted: 1, Launching: 1, LaunchActions: 0, SpreadPercent: 0 }, Faults: [{ Server: serverId(2), Phase: 'LAUNCH', Fault: 'FAIL' }],
    }));
    const results = async (): Promise<unknown[]> => ((await drs.send(new DescribeSourceServersCommand({}))).items ?? []).map((server) => [server.lastLaunchResult, server.recoveryInstanceId]);
    expect((await drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: [serverId(1), serverId(7)] } }))).items).toMatchObject([
      { sourceServerID: serverId(1), tags: { tier: 'db' }, lastLaunchResult: 'NOT_STARTED', dataReplicationInfo: { dataReplicationState: 'STALLED', lagDuration: 'PT90S' }, sourceProperties: { identificationHints: { hostname: 'db' } } },
    ]);
    const { servers } = emulator.startLaunch(serverIds(2), true, {});
    expect(await results()).toEqual([['PENDING', undefined], ['PENDING', undefined]]);
    await clock.advance(2000);
    expect(await results()).toEqual([['SUCCEEDED', servers[0]?.instanceId], ['FAILED', undefined]]);
  });

  it('answers 200 a page, and refuses filters of more ids', async () => {
    const { drs } = await emulated(worldOf(201));
    const first = await drs.send(new DescribeSourceServersCommand({ maxResults: 1000 }));
    expect(first.items).toHaveLength(200);
    expect((await drs.send(new DescribeSourceServersCommand({ nextToken: first.nextToken ?? '' }))).items).toMatchObject([{ sourceServerID: serverId(201) }]);
    expect(await refusalOf(drs.send(new DescribeSourceServersCommand({ filters: { sourceServerIDs: serverIds(201) } })))).toMatchObject({ name: 'ValidationException' });
  });
});

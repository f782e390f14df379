import { DescribeRecoveryInstancesCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { ec2State, emulated, endEmulated, launched, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverId } from '../../../plans/serverIds.js';

afterEach(endEmulated);

describe('DescribeRecoveryInstances', () => {
  it('finds instances by their own ids and by their servers\'', async () => {
    const { drs, ids, jobId } = await launched();
    const found = async (filters: object): Promise<(string | undefined)[]> => ((await drs.send(new DescribeRecoveryInstancesCommand({ filters }))).items ?? []).map((item) => item.recoveryInstanceID);
    expect(await found({})).toEqual(ids);
    expect(await found({ recoveryInstanceIDs: [ids[1] ?? ''] })).toEqual([ids[1]]);
    expect(await found({ sourceServerIDs: [serverId(1), serverId(9)] })).toEqual([ids[0]]);
    const { items } = await drs.send(new DescribeRecoveryInstancesCommand({}));
    expect(items?.[0]).toMatchObject({ sourceServerID: serverId(1), ec2InstanceID: ids[0], ec2InstanceState: 'RUNNING', jobID: jobId, isDrill: true });
  });

  it('shows the instances that the world has from the start, which EC2 knows at once', async () => {
    const run = await emulated(worldOf(0, { Ec2: { UnknownSeconds: 60, PendingSeconds: 60 }, Servers: [{ SourceServerId: serverId(1), RecoveryInstance: { IsDrill: false, InstanceId: 'i-0123456789abcdef0' } }] }));
    expect((await run.drs.send(new DescribeRecoveryInstancesCommand({}))).items).toMatchObject([{ recoveryInstanceID: 'i-0123456789abcdef0', isDrill: false, ec2InstanceState: 'RUNNING' }]);
    expect(await ec2State(run, 'i-0123456789abcdef0')).toBe('running');
  });
});

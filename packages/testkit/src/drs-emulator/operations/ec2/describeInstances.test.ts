import { DescribeInstancesCommand, DescribeInstanceStatusCommand } from '@aws-sdk/client-ec2';
import { afterEach, describe, expect, it } from 'vitest';
import { ec2State, emulated, endEmulated, launched, refusalOf, worldOf } from '../../../../test/drs-emulator/emulated.js';

afterEach(endEmulated);

describe('EC2', () => {
  it('does not know a fresh id, then shows it pending, then running', async () => {
    const run = await launched(worldOf(2, { Ec2: { UnknownSeconds: 40, PendingSeconds: 60 } }));
    const id = run.ids[0] ?? '';
    expect(await refusalOf(ec2State(run, id))).toMatchObject({ name: 'InvalidInstanceID.NotFound', status: 400, message: `The instance ID '${id}' does not exist` });
    await run.clock.advance(40_000);
    expect(await ec2State(run, id)).toBe('pending');
    expect((await run.ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [id] }))).InstanceStatuses).toEqual([]);
    await run.clock.advance(20_000);
    expect((await run.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations?.[0]?.Instances).toMatchObject([{ InstanceId: id, State: { Code: 16, Name: 'running' }, PrivateIpAddress: expect.stringMatching(/^10\.0\.\d+\.\d+$/), PrivateDnsName: expect.stringMatching(/internal$/) }]);
  });

  it('refuses 101 ids and parameters it does not have', async () => {
    const { ec2 } = await emulated(worldOf(1));
    const InstanceIds = Array.from({ length: 101 }, (_, index) => `i-${index}`);
    expect(await refusalOf(ec2.send(new DescribeInstanceStatusCommand({ InstanceIds })))).toMatchObject({ name: 'InvalidParameterValue' });
    expect(await refusalOf(ec2.send(new DescribeInstancesCommand({ MaxResults: 5 })))).toMatchObject({ name: 'UnknownParameter', message: expect.stringContaining('MaxResults') });
  });
});

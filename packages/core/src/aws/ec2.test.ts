import { DescribeInstancesCommand, DescribeInstanceStatusCommand, EC2Client, EC2ServiceException, type DescribeInstanceStatusCommandInput } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { AwsInstances } from './ec2.js';

const sent = mockClient(EC2Client);
const ec2 = new AwsInstances(new EC2Client({ region: 'us-east-1' }));
beforeEach(() => sent.reset());

const refusedWith = (name: string, message: string): EC2ServiceException =>
  new EC2ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: 400 } });
const unknownIds = (...ids: string[]): EC2ServiceException =>
  refusedWith('InvalidInstanceID.NotFound', `The instance ID${ids.length > 1 ? 's' : ''} '${ids.join(', ')}' do not exist`);
const idsAsked = (): unknown[] => sent.calls().map(({ args }) => (args[0].input as { InstanceIds: unknown }).InstanceIds);
const status = (InstanceId: string, Name: string): object => ({ InstanceId, InstanceState: { Name } });

describe('an instance’s state [R3.1]', () => {
  it('is asked for stopped and terminated instances too, 100 ids a call, to the last page', async () => {
    const ids = Array.from({ length: 101 }, (_, index) => `i-${String(index)}`);
    sent.on(DescribeInstanceStatusCommand)
      .resolvesOnce({ InstanceStatuses: [status('i-0', 'running')] as never, NextToken: 'more' })
      .resolvesOnce({ InstanceStatuses: [status('i-1', 'shutting-down')] as never })
      .resolvesOnce({ InstanceStatuses: [status('i-100', 'stopped')] as never });
    const states = await ec2.describeStates([...ids, 'i-0']);
    expect(states.size).toBe(101);
    expect([states.get('i-0'), states.get('i-1'), states.get('i-2'), states.get('i-100')]).toEqual(['running', 'shutting-down', 'unknown', 'stopped']);
    const requests = sent.calls().map(({ args }) => args[0].input as DescribeInstanceStatusCommandInput);
    expect(requests.map(({ InstanceIds, IncludeAllInstances, NextToken }) => [InstanceIds?.length, IncludeAllInstances, NextToken])).toEqual([
      [100, true, undefined], [100, true, 'more'], [1, true, undefined],
    ]);
  });

  it('is a failure in words where a page leads to itself', async () => {
    sent.on(DescribeInstanceStatusCommand).resolves({ InstanceStatuses: [], NextToken: 'more' });
    await expect(ec2.describeStates(['i-1'])).rejects.toMatchObject({ service: 'EC2', kind: 'SERVER', message: expect.stringContaining('no end') as unknown });
  });

  it('is unknown where EC2 does not know the id (yet); the others are asked for again without it', async () => {
    sent.on(DescribeInstanceStatusCommand)
      .rejectsOnce(unknownIds('i-2', 'i-3'))
      .rejectsOnce(unknownIds('i-4'))
      .resolvesOnce({ InstanceStatuses: [status('i-1', 'pending'), status('i-22', 'running')] as never });
    const states = await ec2.describeStates(['i-1', 'i-2', 'i-3', 'i-4', 'i-22']);
    expect(Object.fromEntries(states)).toEqual({ 'i-1': 'pending', 'i-2': 'unknown', 'i-3': 'unknown', 'i-4': 'unknown', 'i-22': 'running' });
    expect(idsAsked()).toEqual([['i-1', 'i-2', 'i-3', 'i-4', 'i-22'], ['i-1', 'i-4', 'i-22'], ['i-1', 'i-22']]);
  });

  it('of ids EC2 knows none of is unknown, without asking for all instances', async () => {
    sent.on(DescribeInstanceStatusCommand).rejectsOnce(unknownIds('i-1')).resolves({});
    expect(Object.fromEntries(await ec2.describeStates(['i-1']))).toEqual({ 'i-1': 'unknown' });
    expect(await ec2.describeStates([])).toEqual(new Map());
    expect(sent.calls()).toHaveLength(1);
  });

  it('is unknown where EC2 uses a word of the future', async () => {
    sent.on(DescribeInstanceStatusCommand).resolves({ InstanceStatuses: [status('i-1', 'hibernating')] as never });
    expect((await ec2.describeStates(['i-1'])).get('i-1')).toBe('unknown');
  });

  it.each([
    ['UnauthorizedOperation', 'DENIED'],
    ['RequestLimitExceeded', 'THROTTLED'],
    ['InvalidInstanceID.Malformed', 'INVALID'],
  ])('that cannot be asked for (%s) is a failure of EC2 [R11.5]', async (name, kind) => {
    sent.on(DescribeInstanceStatusCommand).rejects(refusedWith(name, 'no'));
    await expect(ec2.describeStates(['i-1'])).rejects.toMatchObject({ service: 'EC2', operation: 'DescribeInstanceStatus', kind });
  });

  it('that is not found without a name is a failure, not an endless question', async () => {
    sent.on(DescribeInstanceStatusCommand).rejects(refusedWith('InvalidInstanceID.NotFound', 'some instance'));
    await expect(ec2.describeStates(['i-1'])).rejects.toMatchObject({ kind: 'NOT_FOUND' });
    expect(sent.calls()).toHaveLength(1);
  });
});

describe('an instance’s address', () => {
  it('is given for those EC2 knows, as far as it has one', async () => {
    sent.on(DescribeInstancesCommand)
      .rejectsOnce(unknownIds('i-3'))
      .resolvesOnce({ Reservations: [{ Instances: [{ InstanceId: 'i-1', PrivateIpAddress: '10.0.0.1', PrivateDnsName: 'ip-10-0-0-1.ec2.internal' }] }], NextToken: 'more' })
      .resolvesOnce({ Reservations: [{ Instances: [{ InstanceId: 'i-2', PrivateDnsName: '' }] }, {}] });
    expect(Object.fromEntries(await ec2.describeAddresses(['i-1', 'i-2', 'i-3']))).toEqual({
      'i-1': { privateIpAddress: '10.0.0.1', hostName: 'ip-10-0-0-1.ec2.internal' },
      'i-2': {},
    });
  });

  it('that cannot be asked for is a failure of EC2 [R11.5]', async () => {
    sent.on(DescribeInstancesCommand).rejects(refusedWith('UnauthorizedOperation', 'no'));
    await expect(ec2.describeAddresses(['i-1'])).rejects.toMatchObject({ service: 'EC2', operation: 'DescribeInstances', kind: 'DENIED' });
  });
});

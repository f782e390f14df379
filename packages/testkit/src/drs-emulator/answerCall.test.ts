import { DescribeSourceServersCommand, StartRecoveryCommand } from '@aws-sdk/client-drs';
import { DescribeInstanceStatusCommand } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { drsCalls } from '../../test/drs-emulator/drsCalls.js';
import { clientsOf, emulated, endEmulated, refusalOf, worldOf } from '../../test/drs-emulator/emulated.js';
import { serverId } from '../plans/serverIds.js';

afterEach(endEmulated);

describe('whose world it is', () => {
  const role = (account: string): AssumeRoleCommand => new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/Recovery`, RoleSessionName: 'test', DurationSeconds: 900 });

  it('a session of a role sees its own account, which is empty but for the target\'s', async () => {
    const { url, sts, drs } = await emulated(worldOf(1, { TargetAccount: '222222222222' }));
    const seen: unknown[] = [(await drs.send(new DescribeSourceServersCommand({}))).items?.length];
    for (const account of ['222222222222', '333333333333']) {
      const { Credentials } = await sts.send(role(account));
      const there = clientsOf(url, Credentials?.AccessKeyId);
      expect((await there.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(account);
      seen.push((await there.drs.send(new DescribeSourceServersCommand({}))).items?.length);
      if (account === '333333333333') expect(await refusalOf(there.drs.send(new StartRecoveryCommand({ sourceServers: [{ sourceServerID: serverId(1) }] })))).toMatchObject({ name: 'ConflictException' });
    }
    expect(seen).toEqual([0, 1, 0]);
  });

  it('servers are in the world\'s Region only', async () => {
    const { url, emulator } = await emulated(worldOf(1, { Region: 'eu-central-1' }));
    const countIn = async (region: string): Promise<number | undefined> => (await clientsOf(url, 'AKIAOWN', region).drs.send(new DescribeSourceServersCommand({}))).items?.length;
    expect([await countIn('eu-central-1'), await countIn('us-east-1')]).toEqual([1, 0]);
    expect(emulator.jobs()).toEqual([]);
  });

  it('expired keys are refused by every service', async () => {
    const { url, sts, clock } = await emulated(worldOf(1));
    const { Credentials } = await sts.send(role('111111111111'));
    const held = clientsOf(url, Credentials?.AccessKeyId);
    await clock.advance(899_999);
    expect((await held.drs.send(new DescribeSourceServersCommand({}))).items).toHaveLength(1);
    await clock.advance(1);
    expect(await refusalOf(held.drs.send(new DescribeSourceServersCommand({})))).toMatchObject({ name: 'ExpiredTokenException', status: 403 });
    expect(await refusalOf(held.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name: expect.stringMatching(/^ExpiredToken/), status: 403 });
    expect(await refusalOf(held.ec2.send(new DescribeInstanceStatusCommand({})))).toMatchObject({ name: 'RequestExpired' });
  });

  it('roles are refused as the world says, and what is no role is', async () => {
    const Arn = 'arn:aws:iam::222222222222:role/Recovery';
    const { sts } = await emulated({ Roles: [{ Arn, ExternalId: 'word' }] });
    expect(await refusalOf(sts.send(role('222222222222')))).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect((await sts.send(new AssumeRoleCommand({ RoleArn: Arn, RoleSessionName: 'test', ExternalId: 'word' }))).Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(await refusalOf(sts.send(new AssumeRoleCommand({ RoleArn: 'nonsense, but long enough', RoleSessionName: 'test' })))).toMatchObject({ name: 'ValidationError' });
  });

  it('an account in which DRS was never initialized refuses every operation of DRS that declares it', async () => {
    const { drs } = await emulated(worldOf(1, { Initialized: false }));
    const outcomes = await Promise.all(Object.entries(drsCalls).map(async ([name, call]) => [name, (await refusalOf(call(drs)))?.name]));
    const declaring = Object.keys(drsCalls).filter((name) => !/tag/i.test(name));
    expect(outcomes.filter(([, error]) => error === 'UninitializedAccountException').map(([name]) => name)).toEqual(declaring);
    expect(declaring).toHaveLength(6);
  });
});

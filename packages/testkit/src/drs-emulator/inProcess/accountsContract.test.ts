import { ServiceError, type Accounts, type Clock, type Notifier } from '@drs-orchestration/core';
import { accountsOver, drsOver, instancesOver, notifierOver } from '@drs-orchestration/core/aws';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, whileTimePasses, worldOf, type Emulated } from '../../../test/drs-emulator/emulated.js';
import { serverId, serverIds } from '../../plans/serverIds.js';
import type { CallFaultKind, World } from '../world.js';
import { inProcessAccounts } from './inProcessAccounts.js';
import { inProcessNotifier } from './inProcessNotifier.js';

// One suite on both ways to the emulator: what a simulation sees is what the SDK's adapters would see over HTTP.
const own = '111111111111';
const other = '222222222222';
const target = { region: 'us-east-1', accountId: own };
const patient = new AbortController().signal;

interface Way {
  readonly accounts: Accounts;
  readonly notifier: Notifier;
}

const connectionTo = (url: string, clock: Clock): Parameters<typeof notifierOver>[0] => ({ clock, region: 'us-east-1', environment: { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'secret' } });

const ways: Readonly<Record<string, (run: Emulated) => Way>> = {
  'the SDK over HTTP': ({ url, clock }) => {
    const connection = connectionTo(url, clock);
    return { accounts: accountsOver(connection, own, { drs: drsOver, instances: instancesOver }), notifier: notifierOver(connection) };
  },
  'in process': ({ emulator, clock }) => ({ accounts: inProcessAccounts(emulator, { clock, ownAccountId: own }), notifier: inProcessNotifier(emulator, { clock }) }),
};

afterEach(endEmulated);

async function failure(call: Promise<unknown>): Promise<Pick<ServiceError, 'service' | 'operation' | 'kind' | 'resourceId' | 'message'>> {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof ServiceError)) throw new Error(`expected a ServiceError, but got ${String(error)}`);
  return error;
}

const launchOf = (ids: readonly string[], isDrill = true): Parameters<ReturnType<Accounts['drs']>['startRecovery']>[0] => ({ servers: ids.map((sourceServerId) => ({ sourceServerId, recoverySnapshotId: 'LATEST' })), isDrill, tags: { run: '1' } });

describe.each(Object.entries(ways))('access by %s [R11.1]', (_name, wayTo) => {
  async function given(world: World): Promise<Emulated & Way & { readonly after: <T>(work: Promise<T>) => Promise<T> }> {
    const run = await emulated(world);
    return { ...run, ...wayTo(run), after: (work) => whileTimePasses(run.clock, work) };
  }

  it('follows a recovery from its launch to its instances\' end', async () => {
    const { accounts, clock, emulator } = await given(worldOf(3));
    const drs = accounts.drs(target);
    const startedAt = clock.now();
    const job = await drs.startRecovery(launchOf(serverIds(2), false), patient);
    expect(job).toStrictEqual({
      jobId: expect.stringMatching(/^drsjob-[0-9a-f]{17}$/), type: 'LAUNCH', status: 'PENDING', initiatedBy: 'START_RECOVERY', createdAt: startedAt, tags: { run: '1' },
      servers: serverIds(2).map((sourceServerId) => ({ sourceServerId, launchStatus: 'PENDING' })),
    });
    await clock.advance(300_000);
    const [launched] = await drs.describeJobs([job.jobId]);
    const ids = launched?.servers.map((server) => server.recoveryInstanceId ?? '') ?? [];
    expect(launched).toStrictEqual({
      ...job, status: 'COMPLETED', endedAt: startedAt + 300_000,
      servers: serverIds(2).map((sourceServerId, index) => ({ sourceServerId, launchStatus: 'LAUNCHED', recoveryInstanceId: ids[index], launchActionRuns: [{ status: 'IN_PROGRESS', actionName: 'AWS default' }] })),
    });
    expect((await drs.describeJobLog(job.jobId)).filter((event) => event.event === 'LAUNCH_END')).toStrictEqual(
      serverIds(2).map((sourceServerId, index) => ({ event: 'LAUNCH_END', at: startedAt + 300_000, sourceServerId, targetInstanceId: ids[index] })),
    );
    expect(await drs.describeRecoveryInstances(serverIds(2))).toStrictEqual(
      serverIds(2).map((sourceServerId, index) => ({ recoveryInstanceId: ids[index], ec2InstanceId: ids[index], sourceServerId, jobId: job.jobId, isDrill: false, ec2InstanceState: 'RUNNING' })),
    );
    expect(await drs.describeSourceServers([serverId(1), 's-99999999999999999'])).toStrictEqual([
      { sourceServerId: serverId(1), hostName: expect.any(String), replicationState: 'CONTINUOUS', lagSeconds: 0, tags: {}, recoveryInstanceId: ids[0] },
    ]);
    const instances = accounts.instances(target);
    expect(await instances.describeStates([...ids, 'i-0unknown'])).toStrictEqual(new Map([...ids.map((id) => [id, 'running'] as const), ['i-0unknown', 'unknown'] as const]));
    expect([...(await instances.describeAddresses([...ids, 'i-0unknown'])).values()]).toStrictEqual(ids.map(() => ({ privateIpAddress: expect.stringMatching(/^10\.0\./), hostName: expect.stringMatching(/^ip-10-0-/) })));
    expect(await drs.terminateRecoveryInstances(ids)).toMatchObject({ type: 'TERMINATE', initiatedBy: 'TERMINATE_RECOVERY_INSTANCES' });
    await clock.advance(60_000);
    expect(await drs.describeRecoveryInstances(serverIds(2))).toEqual([]);
    expect([...(await instances.describeStates(ids)).values()]).toEqual(['terminated', 'terminated']);
    expect(JSON.stringify(emulator.calls)).not.toContain('LATEST');
  });

  it('reads every page, and asks about no ids without a call', async () => {
    const { accounts, emulator, clock } = await given(worldOf(450, { Quotas: { ConcurrentJobs: 1000, ServersInJobs: 1000 } }));
    const drs = accounts.drs(target);
    expect(await drs.describeSourceServers('ALL')).toHaveLength(450);
    expect(await drs.describeSourceServers(serverIds(450))).toHaveLength(450);
    for (const id of serverIds(250)) emulator.startLaunch([id], true, {});
    const pages: number[] = [];
    for await (const page of drs.listJobs(clock.now())) pages.push(page.length);
    expect(pages).toEqual([200, 50]);
    const calls = emulator.calls.length;
    expect([await drs.describeJobs([]), await drs.describeRecoveryInstances([]), await drs.describeSourceServers([])]).toEqual([[], [], []]);
    expect(emulator.calls).toHaveLength(calls);
  });

  it.each([
    ['THROTTLE', 'THROTTLED', 4], ['INTERNAL_ERROR', 'SERVER', 4], ['CUT_CONNECTION', 'NETWORK', 4], ['LOSE_ANSWER', 'NETWORK', 4], ['TIMEOUT', 'NETWORK', 4],
    ['CONFLICT', 'CONFLICT', 1], ['QUOTA', 'QUOTA', 1],
  ] as const)('a read that meets %s for ever is %s after %i attempts, the repetitions 2, 4 and 8 s apart [P8] [P13] [R2.4]', async (Fault, kind, attempts) => {
    const { accounts, emulator, after } = await given(worldOf(1, { Faults: [{ Service: 'drs', Operation: 'DescribeJobs', Fault }] }));
    expect(await failure(after(accounts.drs(target).describeJobs(['drsjob-00000000000000000'])))).toMatchObject({ service: 'DRS', operation: 'DescribeJobs', kind });
    const times = emulator.calls.map(({ at }) => at / 1000);
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0) - (Fault === 'TIMEOUT' ? 10 : 0));
    expect(waits).toEqual([2, 4, 8].slice(0, attempts - 1));
  });

  it.each([
    ['THROTTLE', 'THROTTLED', 4], ['INTERNAL_ERROR', 'SERVER', 1], ['CUT_CONNECTION', 'NETWORK', 1], ['LOSE_ANSWER', 'NETWORK', 1], ['TIMEOUT', 'NETWORK', 1], ['CONFLICT', 'CONFLICT', 1], ['QUOTA', 'QUOTA', 1],
  ] as const)('a launch that meets %s is %s after %i attempts: nothing is launched blindly again', async (Fault: CallFaultKind, kind, attempts) => {
    const { accounts, emulator, after } = await given(worldOf(1, { Faults: [{ Service: 'drs', Operation: 'StartRecovery', Fault }] }));
    expect(await failure(after(accounts.drs(target).startRecovery(launchOf(serverIds(1)), patient)))).toMatchObject({ operation: 'StartRecovery', kind });
    expect(emulator.calls).toHaveLength(attempts);
    expect(emulator.jobs()).toHaveLength(Fault === 'LOSE_ANSWER' ? 1 : 0);
  });

  it('a launch of an unknown server is a CONFLICT about it; wrong requests and the log of an unknown job are INVALID', async () => {
    const { accounts } = await given(worldOf(1));
    const drs = accounts.drs(target);
    const unknown = 's-99999999999999999';
    expect(await failure(drs.startRecovery(launchOf([serverId(1), unknown]), patient))).toMatchObject({ kind: 'CONFLICT', resourceId: unknown });
    expect(await failure(drs.startRecovery(launchOf(['web-1']), patient))).toMatchObject({ kind: 'INVALID' });
    expect(await failure(drs.startRecovery(launchOf([]), patient))).toMatchObject({ kind: 'INVALID' });
    expect(await failure(drs.describeJobLog('drsjob-00000000000000000'))).toMatchObject({ kind: 'INVALID' });
    expect(await failure(drs.terminateRecoveryInstances(['i-none']))).toMatchObject({ kind: 'INVALID' });
    expect(await failure(drs.terminateRecoveryInstances(['i-00000000000000000']))).toMatchObject({ kind: 'CONFLICT', resourceId: 'i-00000000000000000' });
  });

  it('an account without DRS is UNINITIALIZED', async () => {
    const { accounts } = await given(worldOf(1, { Initialized: false }));
    expect(await failure(accounts.drs(target).describeSourceServers('ALL'))).toMatchObject({ kind: 'UNINITIALIZED' });
  });

  it('a launch given up before it is sent is UNREACHABLE, and DRS never hears of it; one given up in flight is NETWORK', async () => {
    const { accounts, emulator, clock } = await given(worldOf(1, { Faults: [{ Service: 'drs', Operation: 'StartRecovery', Fault: 'TIMEOUT' }] }));
    const drs = accounts.drs(target);
    expect(await failure(drs.startRecovery(launchOf(serverIds(1)), AbortSignal.abort()))).toMatchObject({ kind: 'UNREACHABLE' });
    expect(emulator.calls).toEqual([]);
    const patience = new AbortController();
    const failed = failure(drs.startRecovery(launchOf(serverIds(1)), patience.signal));
    await whileTimePasses(clock, expect.poll(() => emulator.calls.length).toBe(1) as Promise<unknown>);
    patience.abort(new Error('enough'));
    expect(await failed).toMatchObject({ kind: 'NETWORK' });
  });

  it('a launch given up between two throttled attempts is THROTTLED', async () => {
    const { accounts, emulator, clock } = await given(worldOf(1, { Faults: [{ Service: 'drs', Operation: 'StartRecovery', Fault: 'THROTTLE' }] }));
    const patience = new AbortController();
    const failed = failure(accounts.drs(target).startRecovery(launchOf(serverIds(1)), patience.signal));
    // The attempt's own time limit sleeps on the clock too, for longer than the first wait between attempts.
    const asleep = [clock.now() + 2000];
    await expect.poll(() => clock.dues).toEqual(asleep);
    expect(emulator.calls).toHaveLength(1);
    patience.abort(new Error('enough'));
    expect(await failed).toMatchObject({ kind: 'THROTTLED' });
  });

  it('answers that lack what is needed are SERVER failures; those that lack what may vanish are answers [P30]', async () => {
    const faults = [['DescribeJobs', ['jobID']], ['DescribeSourceServers', ['items']], ['DescribeRecoveryInstances', ['isDrill']], ['StartRecovery', ['recoveryInstanceID', 'launchStatus']]] as const;
    const { accounts, emulator } = await given(worldOf(1, { Servers: [{ SourceServerId: serverId(1), RecoveryInstance: { IsDrill: true } }], Faults: faults.map(([Operation, Fields]) => ({ Service: 'drs', Operation, Fault: 'DROP_FIELDS', Fields })) }));
    const drs = accounts.drs(target);
    expect((await drs.startRecovery(launchOf(serverIds(1)), patient)).servers).toStrictEqual([{ sourceServerId: serverId(1) }]);
    expect(await failure(drs.describeJobs(emulator.jobs().map((job) => job.id)))).toMatchObject({ kind: 'SERVER' });
    expect(await failure(drs.describeSourceServers('ALL'))).toMatchObject({ kind: 'SERVER' });
    expect(await failure(drs.describeRecoveryInstances(serverIds(1)))).toMatchObject({ kind: 'SERVER' });
  });

  describe('to another account', () => {
    const there = { region: 'us-east-1', accountId: other, assumeRoleName: 'Recovery', externalId: 'secret word' };
    const Arn = `arn:aws:iam::${other}:role/Recovery`;

    it('enters it by its role, renewed before its hour is over [R6.1] [R6.4]', async () => {
      const { accounts, emulator, clock } = await given(worldOf(1, { TargetAccount: other, Roles: [{ Arn, ExternalId: 'secret word' }] }));
      expect(await accounts.drs(target).describeSourceServers('ALL')).toEqual([]);
      expect(await accounts.drs(there).describeSourceServers('ALL')).toHaveLength(1);
      expect(await accounts.drs({ ...there, region: 'eu-west-1' }).describeSourceServers('ALL')).toHaveLength(1);
      await clock.advance(56 * 60_000);
      expect(await accounts.drs(there).describeSourceServers('ALL')).toHaveLength(1);
      expect(emulator.calls.filter((call) => call.operation === 'AssumeRole')).toHaveLength(3);
    });

    it('enters it anew when its keys are refused before their time, and makes the call, a launch too, once more [R6.4]', async () => {
      const { accounts, emulator } = await given(worldOf(1, { TargetAccount: other, Roles: [{ Arn, ExternalId: 'secret word' }] }));
      const calls = [
        () => accounts.drs(there).describeSourceServers('ALL'),
        () => accounts.drs(there).startRecovery(launchOf(serverIds(1)), patient),
        () => accounts.instances(there).describeStates(['i-1']),
      ];
      for (const call of calls) {
        await call();
        for (const [key, session] of emulator.sessions) emulator.sessions.set(key, { ...session, expiresAt: 0 });
      }
      expect(emulator.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
        'AssumeRole 200', 'DescribeSourceServers 200',
        'StartRecovery 403', 'AssumeRole 200', 'StartRecovery 202',
        'DescribeInstanceStatus 400', 'AssumeRole 200', 'DescribeInstanceStatus 400',
      ]);
      expect(emulator.jobs()).toHaveLength(1);
    });

    it('whose role is withdrawn is told so, by the call that its keys were refused', async () => {
      const inWorld: { readonly Arn: string; Deny?: string } = { Arn };
      const { accounts, emulator } = await given(worldOf(1, { TargetAccount: other, Roles: [inWorld] }));
      const role = { region: there.region, accountId: other, assumeRoleName: 'Recovery' };
      await accounts.drs(role).describeSourceServers('ALL');
      for (const [key, session] of emulator.sessions) emulator.sessions.set(key, { ...session, expiresAt: 0 });
      inWorld.Deny = 'withdrawn';
      expect(await failure(accounts.drs(role).startRecovery(launchOf(serverIds(1)), patient))).toMatchObject({ service: 'STS', kind: 'DENIED' });
      expect(emulator.jobs()).toHaveLength(0);
    });

    it('a refusal names the role and the reason [R6.3]', async () => {
      const { accounts } = await given(worldOf(1, { TargetAccount: other, Roles: [{ Arn, Deny: 'not on my watch' }] }));
      const refused = await failure(accounts.drs(there).describeSourceServers('ALL'));
      expect(refused).toMatchObject({ service: 'STS', operation: 'AssumeRole', kind: 'DENIED' });
      expect(refused.message).toContain(Arn);
      expect(refused.message).toContain('not on my watch');
    });

    it('without the external id that its trust policy asks for it is DENIED', async () => {
      const { accounts } = await given(worldOf(1, { TargetAccount: other, Roles: [{ Arn, ExternalId: 'another word' }] }));
      expect(await failure(accounts.instances(there).describeStates(['i-1']))).toMatchObject({ kind: 'DENIED' });
    });
  });

  it('publishes a message, its subject made fit for SNS; an unknown topic is NOT_FOUND', async () => {
    const { notifier, emulator, clock } = await given({ Topics: ['arn:aws:sns:us-east-1:111111111111:drills'], Faults: [{ Service: 'sns', Operation: 'Publish', Attempt: 1, Fault: 'THROTTLE' }] });
    const message = { topicArn: 'arn:aws:sns:us-east-1:111111111111:drills', subject: `Drill → done ${'!'.repeat(200)}`, message: { Status: 'COMPLETED' } };
    await whileTimePasses(clock, notifier.publish(message));
    expect(emulator.messages).toMatchObject([{ topicArn: message.topicArn, subject: `Drill   done ${'!'.repeat(200)}`.slice(0, 100), message: JSON.stringify(message.message, null, 2) }]);
    expect(await failure(notifier.publish({ ...message, topicArn: 'arn:aws:sns:us-east-1:111111111111:none' }))).toMatchObject({ service: 'SNS', kind: 'NOT_FOUND' });
  });
});

import { DescribeJobsCommand } from '@aws-sdk/client-drs';
import { DescribeInstanceStatusCommand } from '@aws-sdk/client-ec2';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import { drsCalls } from '../../../test/drs-emulator/drsCalls.js';
import { clientsOf, emulated, endEmulated, refusalOf, worldOf } from '../../../test/drs-emulator/emulated.js';
import { serverId } from '../../plans/serverIds.js';
import type { CallFaultKind } from '../world.js';

afterEach(endEmulated);

const refusals: readonly (readonly [CallFaultKind, string, number | undefined])[] = [
  ['THROTTLE', 'ThrottlingException', 429], ['INTERNAL_ERROR', 'InternalServerException', 500], ['CONFLICT', 'ConflictException', 409], ['QUOTA', 'ServiceQuotaExceededException', 402],
  ['CUT_CONNECTION', 'Error', undefined], ['LOSE_ANSWER', 'Error', undefined],
];

describe.each(Object.entries(drsCalls))('%s [R11.3] [R11.5]', (Operation, call) => {
  it.each(refusals)('told to %s fails as %s (%s), once', async (Fault, name, status) => {
    const { drs, emulator } = await emulated(worldOf(1, { Faults: [{ Service: 'drs', Operation, Attempt: 1, Fault }] }));
    const refused = await refusalOf(call(drs));
    expect(refused?.status).toBe(status);
    if (status !== undefined) expect(refused?.name).toBe(name);
    expect(emulator.calls.at(-1)?.outcome).toBe(Fault);
    await refusalOf(call(drs));
    // The second call is answered by the service itself, whatever it says.
    expect(emulator.calls.at(-1)?.outcome).toMatch(/^\d{3}$/);
  });

  it('told to TIMEOUT says nothing until the caller gives up', async () => {
    const { url, emulator } = await emulated(worldOf(1, { Faults: [{ Service: 'drs', Operation, Fault: 'TIMEOUT' }] }));
    const { drs } = clientsOf(url);
    const { requestHandler } = drs.config;
    const given = new AbortController();
    drs.config.requestHandler = { ...requestHandler, handle: (request: never, options: object) => requestHandler.handle(request, { ...options, abortSignal: given.signal }) } as never;
    const waiting = refusalOf(call(drs));
    await expect.poll(() => emulator.calls.length).toBe(1);
    given.abort();
    expect((await waiting)?.name).toBe('AbortError');
  });
});

describe('faults of calls', () => {
  it('LOSE_ANSWER acts, CUT_CONNECTION does not', async () => {
    const { drs, emulator } = await emulated(worldOf(1, { Faults: [{ Service: 'drs', Operation: 'StartRecovery', Attempt: 1, Fault: 'CUT_CONNECTION' }, { Service: 'drs', Operation: 'StartRecovery', Attempt: 2, Fault: 'LOSE_ANSWER' }] }));
    await refusalOf(drsCalls['StartRecovery']?.(drs) ?? Promise.resolve());
    expect(emulator.jobs()).toHaveLength(0);
    await refusalOf(drsCalls['StartRecovery']?.(drs) ?? Promise.resolve());
    expect(emulator.jobs()).toHaveLength(1);
  });

  it('strike in their time only; throttling may be switched on for some seconds', async () => {
    const { drs, emulator, clock } = await emulated(worldOf(1, { Faults: [{ Service: 'drs', Operation: '*', FromSecond: 10, ToSecond: 20, Fault: 'THROTTLE' }] }));
    const throttled = async (): Promise<boolean> => (await refusalOf(drs.send(new DescribeJobsCommand({}))))?.name === 'ThrottlingException';
    const seen = [await throttled()];
    for (const seconds of [10, 9.999, 0.001]) {
      await clock.advance(seconds * 1000);
      seen.push(await throttled());
    }
    expect(seen).toEqual([false, true, true, false]);
    emulator.throttleFor(5);
    expect(await throttled()).toBe(true);
    await clock.advance(5000);
    expect(await throttled()).toBe(false);
    emulator.throttleFor(5);
    emulator.clearFaults();
    expect(await throttled()).toBe(false);
  });

  it('DROP_FIELDS takes fields out of answers, of EC2 too', async () => {
    const { drs, ec2, emulator, clock } = await emulated(worldOf(1, { Faults: [{ Service: 'drs', Operation: 'DescribeJobs', Fault: 'DROP_FIELDS' }, { Service: 'ec2', Operation: '*', Fault: 'DROP_FIELDS', Fields: ['InstanceState'] }] }));
    emulator.startLaunch([serverId(1)], true, {});
    await clock.advance(300_000);
    expect((await drs.send(new DescribeJobsCommand({}))).items?.[0]?.participatingServers).toEqual([{ sourceServerID: serverId(1) }]);
    expect((await ec2.send(new DescribeInstanceStatusCommand({}))).InstanceStatuses).toEqual([{ InstanceId: emulator.everyInstance()[0]?.id }]);
  });

  it('are told in the words of EC2, STS and SNS there', async () => {
    const { ec2, sts, sns } = await emulated({ Faults: (['ec2', 'sts', 'sns'] as const).map((Service) => ({ Service, Operation: '*', Fault: 'THROTTLE' })) });
    expect(await refusalOf(ec2.send(new DescribeInstanceStatusCommand({})))).toMatchObject({ name: 'RequestLimitExceeded', status: 503 });
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name: 'Throttling', status: 400 });
    expect(await refusalOf(sns.send(new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:111111111111:t', Message: 'm' })))).toMatchObject({ name: 'Throttling', status: 400 });
  });
});

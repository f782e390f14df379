import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstanceStatusCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeJobsCommand, DrsClient, StartRecoveryCommand, TerminateRecoveryInstancesCommand } from '@aws-sdk/client-drs';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { FakeHandler, networkError, refusal, type Fate } from '../../test/fakeHandler.js';
import { eventually, ManualClock } from '../../test/manualClock.js';
import { waits } from '../../test/waits.js';
import { ServiceError } from '../errors.js';
import { callService } from './callService.js';
import { clientSettings, onOurClock, type ServiceName } from './clients.js';
import { functionsOver } from './lambdaFunctions.js';
import { RetryStrategy, type RetryMode } from './retryStrategy.js';

type Send = (handler: FakeHandler, clock: ManualClock, signal?: AbortSignal) => Promise<unknown>;

function configuration(service: ServiceName, handler: FakeHandler, clock: ManualClock, mode: RetryMode = 'READS') {
  return { ...clientSettings(service, connectionOn(clock), mode), requestHandler: handler as never };
}

const send = (client: { send(command: never): Promise<unknown> }, command: object, signal?: AbortSignal): Promise<unknown> =>
  callService('Service', command.constructor.name, () => client.send(command as never), signal === undefined ? {} : { signal });

const drs = (mode: RetryMode, command: () => object): Send => (handler, clock, signal) =>
  send(onOurClock(new DrsClient(configuration('DRS', handler, clock, mode)), connectionOn(clock)), command(), signal);

const describeJobs = drs('READS', () => new DescribeJobsCommand({}));
const startRecovery = drs('LAUNCHES', () => new StartRecoveryCommand({ sourceServers: [] }));
const terminate = drs('LAUNCHES', () => new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [] }));
const getItem: Send = (handler, clock) =>
  send(onOurClock(new DynamoDBClient(configuration('DYNAMODB', handler, clock)), connectionOn(clock)), new GetItemCommand({ TableName: 't', Key: {} }));
const describeInstances: Send = (handler, clock) =>
  send(onOurClock(new EC2Client(configuration('EC2', handler, clock)), connectionOn(clock)), new DescribeInstanceStatusCommand({}));
const publish: Send = (handler, clock) =>
  send(onOurClock(new SNSClient(configuration('SNS', handler, clock)), connectionOn(clock)), new PublishCommand({ TopicArn: 't', Message: 'm' }));

const xml = (code: string): string => `<Response><Errors><Error><Code>${code}</Code><Message>m</Message></Error></Errors></Response>`;
const ok: Fate = { status: 200 };
const throttled = refusal(429, 'ThrottlingException');
const brokenServer = refusal(500, 'InternalServerException');
const cut: Fate = { fails: networkError('ECONNRESET') };

describe('the retries of design section 11', () => {
  const reads: [string, Send, Fate][] = [
    ['DRS throttling [R2.4] [P8]', describeJobs, throttled],
    ['DRS 500', describeJobs, brokenServer],
    ['DRS cut off [P13] [R4.4]', describeJobs, cut],
    ['DRS refusing connections [P13]', describeJobs, { fails: networkError('ECONNREFUSED') }],
    ['DynamoDB throttling [P29] [R9.4]', getItem, refusal(400, 'ProvisionedThroughputExceededException')],
    ['DynamoDB failing transiently [P29]', getItem, refusal(503, 'ServiceUnavailable')],
    ['DynamoDB cut off [P29]', getItem, cut],
    ['EC2 throttling', describeInstances, { status: 503, body: xml('RequestLimitExceeded') }],
    ['EC2 500', describeInstances, { status: 500, body: xml('InternalError') }],
    ['SNS cut off', publish, cut],
  ];
  it.each(reads)('%s: a read is tried again after 2, 4 and 8 s, then no more', async (_, call, fate) => {
    const clock = new ManualClock();
    const handler = new FakeHandler(fate);
    const { waited, result } = await waits(clock, call(handler, clock));
    expect(waited).toEqual([2, 4, 8]);
    expect(handler.sent).toHaveLength(4);
    expect(result).toBeInstanceOf(ServiceError);
  });

  it('an invocation of ours is tried again sooner, after 0.5, 1 and 2 s: a poll waits for it [T1.3.2]', async () => {
    const clock = new ManualClock();
    // The discard port: nothing listens there.
    const connection = connectionOn(clock, { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:9' });
    const { waited, result } = await waits(clock, functionsOver(connection, { poller: 'p', orchestrator: 'o' }).invokePoller({ ExecutionId: 'e' }));
    expect(waited).toEqual([0.5, 1, 2]);
    expect(result).toMatchObject({ service: 'Lambda', operation: 'Invoke', kind: 'NETWORK' });
  });

  it('an answer after two failures ends the retries [R2.4]', async () => {
    const clock = new ManualClock();
    const handler = new FakeHandler(throttled, cut, ok);
    const { waited, result } = await waits(clock, describeJobs(handler, clock));
    expect(waited).toEqual([2, 4]);
    expect(result).toMatchObject({ $metadata: { httpStatusCode: 200, attempts: 3 } });
  });

  it.each([startRecovery, terminate])('a throttled launch or termination is tried again after 2, 4 and 8 s [R2.4] [P8]', async (call) => {
    const clock = new ManualClock();
    const handler = new FakeHandler(throttled);
    const { waited, result } = await waits(clock, call(handler, clock));
    expect(waited).toEqual([2, 4, 8]);
    expect(result).toMatchObject({ kind: 'THROTTLED' });
  });

  const ambiguous: [string, Fate, string][] = [
    ['a 500', brokenServer, 'SERVER'],
    ['a 503', refusal(503, 'ServiceUnavailable'), 'SERVER'],
    ['a cut connection', cut, 'NETWORK'],
    ['an answer that is no JSON', { status: 202, body: '<html>' }, 'SERVER'],
    ['a refused connection', { fails: networkError('ECONNREFUSED') }, 'NETWORK'],
    ['a conflict', refusal(409, 'ConflictException', { resourceId: 's-1' }), 'CONFLICT'],
    ['a quota', refusal(402, 'ServiceQuotaExceededException'), 'QUOTA'],
  ];
  it.each(ambiguous)('a launch that meets %s is sent exactly once [R9.3] [P28]', async (_, fate, kind) => {
    for (const call of [startRecovery, terminate]) {
      const clock = new ManualClock();
      const handler = new FakeHandler(fate);
      const { waited, result } = await waits(clock, call(handler, clock));
      expect({ waited, sent: handler.sent.length }).toEqual({ waited: [], sent: 1 });
      expect(result).toMatchObject({ kind });
    }
  });

  const atOnce: [string, Fate, string][] = [
    ['a name that does not resolve (ENOTFOUND)', { fails: networkError('ENOTFOUND') }, 'UNREACHABLE'],
    ['a name server that fails (EAI_AGAIN)', { fails: networkError('EAI_AGAIN') }, 'UNREACHABLE'],
    ['a certificate that has expired', { fails: networkError('CERT_HAS_EXPIRED') }, 'UNREACHABLE'],
    ['a certificate nobody vouches for', { fails: networkError('UNABLE_TO_VERIFY_LEAF_SIGNATURE') }, 'UNREACHABLE'],
    ['a handshake that fails', { fails: networkError('EPROTO') }, 'UNREACHABLE'],
    ['a missing permission', refusal(403, 'AccessDeniedException'), 'DENIED'],
    ['an invalid request', refusal(400, 'ValidationException'), 'INVALID'],
    ['an unknown resource', refusal(404, 'ResourceNotFoundException'), 'NOT_FOUND'],
    ['an account DRS is not set up in', refusal(400, 'UninitializedAccountException'), 'UNINITIALIZED'],
  ];
  it.each(atOnce)('%s fails at once', async (_, fate, kind) => {
    for (const call of [describeJobs, startRecovery, getItem]) {
      const clock = new ManualClock();
      const handler = new FakeHandler(fate);
      const { waited, result } = await waits(clock, call(handler, clock));
      expect({ waited, sent: handler.sent.length }).toEqual({ waited: [], sent: 1 });
      expect(result).toMatchObject({ kind });
    }
  });

  it('a launch given up while it waits to be retried is not sent again and was refused, not lost', async () => {
    const clock = new ManualClock();
    const handler = new FakeHandler(throttled, ok);
    const giveUp = new AbortController();
    const call = startRecovery(handler, clock, giveUp.signal);
    await eventually(() => clock.sleeping.includes(2000));
    giveUp.abort(new Error('past its deadline'));
    await expect(call).rejects.toMatchObject({ kind: 'THROTTLED' });
    expect(clock.sleeping).toEqual([]);
    clock.advance(60_000);
    await eventually(() => clock.standing === 0);
    expect(handler.sent).toHaveLength(1);
  });

  it('a failure whose own retries are spent (AssumeRole within a call) is not retried again', async () => {
    const clock = new ManualClock();
    const strategy = new RetryStrategy(clock, 'READS');
    const spent = new ServiceError({ service: 'STS', operation: 'AssumeRole', kind: 'NETWORK', message: 'no answer' });
    await expect(strategy.refreshRetryTokenForRetry(await strategy.acquireInitialRetryToken(), { error: spent })).rejects.toBe(spent);
    expect(clock.sleeping).toEqual([]);
  });

  it('each call has three retries of its own, whatever calls before it needed', async () => {
    const clock = new ManualClock();
    const client = onOurClock(new DrsClient(configuration('DRS', new FakeHandler(throttled), clock)), connectionOn(clock));
    for (let call = 0; call < 40; call += 1) {
      const { waited } = await waits(clock, send(client, new DescribeJobsCommand({})));
      expect(waited).toEqual([2, 4, 8]);
    }
  });
});

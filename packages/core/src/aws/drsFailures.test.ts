import {
  AccessDeniedException, ConflictException, DescribeJobLogItemsCommand, DescribeJobsCommand, DescribeRecoveryInstancesCommand, DescribeSourceServersCommand, DrsClient, InternalServerException,
  ResourceNotFoundException, ServiceQuotaExceededException, StartRecoveryCommand, TerminateRecoveryInstancesCommand, ThrottlingException, UninitializedAccountException, ValidationException,
} from '@aws-sdk/client-drs';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { FakeHandler, networkError, refusal, type Fate } from '../../test/fakeHandler.js';
import { ManualClock } from '../../test/manualClock.js';
import { waits } from '../../test/waits.js';
import { ServiceError } from '../errors.js';
import type { Drs, DrsJob, DrsLaunchRequest } from '../ports/index.js';
import { clientSettings, onOurClock } from './clients.js';
import { AwsDrs } from './drs.js';

interface Mock {
  on(command: unknown): Mock;
  resolves(answer: unknown): Mock;
  rejects(error: unknown): Mock;
  reset(): void;
  commandCalls(command: unknown): { args: [{ input: Record<string, unknown> }] }[];
}

const client = new DrsClient({ region: 'us-east-1' });
// The client is of an older generation than the mock's types.
const sent = mockClient(client as never) as unknown as Mock;
beforeEach(() => sent.reset());
const never = new AbortController().signal;
const launch: DrsLaunchRequest = { servers: [{ sourceServerId: 's-1' }], isDrill: true, tags: {} };

async function pagesOf(drs: Drs): Promise<readonly DrsJob[]> {
  const jobs: DrsJob[] = [];
  for await (const page of drs.listJobs(0)) jobs.push(...page);
  return jobs;
}

interface Operation {
  readonly name: string;
  readonly command: unknown;
  readonly call: (drs: Drs) => Promise<unknown>;
  readonly answer: object;
  readonly gives: unknown;
}

const started = { job: { jobID: 'drsjob-1', status: 'PENDING' } };
const read = { jobId: 'drsjob-1', type: 'LAUNCH', status: 'PENDING', servers: [], tags: {} };
/** The reads of DRS that the system makes: what DRS answers, and what comes of it. */
const reads: readonly Operation[] = [
  { name: 'DescribeSourceServers', command: DescribeSourceServersCommand, call: (drs) => drs.describeSourceServers(['s-1']), answer: { items: [{ sourceServerID: 's-1' }] }, gives: [{ sourceServerId: 's-1', tags: {} }] },
  { name: 'DescribeJobs', command: DescribeJobsCommand, call: (drs) => drs.describeJobs(['drsjob-1']), answer: { items: [started.job] }, gives: [read] },
  { name: 'DescribeJobs', command: DescribeJobsCommand, call: pagesOf, answer: { items: [started.job] }, gives: [read] },
  { name: 'DescribeJobLogItems', command: DescribeJobLogItemsCommand, call: (drs) => drs.describeJobLog('drsjob-1'), answer: { items: [{ event: 'JOB_START' }] }, gives: [{ event: 'JOB_START' }] },
  {
    name: 'DescribeRecoveryInstances', command: DescribeRecoveryInstancesCommand, call: (drs) => drs.describeRecoveryInstances(['s-1']),
    answer: { items: [{ recoveryInstanceID: 'i-1', sourceServerID: 's-1', isDrill: true }] }, gives: [{ recoveryInstanceId: 'i-1', sourceServerId: 's-1', ec2InstanceId: 'i-1', isDrill: true }],
  },
];
/** The calls that act, and may not be repeated blindly. */
const acts: readonly Operation[] = [
  { name: 'StartRecovery', command: StartRecoveryCommand, call: (drs) => drs.startRecovery(launch, never), answer: started, gives: read },
  { name: 'TerminateRecoveryInstances', command: TerminateRecoveryInstancesCommand, call: (drs) => drs.terminateRecoveryInstances(['i-1']), answer: started, gives: read },
];
const operations = [...reads, ...acts];

const refused = (status: number) => ({ message: 'no', $metadata: { httpStatusCode: status } });
/** Every error that the API model declares, and what the network adds to them. */
const failures: readonly (readonly [string, unknown])[] = [
  ['CONFLICT', new ConflictException(refused(409))],
  ['QUOTA', new ServiceQuotaExceededException(refused(402))],
  ['THROTTLED', new ThrottlingException(refused(429))],
  ['UNINITIALIZED', new UninitializedAccountException(refused(400))],
  ['INVALID', new ValidationException(refused(400))],
  ['NOT_FOUND', new ResourceNotFoundException(refused(404))],
  ['DENIED', new AccessDeniedException(refused(403))],
  ['SERVER', new InternalServerException(refused(500))],
  ['NETWORK', networkError('ECONNRESET')],
  ['UNREACHABLE', networkError('ENOTFOUND')],
];
const everyFailure = operations.flatMap((operation) => failures.map(([kind, error]) => [operation.name, kind, operation, error] as const));

describe('every operation of DRS [R11.5]', () => {
  const drs = new AwsDrs({ reads: client, launches: client });

  it.each(operations.map((operation) => [operation.name, operation] as const))('%s that succeeds gives what DRS said, in our words', async (_, { command, call, answer, gives }) => {
    sent.on(command).resolves(answer);
    expect(await call(drs)).toEqual(gives);
    expect(sent.commandCalls(command)).toHaveLength(1);
  });

  it.each(everyFailure)('%s that fails as %s is a failure of that kind, which says what to do and keeps its cause', async (name, kind, { command, call }, error) => {
    sent.on(command).rejects(error);
    const failure = await call(drs).then(() => undefined, (thrown: unknown) => thrown as ServiceError);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ service: 'DRS', operation: name, kind, code: `DRS.${kind}`, cause: error });
    expect(failure?.message).toMatch(new RegExp(`^DRS ${name} failed: .+\\. .+\\.$`));
    expect(sent.commandCalls(command)).toHaveLength(1);
  });
});

describe('the input of StartRecovery', () => {
  it('is exactly the servers asked for, in order, LATEST left out and any other snapshot named, isDrill, and the tags; nothing else [P6] [R2.1] [R2.2]', async () => {
    const server = fc.record({ sourceServerId: fc.stringMatching(/^s-[0-9a-f]{17}$/), recoverySnapshotId: fc.constantFrom(undefined, 'LATEST', 'pit-0123456789abcdef0', 'pit-00000000000000000') });
    const request = fc.record({ servers: fc.array(server, { minLength: 1, maxLength: 100 }), isDrill: fc.boolean(), tags: fc.dictionary(fc.stringMatching(/^[a-z:-]{1,20}$/), fc.string({ maxLength: 20 }), { maxKeys: 4 }) });
    const drs = new AwsDrs({ reads: client, launches: client });
    await fc.assert(
      fc.asyncProperty(request, async ({ servers, isDrill, tags }) => {
        sent.reset();
        sent.on(StartRecoveryCommand).resolves(started);
        const asked = servers.map(({ sourceServerId, recoverySnapshotId }) => ({ sourceServerId, ...(recoverySnapshotId === undefined ? {} : { recoverySnapshotId }) }));
        await drs.startRecovery({ servers: asked, isDrill, tags }, never);
        const expected = servers.map(({ sourceServerId: sourceServerID, recoverySnapshotId }) => (recoverySnapshotId?.startsWith('pit-') === true ? { sourceServerID, recoverySnapshotID: recoverySnapshotId } : { sourceServerID }));
        const inputs = sent.commandCalls(StartRecoveryCommand).map(({ args }) => args[0].input);
        expect(inputs).toStrictEqual([{ sourceServers: expected, isDrill, tags: { ...tags } }]);
        expect(JSON.stringify(inputs)).not.toContain('LATEST');
      }),
      { numRuns: 200 },
    );
  });
});

describe('the retries of every operation, as design section 11 has them', () => {
  /** The adapter over clients of its own configuration, whose attempts meet these fates. */
  function over(clock: ManualClock, handler: FakeHandler): Drs {
    const of = (mode: 'READS' | 'LAUNCHES'): DrsClient => onOurClock(new DrsClient({ ...clientSettings('DRS', connectionOn(clock), mode), requestHandler: handler as never }), connectionOn(clock));
    return new AwsDrs({ reads: of('READS'), launches: of('LAUNCHES') });
  }

  /** Calls it, its attempts meeting these fates; gives the sleeps between them in seconds, and what came of it. */
  async function attempted({ call }: Operation, ...fates: readonly Fate[]): Promise<{ readonly waited: readonly number[]; readonly sent: number; readonly outcome: unknown }> {
    const [clock, handler] = [new ManualClock(), new FakeHandler(...fates)];
    const { waited, result } = await waits(clock, call(over(clock, handler)));
    return { waited, sent: handler.sent.length, outcome: result };
  }

  const cases = (among: readonly Operation[], fates: readonly (readonly [string, Fate])[]) => among.flatMap((operation) => fates.map(([what, fate]) => [operation.name, what, operation, fate] as const));
  const throttled = refusal(429, 'ThrottlingException');
  const passing = [['throttling', throttled], ['a 500', refusal(500, 'InternalServerException')], ['a 503', refusal(503, 'ServiceUnavailable')], ['a cut line', { fails: networkError('ECONNRESET') }], ['a refused connection', { fails: networkError('ECONNREFUSED') }]] as const;

  it.each(cases(reads, passing))('%s that meets %s is tried again after 2, 4 and 8 s, then no more [P8] [P13] [R2.4] [R4.4]', async (_name, _what, operation, fate) => {
    const { waited, sent: attempts, outcome } = await attempted(operation, fate);
    expect({ waited, attempts }).toEqual({ waited: [2, 4, 8], attempts: 4 });
    expect(outcome).toBeInstanceOf(ServiceError);
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))('%s throttled three times is answered the fourth time, and is one call [P8] [R2.4]', async (_name, operation) => {
    const { waited, sent: attempts, outcome } = await attempted(operation, throttled, throttled, throttled, { status: 200, body: operation.answer });
    expect({ waited, attempts }).toEqual({ waited: [2, 4, 8], attempts: 4 });
    expect(outcome).toEqual(operation.gives);
  });

  it.each(cases(acts, passing.filter(([what]) => what !== 'throttling')))('%s that meets %s is sent once: it may have acted [P28] [R9.3]', async (_name, _what, operation, fate) => {
    const { waited, sent: attempts, outcome } = await attempted(operation, fate);
    expect({ waited, attempts }).toEqual({ waited: [], attempts: 1 });
    expect(outcome).toMatchObject({ kind: expect.stringMatching(/^(SERVER|NETWORK)$/) as string });
  });

  const atOnce = [
    ['a name that does not resolve', { fails: networkError('ENOTFOUND') }], ['a name server that fails', { fails: networkError('EAI_AGAIN') }],
    ['an expired certificate', { fails: networkError('CERT_HAS_EXPIRED') }], ['a handshake that fails', { fails: networkError('EPROTO') }],
    ['a missing permission', refusal(403, 'AccessDeniedException')], ['an invalid request', refusal(400, 'ValidationException')], ['a conflict', refusal(409, 'ConflictException')],
    ['a quota', refusal(402, 'ServiceQuotaExceededException')], ['an unknown resource', refusal(404, 'ResourceNotFoundException')], ['an account without DRS', refusal(400, 'UninitializedAccountException')],
  ] as const;
  it.each(cases(operations, atOnce))('%s that meets %s fails at once, without a retry [R9.5]', async (_name, what, operation, fate) => {
    const { waited, sent: attempts, outcome } = await attempted(operation, fate);
    expect({ waited, attempts }).toEqual({ waited: [], attempts: 1 });
    expect(outcome).toBeInstanceOf(ServiceError);
    if (/name|certificate|handshake/.test(what)) expect(outcome).toMatchObject({ kind: 'UNREACHABLE' });
  });
});

import { ServiceError, type Clock, type Drs, type Instances } from '@drs-orchestration/core';
import { accountsOver, drsOver, instancesOver, type Connection } from '@drs-orchestration/core/aws';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLoopbackServer, type LoopbackServer, type Reply } from '../../src/http-api/loopbackServer.js';
import { spoiltInput, spoiltText } from '../../src/plans/generators.js';

const seeded = { numRuns: 1_000, seed: 20_261_121 };
const kinds = ['THROTTLED', 'CONFLICT', 'QUOTA', 'INVALID', 'NOT_FOUND', 'DENIED', 'UNINITIALIZED', 'SERVER', 'NETWORK', 'UNREACHABLE'];

/** Waits between attempts pass at once; the limit of an attempt never comes. */
function hastyClock(): Clock {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      if (milliseconds === 10_000) return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
      now += milliseconds;
    },
    standingStill: (work) => work(),
  };
}

let reply: Reply = { status: 200 };
let server: LoopbackServer;
beforeAll(async () => {
  // The SDK tells the console of each value that it puts right by itself.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startLoopbackServer(async ({ body }) => (body.toString().includes('AssumeRole') || !assuming ? reply : { status: 200, body: '{"items":[]}' }));
});
afterAll(() => {
  vi.restoreAllMocks();
  return server.close();
});
let assuming = false;

const connection = (): Connection => ({ clock: hastyClock(), environment: { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }, region: 'us-east-1' });

const aJob = {
  jobID: 'drsjob-1', arn: 'arn:aws:drs:us-east-1:111111111111:job/drsjob-1', type: 'LAUNCH', status: 'COMPLETED', initiatedBy: 'START_DRILL', creationDateTime: '2026-11-21T10:00:00.123456+00:00', endDateTime: '2026-11-21T10:09:00Z',
  tags: { 'drs-orchestration:call': 'c' },
  participatingServers: [
    { sourceServerID: 's-1', launchStatus: 'LAUNCHED', recoveryInstanceID: 'i-1', launchActionsStatus: { ssmAgentDiscoveryDatetime: '2026-11-21T10:05:00Z', runs: [{ action: { name: 'agent', actionCode: 'a' }, runId: 'r', status: 'FAILED', failureReason: 'no SSM' }] } },
    { sourceServerID: 's-2', launchStatus: 'PENDING', postLaunchActionsDeployment: { status: 'COMPLETED' } },
  ],
};

interface Operation {
  readonly name: string;
  readonly call: (drs: Drs) => Promise<unknown>;
  readonly answer: unknown;
}

async function allPages(drs: Drs): Promise<unknown[]> {
  const jobs: unknown[] = [];
  for await (const page of drs.listJobs(0)) {
    jobs.push(...page);
    // A page after this one would be the same answer again, for ever.
    break;
  }
  return jobs;
}

const never = new AbortController().signal;
/** Every operation of DRS that the system calls, with a whole answer of it. */
const operations: readonly Operation[] = [
  { name: 'DescribeJobs', call: (drs) => drs.describeJobs(['drsjob-1']), answer: { items: [aJob] } },
  { name: 'DescribeJobs', call: allPages, answer: { items: [aJob] } },
  { name: 'StartRecovery', call: (drs) => drs.startRecovery({ servers: [{ sourceServerId: 's-1' }], isDrill: true, tags: {} }, never), answer: { job: aJob } },
  { name: 'TerminateRecoveryInstances', call: (drs) => drs.terminateRecoveryInstances(['i-1']), answer: { job: { ...aJob, type: 'TERMINATE' } } },
  { name: 'DescribeJobLogItems', call: (drs) => drs.describeJobLog('drsjob-1'), answer: { items: [{ logDateTime: '2026-11-21T10:01:00Z', event: 'LAUNCH_FAILED', eventData: { sourceServerID: 's-1', rawError: 'no capacity', targetInstanceID: 'i-1' } }] } },
  { name: 'DescribeRecoveryInstances', call: (drs) => drs.describeRecoveryInstances(['s-1']), answer: { items: [{ recoveryInstanceID: 'i-1', sourceServerID: 's-1', ec2InstanceID: 'i-1', ec2InstanceState: 'RUNNING', jobID: 'drsjob-1', isDrill: true }] } },
  {
    name: 'DescribeSourceServers', call: (drs) => drs.describeSourceServers('ALL'),
    answer: { items: [{ sourceServerID: 's-1', arn: 'a', tags: { Tier: 'db' }, recoveryInstanceId: 'i-1', dataReplicationInfo: { dataReplicationState: 'CONTINUOUS', lagDuration: 'PT3S' }, sourceProperties: { identificationHints: { hostname: 'db1', fqdn: 'db1.example.com' } } }] },
  },
];

/** The outcome of a call: its answer, or its failure, which must be one of the service's, in words that say what to do. */
async function outcomeOf(call: () => Promise<unknown>, service: string, operation: string): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    expect(error, String((error as Error).stack)).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ service, operation });
    expect(kinds).toContain((error as ServiceError).kind);
    expect((error as ServiceError).message).toMatch(new RegExp(`${operation}|role `));
    expect((error as ServiceError).message).not.toMatch(/Cannot read prop|is not a function|is not iterable/);
    return undefined;
  }
}

/** What an adapter may say of a field: never a value of another type. */
function expectTyped(value: unknown, path: string): void {
  const texts = new Set(['jobId', 'type', 'status', 'initiatedBy', 'sourceServerId', 'launchStatus', 'recoveryInstanceId', 'ec2InstanceId', 'ec2InstanceState', 'event', 'rawError', 'hostName', 'replicationState', 'actionName', 'failureReason', 'targetInstanceId']);
  const numbers = new Set(['createdAt', 'endedAt', 'at', 'lagSeconds']);
  if (Array.isArray(value)) return value.forEach((one, index) => expectTyped(one, `${path}.${String(index)}`));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (path.endsWith('tags')) expect(typeof one, `${path}.${key}`).toBe('string');
    else if (texts.has(key)) expect(typeof one, `${path}.${key}`).toBe('string');
    else if (numbers.has(key)) expect(one, `${path}.${key}`).toSatisfy(Number.isFinite);
    else if (key === 'isDrill') expect(typeof one).toBe('boolean');
    else expectTyped(one, `${path}.${key}`);
  }
}

describe('2,500 answers of AWS with something wrong in them', () => {
  it('of DRS are understood where what is wrong does not matter, else a failure that names the operation [P30] [R2.3]', async () => {
    const counts = { understood: 0, failed: 0 };
    const anyAnswer = fc.constantFrom(...operations).chain((operation) => fc.oneof(
      { weight: 4, arbitrary: spoiltInput(operation.answer).map(({ input }) => JSON.stringify(input) ?? '') },
      { weight: 1, arbitrary: spoiltText(JSON.stringify(operation.answer)) },
    ).map((body) => ({ operation, body })));
    const drs = drsOver(connection());
    await fc.assert(
      fc.asyncProperty(anyAnswer, async ({ operation, body }) => {
        reply = { status: 200, headers: { 'content-type': 'application/json' }, body };
        const outcome = await outcomeOf(() => operation.call(drs), 'DRS', operation.name);
        expectTyped(outcome, operation.name);
        if (outcome === undefined) counts.failed += 1;
        else counts.understood += 1;
      }),
      seeded,
    );
    expect(counts.understood + counts.failed).toBe(1_000);
    expect(Math.min(counts.understood, counts.failed)).toBeGreaterThan(200);
  });

  it('of DRS with any status and error word are a failure of a kind there is, or an answer [R11.5]', async () => {
    let count = 0;
    const words = ['ConflictException', 'ServiceQuotaExceededException', 'ThrottlingException', 'UninitializedAccountException', 'ValidationException', 'ResourceNotFoundException', 'AccessDeniedException', 'InternalServerException', 'NeverHeardOfException', '', 'http://internal.amazon.com/coral/x#ValidationException:http'];
    const refused = fc.record({
      operation: fc.constantFrom(...operations),
      status: fc.constantFrom(200, 202, 204, 304, 400, 402, 403, 404, 408, 409, 418, 429, 500, 502, 503, 599),
      word: fc.constantFrom(...words),
      body: fc.oneof(spoiltInput({ message: 'no', __type: 'ValidationException', code: 'ConflictException', resourceId: 's-1' }).map(({ input }) => JSON.stringify(input) ?? ''), spoiltText('{"message":"no"}'), fc.constant('<html>Bad gateway</html>')),
    });
    await fc.assert(
      fc.asyncProperty(refused, async ({ operation, status, word, body }) => {
        reply = { status, headers: { 'content-type': 'application/json', ...(word === '' ? {} : { 'x-amzn-ErrorType': word }) }, body: status === 204 || status === 304 ? '' : body };
        const outcome = await outcomeOf(() => operation.call(drsOver(connection())), 'DRS', operation.name);
        if (status >= 300) expect(outcome).toBeUndefined();
        count += 1;
      }),
      { ...seeded, numRuns: 500 },
    );
    expect(count).toBe(500);
  });

  /** A JSON-like value as an XML element. */
  function xml(name: string, value: unknown): string {
    if (Array.isArray(value)) return value.map((one) => xml(name, one)).join('');
    const tag = /^[A-Za-z]\w*$/.test(name) ? name : 'odd';
    if (typeof value === 'object' && value !== null) return `<${tag}>${Object.entries(value).map(([key, one]) => xml(key, one)).join('')}</${tag}>`;
    return `<${tag}>${String(value).replaceAll(/[<&\u0000-\u0008]/g, '?')}</${tag}>`;
  }

  const statuses = { DescribeInstanceStatusResponse: { requestId: 'r', instanceStatusSet: { item: [{ instanceId: 'i-1', instanceState: { code: 16, name: 'running' } }, { instanceId: 'i-2', instanceState: { code: 80, name: 'stopped' } }] } } };
  const addresses = { DescribeInstancesResponse: { reservationSet: { item: [{ instancesSet: { item: [{ instanceId: 'i-1', privateIpAddress: '10.0.0.1', privateDnsName: 'ip-10-0-0-1' }] } }] } } };
  const roleAnswer = { AssumeRoleResponse: { AssumeRoleResult: { Credentials: { AccessKeyId: 'AKID', SecretAccessKey: 's', SessionToken: 't', Expiration: '2030-11-21T10:00:00Z' } } } };

  const asXml = (value: unknown): string => (typeof value === 'object' && value !== null ? Object.entries(value).map(([key, one]) => xml(key, one)).join('') : String(value));
  const xmlOf = (whole: object): fc.Arbitrary<string> => fc.oneof({ weight: 3, arbitrary: spoiltInput(whole).map(({ input }) => asXml(input)) }, { weight: 1, arbitrary: spoiltText(asXml(whole)) });

  it('of EC2 give states there are and addresses as text, or a failure that names the operation', async () => {
    let count = 0;
    const calls: readonly (readonly [string, object, (ec2: Instances) => Promise<ReadonlyMap<string, unknown>>])[] = [
      ['DescribeInstanceStatus', statuses, (ec2) => ec2.describeStates(['i-1', 'i-2'])],
      ['DescribeInstances', addresses, (ec2) => ec2.describeAddresses(['i-1'])],
    ];
    const known = new Set(['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped', 'unknown']);
    const ec2 = instancesOver(connection());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls).chain(([name, whole, call]) => xmlOf(whole).map((body) => ({ name, call, body }))), async ({ name, call, body }) => {
        reply = { status: 200, headers: { 'content-type': 'text/xml' }, body };
        const outcome = (await outcomeOf(() => call(ec2), 'EC2', name)) as ReadonlyMap<string, unknown> | undefined;
        count += 1;
        for (const [id, said] of outcome ?? []) {
          expect(typeof id).toBe('string');
          if (name === 'DescribeInstanceStatus') expect(known).toContain(said);
          else expect(Object.values(said as object).every((one) => typeof one === 'string')).toBe(true);
        }
      }),
      { ...seeded, numRuns: 500 },
    );
    expect(count).toBe(500);
  });

  it('of STS give credentials, or a failure that names the role; nothing is called with half of them [R6.3] [P20]', async () => {
    let count = 0;
    assuming = true;
    const target = { region: 'us-east-1', accountId: '444455556666', assumeRoleName: 'Recovery' };
    await fc.assert(
      fc.asyncProperty(xmlOf(roleAnswer), async (body) => {
        reply = { status: 200, headers: { 'content-type': 'text/xml' }, body };
        const accounts = accountsOver(connection(), '111122223333', { drs: drsOver });
        try {
          expect(await accounts.drs(target).describeSourceServers('ALL')).toEqual([]);
        } catch (error) {
          expect(error, String((error as Error).stack)).toBeInstanceOf(ServiceError);
          // Words that are no keys are met by DRS's own call, which cannot be signed with them.
          expect(['STS AssumeRole', 'DRS DescribeSourceServers']).toContain(`${(error as ServiceError).service} ${(error as ServiceError).operation}`);
          if ((error as ServiceError).service === 'STS') expect((error as Error).message).toContain('arn:aws:iam::444455556666:role/Recovery');
        }
        count += 1;
      }),
      { ...seeded, numRuns: 500 },
    ).finally(() => (assuming = false));
    expect(count).toBe(500);
  });
});

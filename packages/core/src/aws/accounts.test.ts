import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { eventually, ManualClock } from '../../test/manualClock.js';
import { realServer, type Received, type RealServer } from '../../test/realServer.js';
import type { Accounts, RecoveryTarget } from '../ports/index.js';
import { accountsOver } from './accounts.js';
import { drsOver } from './drs.js';
import { instancesOver } from './ec2.js';

const own = '111122223333';
const target: RecoveryTarget = { region: 'eu-west-2', accountId: '444455556666', assumeRoleName: 'Recovery', externalId: 'ext-1' };
const roleArn = 'arn:aws:iam::444455556666:role/Recovery';

const isSts = ({ body }: Received): boolean => body.includes('Action=AssumeRole');
const keyOf = ({ headers }: Received): string | undefined => /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1];
const calls = (server: RealServer): string[] => server.received.map((request) => `${isSts(request) ? 'AssumeRole' : 'call'} by ${String(keyOf(request))}`);

/** STS, DRS and EC2 in one; each AssumeRole gives keys AKID1, AKID2 … for an hour of the clock. DRS and EC2 refuse `refused` keys with their code. */
async function cloud(clock: ManualClock, sts?: (response: ServerResponse, attempt: number) => boolean, refused: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  let assumed = 0;
  const server = await realServer((response, request) => {
    if (!isSts(request)) {
      const ec2 = request.body.includes('DescribeInstanceStatus');
      const code = refused[keyOf(request) ?? ''];
      if (code !== undefined && ec2) return response.writeHead(400).end(`<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`);
      if (code !== undefined) return response.writeHead(403, { 'x-amzn-errortype': code }).end('{}');
      return response.writeHead(200).end(ec2 ? '<DescribeInstanceStatusResponse/>' : JSON.stringify({ items: [], job: { jobID: 'drsjob-1', status: 'PENDING' } }));
    }
    assumed += 1;
    if (sts?.(response, assumed) === true) return;
    const expiration = new Date(clock.now() + 3_600_000).toISOString();
    response.writeHead(200).end(
      `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKID${String(assumed)}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
        `<SessionToken>token${String(assumed)}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
  });
  return server;
}

const accountsAt = (server: RealServer, clock: ManualClock): Accounts =>
  accountsOver(connectionOn(clock, { AWS_ENDPOINT_URL: server.url }), own, { drs: drsOver, instances: instancesOver });
const stsError = (code: string, message: string, status = 403) => (response: ServerResponse): boolean => {
  response.writeHead(status).end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`);
  return true;
};

describe('a target in another account', () => {
  it('is entered by AssumeRole before the first call, and every call carries its credentials [R6.1] [R6.2] [P19] [P20]', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    const accounts = accountsAt(server, clock);
    await accounts.drs(target).describeSourceServers('ALL');
    await accounts.drs(target).startRecovery({ servers: [], isDrill: true, tags: {} }, new AbortController().signal);
    await accounts.instances(target).describeStates(['i-1']);
    await accounts.drs({ ...target }).describeJobs(['drsjob-1']);
    expect(calls(server)).toEqual(['AssumeRole by AKIDOWN', 'call by AKID1', 'call by AKID1', 'call by AKID1', 'call by AKID1']);
    expect(server.received.slice(1).map(({ headers }) => headers['x-amz-security-token'])).toEqual(['token1', 'token1', 'token1', 'token1']);
  });

  it('is asked for by role, external id and the system’s name, and called in its Region', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    await accountsAt(server, clock).drs(target).describeSourceServers('ALL');
    const asked = new URLSearchParams(server.received[0]?.body);
    expect(Object.fromEntries(asked)).toMatchObject({ RoleArn: roleArn, RoleSessionName: 'drs-orchestration', ExternalId: 'ext-1' });
    expect(server.received[1]?.headers.authorization).toContain('/eu-west-2/drs/');
  });

  it('is entered at the endpoint of STS, by keys of the given environment', async () => {
    const clock = new ManualClock();
    const [sts, drs] = [await cloud(clock), await cloud(clock)];
    const connection = connectionOn(clock, { AWS_ENDPOINT_URL_STS: sts.url, AWS_ENDPOINT_URL_DRS: drs.url });
    await accountsOver(connection, own, { drs: drsOver }).drs(target).describeSourceServers('ALL');
    expect([calls(sts), calls(drs)]).toEqual([['AssumeRole by AKIDOWN'], ['call by AKID1']]);
  });

  it('has credentials of its own for each role and external id', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    const accounts = accountsAt(server, clock);
    const { externalId: _, ...without } = target;
    for (const other of [target, without, { ...target, assumeRoleName: 'Other' }, target]) await accounts.drs(other).describeSourceServers('ALL');
    expect(calls(server)).toEqual([
      'AssumeRole by AKIDOWN', 'call by AKID1', 'AssumeRole by AKIDOWN', 'call by AKID2', 'AssumeRole by AKIDOWN', 'call by AKID3', 'call by AKID1',
    ]);
    expect(new URLSearchParams(server.received[2]?.body).has('ExternalId')).toBe(false);
  });

  it('asked for by many calls at once is entered once', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    const accounts = accountsAt(server, clock);
    await Promise.all(Array.from({ length: 5 }, () => accounts.drs(target).describeSourceServers('ALL')));
    expect(calls(server).filter((call) => call.startsWith('AssumeRole'))).toHaveLength(1);
  });

  it('is entered again 5 minutes before the credentials expire, by our clock [R6.4] [P21]', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    const accounts = accountsAt(server, clock);
    const callBoth = async (): Promise<void> => {
      await accounts.drs(target).describeSourceServers('ALL');
      await accounts.instances(target).describeStates(['i-1']);
    };
    await callBoth();
    clock.advance(54 * 60_000);
    await callBoth();
    clock.advance(60_000);
    await callBoth();
    clock.advance(3 * 3_600_000);
    await callBoth();
    expect(calls(server)).toEqual([
      'AssumeRole by AKIDOWN', 'call by AKID1', 'call by AKID1', 'call by AKID1', 'call by AKID1',
      'AssumeRole by AKIDOWN', 'call by AKID2', 'call by AKID2', 'AssumeRole by AKIDOWN', 'call by AKID3', 'call by AKID3',
    ]);
  });

  it('goes on with credentials that are still valid while a renewal is refused, and no longer', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock, (response, attempt) => attempt > 1 && stsError('AccessDenied', 'not now')(response));
    const drs = accountsAt(server, clock).drs(target);
    await drs.describeSourceServers('ALL');
    clock.advance(56 * 60_000);
    await drs.describeSourceServers('ALL');
    expect(calls(server).at(-1)).toBe('call by AKID1');
    clock.advance(4 * 60_000);
    await expect(drs.describeSourceServers('ALL')).rejects.toMatchObject({ service: 'STS' });
  });

  it.each(['ExpiredTokenException', 'UnrecognizedClientException', 'RequestExpired', 'AuthFailure'])(
    'is entered anew when its keys are refused before their time (%s), and the call made once more [R6.4]', async (code) => {
      const clock = new ManualClock();
      const server = await cloud(clock, undefined, { AKID1: code, AKID3: code });
      const accounts = accountsAt(server, clock);
      await accounts.instances(target).describeStates(['i-1']);
      await accounts.drs(target).startRecovery({ servers: [], isDrill: true, tags: {} }, new AbortController().signal);
      expect(calls(server)).toEqual(['AssumeRole by AKIDOWN', 'call by AKID1', 'AssumeRole by AKIDOWN', 'call by AKID2', 'call by AKID2']);
    });

  it('whose new keys are refused too is told so, after one repetition', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock, undefined, { AKID1: 'ExpiredTokenException', AKID2: 'ExpiredTokenException' });
    const drs = accountsAt(server, clock).drs(target);
    await expect(drs.startRecovery({ servers: [], isDrill: true, tags: {} }, new AbortController().signal)).rejects.toMatchObject({ service: 'DRS', kind: 'DENIED' });
    expect(calls(server)).toEqual(['AssumeRole by AKIDOWN', 'call by AKID1', 'AssumeRole by AKIDOWN', 'call by AKID2']);
  });

  it('is not entered anew when a permission is missing: other keys of the same role have none either', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock, undefined, { AKID1: 'AccessDeniedException' });
    await expect(accountsAt(server, clock).drs(target).describeSourceServers('ALL')).rejects.toMatchObject({ kind: 'DENIED' });
    expect(calls(server)).toEqual(['AssumeRole by AKIDOWN', 'call by AKID1']);
  });

  it.each([
    ['AccessDenied', 'User: arn:aws:iam::111122223333:role/api is not authorized to perform: sts:AssumeRole'],
    ['ExpiredTokenException', 'The security token included in the request is expired'],
  ])('that refuses (%s) is reported with the role’s ARN and the reason, at once [R6.3]', async (code, message) => {
    const clock = new ManualClock();
    const server = await cloud(clock, stsError(code, message));
    for (const call of [
      () => accountsAt(server, clock).drs(target).describeSourceServers('ALL'),
      () => accountsAt(server, clock).instances(target).describeStates(['i-1']),
      () => accountsAt(server, clock).drs(target).startRecovery({ servers: [], isDrill: true, tags: {} }, new AbortController().signal),
    ]) {
      const failure = await call().catch((error: unknown) => error as Error);
      expect(failure).toMatchObject({ service: 'STS', operation: 'AssumeRole', kind: 'DENIED' });
      expect((failure as Error).message).toContain(roleArn);
      expect((failure as Error).message).toContain(message);
    }
    expect(calls(server)).toEqual(Array.from({ length: 3 }, () => 'AssumeRole by AKIDOWN'));
  });

  it('whose STS throttles is asked again after 2 s, and not by the call that waits for it', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock, (response, attempt) => attempt === 1 && stsError('Throttling', 'slow down', 400)(response));
    const call = accountsAt(server, clock).drs(target).describeSourceServers('ALL');
    await eventually(() => clock.sleeping.includes(2000));
    clock.advance(2000);
    expect(await call).toEqual([]);
    expect(calls(server)).toEqual(['AssumeRole by AKIDOWN', 'AssumeRole by AKIDOWN', 'call by AKID2']);
  });

  it('whose STS does not answer at all costs that call’s four attempts, no more', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock, () => true);
    const call = accountsAt(server, clock).drs(target).describeSourceServers('ALL').catch((error: unknown) => error);
    for (const [attempt, wait] of [2_000, 4_000, 8_000, 0].entries()) {
      await eventually(() => server.received.length === attempt + 1 && clock.sleeping.includes(10_000));
      clock.advance(10_000);
      if (wait > 0) await eventually(() => clock.sleeping.includes(wait));
      clock.advance(wait);
    }
    expect(await call).toMatchObject({ service: 'STS', kind: 'NETWORK' });
    expect(server.received).toHaveLength(4);
  });
});

describe('a target that needs no role', () => {
  it('is called with the system’s own credentials: its own account, or no role given', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    const accounts = accountsAt(server, clock);
    await accounts.drs({ ...target, accountId: own }).describeSourceServers('ALL');
    await accounts.instances({ region: 'eu-west-2', accountId: own }).describeStates(['i-1']);
    expect(calls(server)).toEqual(['call by AKIDOWN', 'call by AKIDOWN']);
  });

  it('in a partition of its own has a role of that partition', async () => {
    const clock = new ManualClock();
    const server = await cloud(clock);
    await accountsAt(server, clock).drs({ ...target, region: 'us-gov-west-1' }).describeSourceServers('ALL');
    expect(new URLSearchParams(server.received[0]?.body).get('RoleArn')).toBe('arn:aws-us-gov:iam::444455556666:role/Recovery');
  });

  it('for a service without an adapter says which is missing', () => {
    const accounts = accountsOver(connectionOn(new ManualClock()), own, { drs: drsOver });
    expect(() => accounts.instances(target)).toThrow('EC2 in target accounts has no adapter');
  });
});

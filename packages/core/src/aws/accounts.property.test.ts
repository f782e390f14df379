import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { ManualClock } from '../../test/manualClock.js';
import { realServer, type Received } from '../../test/realServer.js';
import type { Accounts, RecoveryTarget } from '../ports/index.js';
import { accountsOver } from './accounts.js';
import { drsOver } from './drs.js';
import { instancesOver } from './ec2.js';

const own = '111122223333';
const roles: readonly RecoveryTarget[] = [
  { region: 'us-east-1', accountId: '444455556666', assumeRoleName: 'Recovery', externalId: 'ext-1' },
  { region: 'eu-west-2', accountId: '777788889999', assumeRoleName: 'Recovery' },
  { region: 'us-east-1', accountId: own },
];

/** Every way of calling DRS and EC2. */
const calls: Readonly<Record<string, (accounts: Accounts, target: RecoveryTarget) => Promise<unknown>>> = {
  DescribeSourceServers: (accounts, target) => accounts.drs(target).describeSourceServers('ALL'),
  StartRecovery: (accounts, target) => accounts.drs(target).startRecovery({ servers: [{ sourceServerId: 's-1' }], isDrill: true, tags: {} }, new AbortController().signal),
  DescribeJobs: (accounts, target) => accounts.drs(target).describeJobs(['drsjob-1']),
  ListJobs: async (accounts, target) => {
    for await (const page of accounts.drs(target).listJobs(0)) expect(page).toEqual([]);
  },
  DescribeJobLogItems: (accounts, target) => accounts.drs(target).describeJobLog('drsjob-1'),
  DescribeRecoveryInstances: (accounts, target) => accounts.drs(target).describeRecoveryInstances(['s-1']),
  TerminateRecoveryInstances: (accounts, target) => accounts.drs(target).terminateRecoveryInstances(['i-1']),
  DescribeInstanceStatus: (accounts, target) => accounts.instances(target).describeStates(['i-1']),
  DescribeInstances: (accounts, target) => accounts.instances(target).describeAddresses(['i-1']),
};

const keyOf = ({ headers }: Received): string => /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';

interface Session {
  readonly roleArn: string;
  readonly from: number;
  readonly until: number;
}

describe('any calls to any targets, over any time', () => {
  const step = fc.record({ call: fc.constantFrom(...Object.keys(calls)), target: fc.nat({ max: roles.length - 1 }), minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })) });

  it('AssumeRole comes before a foreign account\'s first call; every call there carries credentials of its own role that are valid then, never the system\'s, and they are renewed before they expire [P19] [P20] [P21] [R6.1] [R6.2] [R6.4]', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const clock = new ManualClock();
        const sessions = new Map<string, Session>();
        const server = await realServer((response, { body }) => {
          if (body.includes('Action=AssumeRole')) {
            const key = `AKID${String(sessions.size + 1)}`;
            sessions.set(key, { roleArn: new URLSearchParams(body).get('RoleArn') ?? '', from: clock.now(), until: clock.now() + 3_600_000 });
            const expires = new Date(clock.now() + 3_600_000).toISOString();
            response.writeHead(200).end(
              `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token-${key}</SessionToken><Expiration>${expires}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
            );
          } else if (body.includes('Action=')) response.writeHead(200).end('<Response/>');
          else response.writeHead(200).end(JSON.stringify({ items: [], job: { jobID: 'drsjob-1', status: 'PENDING' } }));
        });
        const accounts = accountsOver(connectionOn(clock, { AWS_ENDPOINT_URL: server.url }), own, { drs: drsOver, instances: instancesOver });
        for (const { call, target, minutes } of steps) {
          clock.advance(minutes * 60_000);
          const to = roles[target] as RecoveryTarget;
          const before = server.received.length;
          await calls[call]?.(accounts, to);
          const ours = server.received.slice(before);
          const asked = ours.filter(({ body }) => !body.includes('Action=AssumeRole'));
          expect(asked).toHaveLength(1);
          // Whatever AssumeRole there was came before it.
          expect(ours.at(-1)).toBe(asked[0]);
          const key = keyOf(asked[0] as Received);
          made += 1;
          if (to.assumeRoleName === undefined) {
            expect([key, ours.length]).toEqual(['AKIDOWN', 1]);
            continue;
          }
          const session = sessions.get(key);
          expect(session?.roleArn).toBe(`arn:aws:iam::${to.accountId}:role/${to.assumeRoleName}`);
          expect(asked[0]?.headers['x-amz-security-token']).toBe(`token-${key}`);
          expect(clock.now()).toBeLessThan((session?.until ?? 0) - 299_000);
          // One AssumeRole at most a call, and only where none of this role's was good for 5 minutes more.
          const good = [...sessions.values()].filter((one) => one.roleArn === session?.roleArn && one.from < clock.now() && clock.now() < one.until - 300_000);
          expect(ours.length).toBeLessThanOrEqual(2);
          if (ours.length === 2) expect(good).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
    expect(made).toBeGreaterThan(100);
  });

  it('STS that speaks no TLS fails at once: it is no matter of waiting, and nothing is called', async () => {
    const clock = new ManualClock();
    const server = await realServer(() => undefined);
    const connection = connectionOn(clock, { AWS_ENDPOINT_URL: server.url, AWS_ENDPOINT_URL_STS: server.url.replace('http:', 'https:') });
    const accounts = accountsOver(connection, own, { drs: drsOver, instances: instancesOver });
    for (const call of Object.values(calls)) await expect(call(accounts, roles[0] as RecoveryTarget)).rejects.toMatchObject({ service: 'STS', operation: 'AssumeRole', kind: 'UNREACHABLE' });
    expect(clock.sleeping).toEqual([]);
    expect(server.received).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { defaultQuotas, type Preflight } from '@drs-orchestration/core';
import { startDrsEmulator, type RunningDrsEmulator, type World as EmulatedWorld } from '@drs-orchestration/testkit';
import { createHandler } from '../../src/api.js';
import { planWave, serverId, World } from '../tasks/world/world.js';
import { event } from './requests.js';

// The API's function with the real adapters, over HTTP, against DRS, EC2 and STS as the emulator plays them.
const running: RunningDrsEmulator[] = [];
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close();
});

async function preflight(drs: EmulatedWorld, plan: object = {}, settings: object = {}): Promise<Preflight> {
  const world = new World(defaultQuotas, 200);
  const emulated = await startDrsEmulator({ world: drs, clock: world.clock });
  running.push(emulated);
  const stored = { PlanId: 'plan-1', PlanName: 'Plan 1', Region: 'us-east-1', WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true, Waves: [planWave(1)], Version: 1, ...plan };
  await world.items.write({ kind: 'put', table: 'plans', item: stored });
  const environment = { SOURCE_ACCOUNT_ID: '111111111111', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: emulated.url, ...settings };
  const { accounts: _scripted, ...ports } = world.context;
  const handler = createHandler({ clock: world.clock, environment, ports });
  const answer = await world.run(() => handler(event('GET', '/plans/plan-1/preflight')));
  expect(answer.statusCode).toBe(200);
  return JSON.parse(answer.body) as Preflight;
}

function failed({ Checks }: Preflight): readonly unknown[] {
  return Checks.filter(({ State }) => State === 'FAILED').map(({ Check, Message }) => [Check, Message]);
}

const elsewhere = { TargetAccountId: '222222222222', AssumeRoleName: 'Recovery' };

describe('a preflight over the real adapters', () => {
  it('of a plan that would run passes, within the quotas that the environment names', async () => {
    const found = await preflight({ Servers: [{ SourceServerId: serverId(1), LagSeconds: 61 }], OtherJobs: [{ Count: 2 }] }, {}, { DRS_CONCURRENT_JOBS: '8' });
    expect(found.Checks.filter(({ State }) => State !== 'PASSED')).toEqual([]);
    expect(found.Checks.find(({ Check }) => Check === 'JOB_SLOTS')?.Message).toContain('2 of the account\'s 8 job slots');
    expect(found.Checks.find(({ Check }) => Check === 'REPLICATION_LAG')?.Message).toContain('1 min');
  });

  it('names a role that STS refuses, and why [R6.3]', async () => {
    const found = await preflight({ TargetAccount: '222222222222', Roles: [{ Arn: 'arn:aws:iam::222222222222:role/Recovery', Deny: 'it says no' }] }, elsewhere);
    expect(failed(found)).toEqual([['ROLE_ASSUMABLE', expect.stringMatching(/arn:aws:iam::222222222222:role\/Recovery.*it says no/)]]);
  });

  it('says where DRS is not initialised', async () => {
    const found = await preflight({ TargetAccount: '222222222222', Initialized: false }, elsewhere);
    expect(failed(found)).toEqual([['DRS_READY', expect.stringContaining('not initialised in account 222222222222, us-east-1')]]);
  });
});

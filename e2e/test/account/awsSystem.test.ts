import { aPlan, localTableNames, testServers, type World } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import type { TestAccount } from '../../src/account/accountsFile.js';
import { AwsSystemUnderTest } from '../../src/account/awsSystemUnderTest.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { LocalSystemUnderTest } from '../../src/system/localSystemUnderTest.js';

/** An account's stand-in: the whole system on this machine, reached as an account is. */
async function standIn(world: World, visit: (account: TestAccount, stand: LocalSystemUnderTest) => Promise<void>): Promise<void> {
  const stand = await LocalSystemUnderTest.start({ world: { Profile: { JobPending: 60, JobStarted: 20, Launching: 60, LaunchActions: 0, SpreadPercent: 0 }, ...world } });
  const account: TestAccount = {
    AccountId: '111111111111',
    Region: stand.region,
    SourceServers: testServers,
    PlansTable: localTableNames.plans,
    GroupsTable: localTableNames.groups,
    ExecutionsTable: localTableNames.executions,
    StateMachineArn: stand.system.stateMachineArn,
    AllowRecovery: false,
  };
  try {
    await stand.run(() => visit(account, stand));
  } finally {
    await stand.stop();
  }
}

const servers = Object.values(testServers).flat().map((SourceServerId) => ({ SourceServerId }));
const reach = (account: TestAccount, stand: LocalSystemUnderTest): Promise<AwsSystemUnderTest> => AwsSystemUnderTest.start(account, { environment: stand.environment, clock: stand.clock });
const nothingHappened = (stand: LocalSystemUnderTest): void => {
  expect(stand.system.emulator.emulator.jobs()).toEqual([]);
  expect(stand.journal.written).toBe(0);
};

describe('an account that is named', () => {
  it('is refused before anything starts where the keys are another account\'s, whom the message names [R10.1]', () =>
    standIn({}, async (account, stand) => {
      const wrong = { ...account, AccountId: '123456789012', StateMachineArn: account.StateMachineArn.replace('111111111111', '123456789012') };
      await expect(reach(wrong, stand)).rejects.toThrow('DRS_E2E_ACCOUNT names 123456789012, but the keys in use are of account 111111111111');
      expect(stand.system.emulator.emulator.calls.map(({ service }) => service)).toEqual(['sts']);
      nothingHappened(stand);
    }));

  it.for([
    ['unknown', { Exists: false }, 'is not known to DRS'],
    ['not replicating', { ReplicationState: 'STALLED' }, 'is STALLED, not CONTINUOUS'],
    ['running already', { RecoveryInstance: { IsDrill: false } }, 'runs as i-'],
  ] as const)('is refused before anything starts where a test server is %s, which the message names [R10.1] [R10.4]', ([, state, says]) =>
    standIn({ Servers: servers.map((server, index) => (index === 4 ? { ...server, ...state } : server)) }, async (account, stand) => {
      await expect(reach(account, stand)).rejects.toThrow(`${servers[4]?.SourceServerId} ${says}`);
      nothingHappened(stand);
    }));

  it('may not be recovered in for real unless the list allows it', () =>
    standIn({}, async (account, stand) => {
      const system = await reach(account, stand);
      await expect(system.start(aPlan().withWave({ ServerIds: testServers.Web }), 'RECOVERY')).rejects.toThrow('has no AllowRecovery: true');
      nothingHappened(stand);
    }));
});

describe('the system in an account', () => {
  it('is driven by its tables and its state machine, and is as it was before when the scenario is over [R10.2] [R10.3] [R12.5]', () =>
    standIn({}, async (account, stand) => {
      const system = await reach(account, stand);
      const executionId = await system.start(aPlan({ PlanName: 'By tables' }).withWave({ ServerIds: testServers.Database }).withWave({ ServerIds: testServers.Web }));
      await system.until(executionId, 'POLLING', (view) => view.Status === 'POLLING', 120);
      expect(await system.watched()).toEqual([executionId]);
      const view = await system.untilOver(executionId);
      expect(view.Status).toBe('COMPLETED');
      expectOneJobAServer(view, await system.launchJobs(executionId));
      await system.stop();
      expect(stand.system.emulator.emulator.recoveryInstances()).toEqual([]);
      await expect(system.view(executionId)).rejects.toThrow('There is no execution');
      expect(await stand.system.items.get('plans', { PlanId: view.PlanId })).toBeUndefined();
    }));

  it('whose scenario breaks off ends its run, terminates what it launched, and nothing that is another\'s [R10.3]', () =>
    standIn({ Servers: [...servers, { SourceServerId: 's-00000000000000099', RecoveryInstance: { IsDrill: true, JobId: 'drsjob-00000000000000099' } }] }, async (account, stand) => {
      const system = await reach(account, stand);
      // A drill that would keep its instances, so that nobody else takes them away.
      const executionId = await system.start(aPlan({ PlanName: 'Broken off', TerminateAfterDrill: false }).withWave({ ServerIds: testServers.Database }).withWave({ ServerIds: testServers.Web }));
      await system.until(executionId, 'launched', (view) => view.Waves[0]?.Status === 'COMPLETED' && view.Waves[1]?.Status === 'LAUNCHING');
      await system.stop();
      const { emulator } = stand.system.emulator;
      expect(emulator.recoveryInstances().map((instance) => instance.server)).toEqual(['s-00000000000000099']);
      expect(emulator.jobs().filter((job) => job.type === 'LAUNCH')).toHaveLength(2);
      expect(stand.journal.statuses(executionId).at(-1)?.Status).toBe('CANCELLED');
    }));
});

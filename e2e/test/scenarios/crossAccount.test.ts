import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { namedAccount } from '../../src/account/namedAccount.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { play, playHere } from '../../src/scenario.js';

const target = { TargetAccountId: '222222222222', AssumeRoleName: 'drs-target', ExternalId: 'shared-secret' };
const roleArn = 'arn:aws:iam::222222222222:role/drs-target';
const world = { TargetAccount: target.TargetAccountId, Roles: [{ Arn: roleArn, ExternalId: target.ExternalId }] };

describe('servers in another account', () => {
  it('are drilled and terminated there; the record names both accounts [R6.1] [R6.5] [P22] [R10.3]', (context) => {
    const account = namedAccount(process.env);
    context.skip(account !== undefined && account.Target === undefined, 'the named account has no Target: its servers are its own');
    return play(
      async (system) => {
        const { Application } = system.servers;
        const executionId = await system.start(aPlan({ PlanName: 'Over there', ...system.target }).withWave({ ServerIds: Application }));
        const view = await system.untilOver(executionId);
        expect(view).toMatchObject({ Status: 'COMPLETED', SourceAccountId: system.accountId, TargetAccountId: system.target.TargetAccountId });
        expect(view.CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2 });
        const jobs = await system.launchJobs(executionId);
        expect(jobs).toHaveLength(1);
        expectOneJobAServer(view, jobs);
        expect(await system.recoveryInstances(Application)).toEqual([]);
      },
      { world, target },
    );
  });

  it('are reached with the role\'s own keys alone, from the first call on and beyond an hour [R6.1] [R6.2] [R6.4] [P19] [P20] [P21]', (context) =>
    playHere(
      context,
      'its trail is not read',
      async (system) => {
        const { Database, Application, Web } = system.servers;
        const plan = [Database, Application, Web].reduce((built, ServerIds) => built.withWave({ ServerIds }), aPlan({ PlanName: 'Over there', ...system.target }));
        const executionId = await system.start(plan);
        const view = await system.untilOver(executionId);
        expect(view.Status).toBe('COMPLETED');
        expect((view.EndTime ?? 0) - view.StartTime).toBeGreaterThan(3600);
        const { calls } = system.system.emulator.emulator;
        const there = calls.filter(({ service }) => service === 'drs' || service === 'ec2');
        expect(there.filter(({ accessKey }) => !accessKey.startsWith('ASIA'))).toEqual([]);
        expect(calls.findIndex(({ operation }) => operation === 'AssumeRole')).toBeLessThan(calls.findIndex(({ service }) => service === 'drs'));
        // Each function that goes there, and again once its hour is nearly over.
        expect(new Set(there.map(({ accessKey }) => accessKey)).size).toBeGreaterThan(2);
        expect(there.filter(({ outcome }) => outcome === '403')).toEqual([]);
      },
      { world, target },
    ));

  it('are not reached where the role is refused: FAILED before any launch, naming its ARN and the reason [R6.3]', (context) =>
    playHere(
      context,
      'its role is not refused',
      async (system) => {
        const executionId = await system.start(aPlan({ PlanName: 'Refused', ...system.target }).withWave({ ServerIds: system.servers.Application }));
        const view = await system.untilOver(executionId);
        expect(view.Status).toBe('FAILED');
        expect(view.Errors.map((error) => error.Message).join('\n')).toContain(roleArn);
        expect(view.Errors.map((error) => error.Message).join('\n')).toContain('not trusted');
        expect(system.system.emulator.emulator.jobs()).toEqual([]);
      },
      { world: { ...world, Roles: [{ Arn: roleArn, Deny: 'not trusted' }] }, target },
    ));
});

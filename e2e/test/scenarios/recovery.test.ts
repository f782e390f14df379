import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { namedAccount } from '../../src/account/namedAccount.js';
import { expectContiguousHistories } from '../../src/expectations/histories.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { play } from '../../src/scenario.js';

describe('a recovery', () => {
  it('stays POLLING while its launched servers\' launch actions run, completes when they succeeded, and keeps its instances [T2.1.2] [A8] [T1.4.4]', (context) => {
    const account = namedAccount(process.env);
    context.skip(account !== undefined && !account.AllowRecovery, 'e2e/accounts.yaml does not allow a recovery in the named account');
    return play(async (system) => {
      const { Web } = system.servers;
      const executionId = await system.start(aPlan({ PlanName: 'For real', ...system.target }).withWave({ ServerIds: Web }).withWave({ ServerIds: [system.servers.Application[0]] }), 'RECOVERY');
      const launched = await system.until(executionId, 'launched', (view) => view.Waves[0]?.Servers.every((server) => server.Status === 'LAUNCHED') === true);
      const during = await system.until(executionId, 'at its launch actions', (view) => view.Waves[0]?.Servers.every((server) => server.PostLaunchActionsStatus === 'IN_PROGRESS') === true);
      for (const view of [launched, during]) {
        expect(view.Status).toBe('POLLING');
        expect(view.Waves.map((wave) => wave.Status)).toEqual(['LAUNCHING', 'PENDING']);
      }
      expect(await system.watched()).toContain(executionId);

      const over = await system.untilOver(executionId);
      expect(over.Status).toBe('COMPLETED');
      expect(over.Waves.flatMap((wave) => wave.Servers).map((server) => [server.Status, server.PostLaunchActionsStatus])).toEqual([['LAUNCHED', 'SUCCEEDED'], ['LAUNCHED', 'SUCCEEDED'], ['LAUNCHED', 'SUCCEEDED']]);
      const jobs = await system.launchJobs(executionId);
      expect(jobs.map((job) => job.initiatedBy)).toEqual(['START_RECOVERY', 'START_RECOVERY']);
      expectOneJobAServer(over, jobs);
      expectContiguousHistories(over);
      expect((await system.recoveryInstances(Web)).map((instance) => [instance.isDrill, instance.recoveryInstanceId]).sort()).toEqual(over.Waves[0]?.Servers.map((server) => [false, server.InstanceId]).sort());
      expect(over.CleanUp?.Status ?? 'NOT_NEEDED').toBe('NOT_NEEDED');
    });
  });
});

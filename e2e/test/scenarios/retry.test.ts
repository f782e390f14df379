import { aPlan, testServers } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { playHere } from '../../src/scenario.js';

const [app1, broken] = testServers.Application;

describe('a recovery that is retried', () => {
  it('launches what failed or was not reached, once DRS works again, and no server that runs already [P28]', (context) =>
    playHere(
      context,
      'no server there fails when it is asked to',
      async (system) => {
        const { Database: [db1, db2], Web: [web1] } = system.servers;
        const plan = aPlan({ PlanName: 'Second try' }).withWave({ ServerIds: [db1, db2] }).withWave({ ServerIds: [app1, broken] }).withWave({ ServerIds: [web1] });
        const first = await system.untilOver(await system.start(plan, 'RECOVERY'));
        expect([first.Status, first.Waves.map((wave) => wave.Status)]).toEqual(['PARTIAL', ['COMPLETED', 'PARTIAL', 'SKIPPED']]);

        system.system.emulator.emulator.clearFaults();
        const second = await system.untilOver(await system.retry(first.ExecutionId));
        expect(second).toMatchObject({ Status: 'COMPLETED', RetryOf: first.ExecutionId, ExecutionType: 'RECOVERY' });
        expect(second.Waves.map((wave) => [wave.Status, wave.Servers.map((server) => server.SourceServerId), wave.RecoveredEarlier?.map((server) => server.SourceServerId)])).toEqual([
          ['COMPLETED', [], [db1, db2]],
          ['COMPLETED', [broken], [app1]],
          ['COMPLETED', [web1], undefined],
        ]);
        const jobs = [...(await system.launchJobs(first.ExecutionId)), ...(await system.launchJobs(second.ExecutionId))];
        const launches = jobs.flatMap((job) => job.servers.map((server) => server.sourceServerId));
        expect(launches.filter((server) => server !== broken).toSorted()).toEqual([db1, db2, app1, web1].toSorted());
        expectOneJobAServer(second, await system.launchJobs(second.ExecutionId));
        expect((await system.recoveryInstances([db1, db2, app1, broken, web1])).map((instance) => instance.sourceServerId).toSorted()).toEqual([db1, db2, app1, broken, web1].toSorted());
      },
      { world: { Faults: [{ Server: broken, Phase: 'CONVERSION', Fault: 'FAIL', RawError: 'Insufficient capacity' }] } },
    ));

  it('by tags that now match nothing but what runs already is COMPLETED, and launches nothing [P28]', (context) =>
    playHere(
      context,
      'no server there fails when it is asked to',
      async (system) => {
        const plan = aPlan({ PlanName: 'By tags' }).withGroup({ GroupId: 'pg-app', Tags: { Tier: 'app' } }).withWave({ ProtectionGroupId: 'pg-app', PauseBefore: false, OnPartialFailure: 'CONTINUE' });
        const first = await system.untilOver(await system.start(plan, 'RECOVERY'));
        expect(first.Status).toBe('PARTIAL');

        system.system.emulator.emulator.tagsOf(broken)['Tier'] = 'none';
        const second = await system.untilOver(await system.retry(first.ExecutionId));
        expect(second).toMatchObject({ Status: 'COMPLETED', Errors: [], Waves: [{ Status: 'COMPLETED', Servers: [], RecoveredEarlier: [{ SourceServerId: app1, ExecutionId: first.ExecutionId }] }] });
        expect(await system.launchJobs(second.ExecutionId)).toEqual([]);
      },
      {
        world: {
          Servers: [app1, broken].map((SourceServerId) => ({ SourceServerId, Tags: { Tier: 'app' } })),
          Faults: [{ Server: broken, Phase: 'CONVERSION', Fault: 'FAIL', RawError: 'Insufficient capacity' }],
        },
      },
    ));
});

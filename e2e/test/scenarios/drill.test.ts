import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { faultsOfServers } from '../../src/account/preflight.js';
import { expectContiguousHistories } from '../../src/expectations/histories.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { expectOwnShareWithinBound } from '../../src/expectations/ownShare.js';
import { play, playHere } from '../../src/scenario.js';

describe('one wave of two servers', () => {
  it('goes through POLLING within two minutes to COMPLETED, each server launched once, checked, and terminated; StatusIndex names it meanwhile [T2.1.1] [R10.2] [R10.3] [R10.5] [R12.2] [A7] [B2]', () =>
    play(async (system) => {
      const { Database } = system.servers;
      const executionId = await system.start(aPlan({ PlanName: 'One wave', ...system.target }).withWave({ WaveName: 'Database', ServerIds: Database }));

      const polling = await system.until(executionId, 'POLLING', (view) => view.Status === 'POLLING', 120);
      expect(polling.StartTime).toBeLessThanOrEqual(system.clock.now() / 1000);
      expect(await system.watched()).toContain(executionId);

      const ended = await system.until(executionId, 'ended', (view) => view.EndTime !== undefined);
      expect(ended.Status).toBe('COMPLETED');
      expect(await system.watched()).not.toContain(executionId);
      expect(ended.Errors).toEqual([]);
      for (const server of ended.Waves[0]?.Servers ?? []) {
        expect(server).toMatchObject({ Status: 'LAUNCHED', HealthStatus: 'PASSED' });
        expect(server.InstanceId).toMatch(/^i-[0-9a-f]{17}$/);
        expect(server.LaunchedTime).toBeGreaterThan(server.LaunchTime ?? Infinity);
      }
      const jobs = await system.launchJobs(executionId);
      expect(jobs.map((job) => [job.initiatedBy, job.servers.map((server) => server.sourceServerId).sort()])).toEqual([['START_DRILL', [...Database].sort()]]);

      const over = await system.untilOver(executionId);
      expect(over.CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 2, Remaining: [] });
      expect(over.Waves[0]?.Servers.map((server) => server.Status)).toEqual(['TERMINATED', 'TERMINATED']);
      expect(await system.recoveryInstances(Database)).toEqual([]);
      expectOneJobAServer(over, jobs);
      expectContiguousHistories(over);
      expectOwnShareWithinBound(over, jobs);
    }));

  it('is PENDING when it is accepted, RUNNING when its machine starts, and says COMPLETED in one message [T2.1.1] [R5.1] [R8.1] [R8.5] [P23]', (context) =>
    playHere(context, 'no account shows each status of a record', async (system) => {
      const executionId = await system.start(aPlan({ PlanName: 'One wave' }).withWave({ ServerIds: system.servers.Web }));
      const { StartTime, EndTime } = await system.untilOver(executionId);
      const statuses = system.journal.statuses(executionId);
      expect(statuses.map(({ Status }) => Status)).toEqual(['PENDING', 'RUNNING', 'POLLING', 'COMPLETED']);
      expect((statuses[2]?.at ?? Infinity) - (statuses[0]?.at ?? 0)).toBeLessThanOrEqual(120_000);
      const [message, ...more] = system.system.emulator.emulator.messages.map(({ message: text }) => JSON.parse(text) as object);
      expect(message).toMatchObject({ ExecutionId: executionId, PlanId: 'plan-one-wave', Status: 'COMPLETED', Duration: (EndTime ?? 0) - StartTime, ServerCount: 2 });
      expect(more).toEqual([]);
    }));
});

describe('the six test servers', () => {
  it('replicate continuously and run nowhere [R10.1] [R10.4]', () =>
    play(async (system) => {
      expect(Object.values(system.servers).flat()).toHaveLength(6);
      expect(await faultsOfServers(system.servers, system.drs)).toEqual([]);
    }));

  it('are looked at before anything starts: each that is unknown, does not replicate or runs already is named [R10.1] [R10.4]', (context) =>
    playHere(
      context,
      'its servers are as they are',
      async (system) => {
        const { Database: [db1, db2], Application: [app1] } = system.servers;
        expect(await faultsOfServers(system.servers, system.drs)).toEqual([`${db1} is not known to DRS`, `${db2} is STALLED, not CONTINUOUS`, expect.stringMatching(new RegExp(`^${app1} runs as i-`))]);
      },
      {
        world: {
          Servers: [
            { SourceServerId: 's-3afa164776f93ce4f', ReplicationState: 'STALLED' },
            { SourceServerId: 's-3c1730a9e0771ea14', RecoveryInstance: { IsDrill: true } },
            ...['s-3c63bb8be30d7d071', 's-3578f52ef3bdd58b4', 's-3b9401c1cd270a7a8'].map((SourceServerId) => ({ SourceServerId })),
          ],
        },
      },
    ));
});

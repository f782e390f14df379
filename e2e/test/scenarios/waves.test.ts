import { aPlan, expectNoOverlap, expectOverlap, expectServerLaunchedOnce, expectWavesInOrder, serverIds } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { expectContiguousHistories } from '../../src/expectations/histories.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { expectOwnShareWithinBound } from '../../src/expectations/ownShare.js';
import { throttleSome } from '../../src/load/throttleSome.js';
import { play, playHere } from '../../src/scenario.js';

describe('three waves of six servers', () => {
  it('with dependencies run one after another: Database, Application 60 s later, Web [R1.1] [R1.2] [R1.3] [P1] [P2] [P3] [R12.1] [R12.2] [R10.2]', () =>
    play(async (system) => {
      const { Database, Application, Web } = system.servers;
      const plan = aPlan({ PlanName: 'Three tiers', WaveOrdering: 'DEPENDENCIES', ...system.target })
        .withWave({ WaveName: 'Database', ServerIds: Database, WaitTimeSeconds: 60 })
        .withWave({ WaveName: 'Application', ServerIds: Application, Dependencies: [1] })
        .withWave({ WaveName: 'Web', ServerIds: Web, Dependencies: [2] });
      const executionId = await system.start(plan);
      const view = await system.untilOver(executionId);

      expect(view.Status).toBe('COMPLETED');
      expect(view.Waves.map((wave) => wave.Status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
      expectWavesInOrder(view);
      expectNoOverlap(view);
      const [database, application] = view.Waves;
      expect(Math.abs((application?.StartTime ?? Infinity) - (database?.EndTime ?? 0) - 60)).toBeLessThanOrEqual(6);
      const jobs = await system.launchJobs(executionId);
      expect(jobs.map((job) => job.servers.map((server) => server.sourceServerId).sort())).toEqual([Database, Application, Web].map((tier) => [...tier].sort()));
      expectOneJobAServer(view, jobs);
      expectContiguousHistories(view);
      expectOwnShareWithinBound(view, jobs);
      expect(view.CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 6 });
    }));
});

describe('four waves without dependencies', () => {
  it('are under way at the same time, each with a job of its own, and all complete [T2.2.1] [R1.4] [P4] [R12.2]', () =>
    play(async (system) => {
      const { Database: [db1, db2], Application: [app1, app2], Web } = system.servers;
      const plan = [[db1], [db2, app1], [app2], Web].reduce((built, ServerIds) => built.withWave({ ServerIds }), aPlan({ PlanName: 'Four at once', WaveOrdering: 'DEPENDENCIES', ...system.target }));
      const executionId = await system.start(plan);
      const launching = await system.until(executionId, 'all LAUNCHING', (view) => view.Waves.every((wave) => wave.Status === 'LAUNCHING'), 300);
      expect(launching.Status).toBe('POLLING');
      const view = await system.untilOver(executionId);

      expect(view.Waves.map((wave) => wave.Status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED']);
      expectOverlap(view, [1, 2, 3, 4]);
      const jobs = await system.launchJobs(executionId);
      expect(jobs).toHaveLength(4);
      expectOneJobAServer(view, jobs);
      expectContiguousHistories(view);
      expectOwnShareWithinBound(view, jobs);
    }));
});

describe('six servers in one parallel wave', () => {
  it('are launched by one call, and all but 60 s of the run is DRS\'s own time [R7.1] [R1.4] [P4]', () =>
    play(async (system) => {
      const six = Object.values(system.servers).flat() as string[];
      const executionId = await system.start(aPlan({ PlanName: 'Six at once', ...system.target }).withWave({ ServerIds: six }));
      const view = await system.untilOver(executionId);
      const jobs = await system.launchJobs(executionId);
      expect(view.Status).toBe('COMPLETED');
      expect(jobs.map((job) => job.servers.length)).toEqual([6]);
      expectOneJobAServer(view, jobs);
      expectOwnShareWithinBound(view, jobs);
    }));
});

describe('twenty servers in five waves', () => {
  it('complete without a throttling error in the record or in a message, although DRS throttles every fifth call [R7.2] [R2.4]', (context) =>
    playHere(
      context,
      'its DRS throttles when it does, and it has six servers',
      async (system) => {
        const { emulator } = system.system.emulator;
        const throttled = throttleSome(emulator, { share: 0.2, seed: 20 });
        const twenty = serverIds(20);
        const plan = [0, 1, 2, 3, 4].reduce((built, wave) => built.withWave({ ServerIds: twenty.slice(wave * 4, wave * 4 + 4) }), aPlan({ PlanName: 'Twenty in five' }));
        const executionId = await system.start(plan);
        const view = await system.untilOver(executionId);
        expect(throttled()).toBeGreaterThan(20);
        expect(view.Status).toBe('COMPLETED');
        expect(view.Errors).toEqual([]);
        expect(JSON.stringify([view, emulator.messages])).not.toMatch(/throttl/iu);
        const jobs = await system.launchJobs(executionId);
        expect(jobs).toHaveLength(5);
        expectServerLaunchedOnce(jobs);
        expectOneJobAServer(view, jobs);
      },
      { world: { Servers: serverIds(20).map((SourceServerId) => ({ SourceServerId })) } },
    ));
});

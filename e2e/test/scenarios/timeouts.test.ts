import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { expectContiguousHistories } from '../../src/expectations/histories.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { play, playHere } from '../../src/scenario.js';

/** A DRS that takes 2,000 s of a launch, where 1,800 are allowed. */
const slow = { JobPending: 1200, JobStarted: 200, Launching: 600, LaunchActions: 0, SpreadPercent: 0 };

describe('a launch that takes longer than its wave allows', () => {
  it('and has finished when DRS is asked settles normally, with TimeoutDetected [T1.5.1] [A6]', (context) =>
    playHere(
      context,
      'nobody looks away there when it is asked to',
      async (system) => {
        const executionId = await system.start(aPlan({ PlanName: 'Late but done' }).withWave({ ServerIds: system.servers.Database }).withWave({ ServerIds: system.servers.Web }));
        const first = await system.until(executionId, 'wave 1 settled', (view) => view.Waves[0]?.EndTime !== undefined);
        const { StartTime, Waves: [wave] } = first;
        expect((wave?.EndTime ?? 0) - StartTime).toBeGreaterThan(2000);
        expect(wave?.Status).toBe('COMPLETED');
        expect(wave?.Servers).toMatchObject([{ Status: 'LAUNCHED', TimeoutDetected: true }, { Status: 'LAUNCHED', TimeoutDetected: true }]);
        const over = await system.untilOver(executionId);
        // The second wave is looked at all the time, so its time is over while DRS still works.
        expect(over.Waves.map((each) => each.Status)).toEqual(['COMPLETED', 'TIMEOUT']);
        expectOneJobAServer(over, await system.launchJobs(executionId));
      },
      { world: { Profile: slow, Faults: [{ Schedule: 'finder', FromSecond: 1740, ToSecond: 2100, Fault: 'OFF' }] } },
    ));

  it('and is still running makes its wave TIMEOUT, not FAILED: each server keeps what DRS says of it, and its job is followed to its end [T1.5.2] [A19] [R4.2]', () =>
    play(
      async (system) => {
        const { Database, Web } = system.servers;
        const executionId = await system.start(aPlan({ PlanName: 'Slow', ...system.target }).withWave({ ServerIds: Database, TimeoutSeconds: 300 }).withWave({ ServerIds: Web }));
        const late = await system.until(executionId, 'wave 1 settled', (view) => view.Waves[0]?.EndTime !== undefined);
        expect(late.Status).toBe('POLLING');
        expect(late.Waves[0]?.Status).toBe('TIMEOUT');
        for (const server of late.Waves[0]?.Servers ?? []) {
          expect(['PENDING', 'STARTED', 'IN_PROGRESS']).toContain(server.Status);
          expect(server.TimeoutDetected).toBe(true);
        }
        expect((late.Waves[0]?.EndTime ?? 0) - late.StartTime).toBeGreaterThan(300);
        expect((late.Waves[0]?.EndTime ?? Infinity) - late.StartTime).toBeLessThanOrEqual(300 + 60);

        const over = await system.untilOver(executionId);
        expect(over.Status).toBe('TIMEOUT');
        expect(over.Waves.map((wave) => wave.Status)).toEqual(['TIMEOUT', 'SKIPPED']);
        const jobs = await system.launchJobs(executionId);
        expect(over.EndTime).toBeGreaterThanOrEqual(Math.floor((jobs[0]?.endedAt ?? Infinity) / 1000));
        expectOneJobAServer(over, jobs);
        expectContiguousHistories(over);
        expect(await system.recoveryInstances(Database)).toEqual([]);
      },
      { world: { Profile: slow } },
    ));

  it('and never ends is waited for two hours, then abandoned by name: TIMEOUT, with the status DRS gives it [T1.5.2] [A19] [P16]', (context) =>
    playHere(
      context,
      'no job there runs for ever',
      async (system) => {
        const [db1, db2] = system.servers.Database;
        const executionId = await system.start(aPlan({ PlanName: 'Stuck' }).withWave({ ServerIds: [db1, db2] }));
        const over = await system.untilOver(executionId);
        expect(over.Status).toBe('TIMEOUT');
        expect(over.Waves[0]?.Status).toBe('TIMEOUT');
        expect((over.EndTime ?? 0) - (over.Waves[0]?.EndTime ?? 0)).toBeGreaterThanOrEqual(7200);
        expect((over.EndTime ?? Infinity) - (over.Waves[0]?.EndTime ?? 0)).toBeLessThanOrEqual(7200 + 600);
        const stuck = over.Waves[0]?.Servers.find((server) => server.SourceServerId === db2);
        expect(stuck).toMatchObject({ Status: 'IN_PROGRESS', TimeoutDetected: true });
        expect(over.Errors.map((error) => error.Message).join('\n')).toContain(stuck?.RecoveryJobId);
        expectOneJobAServer(over, await system.launchJobs(executionId));
      },
      { world: { Faults: [{ Server: 's-3afa164776f93ce4f', Phase: 'LAUNCH', Fault: 'STALL' }] } },
    ));
});

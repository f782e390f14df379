import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { expectContiguousHistories } from '../../src/expectations/histories.js';
import { expectOneJobAServer } from '../../src/expectations/launches.js';
import { expectOwnShareWithinBound } from '../../src/expectations/ownShare.js';
import { playHere } from '../../src/scenario.js';

const unscripted = 'nothing there is interrupted when it is asked to be';

describe('the schedule', () => {
  it('off for two minutes delays polls and loses nothing: POLLING meanwhile, polled within a minute of its being on again, COMPLETED [T2.3.3] [A18] [B1]', (context) =>
    playHere(
      context,
      unscripted,
      async (system) => {
        const executionId = await system.start(aPlan({ PlanName: 'Off and on' }).withWave({ ServerIds: system.servers.Database }));
        await system.clock.sleep(419_000);
        expect((await system.view(executionId)).Status).toBe('POLLING');
        const view = await system.untilOver(executionId);
        const polledAt = system.journal.claims.map(({ at }) => at - view.StartTime);
        expect(polledAt.filter((second) => second > 290 && second < 420)).toEqual([]);
        expect(polledAt.find((second) => second >= 420)).toBeLessThanOrEqual(480);
        expect(view.Status).toBe('COMPLETED');
        const jobs = await system.launchJobs(executionId);
        expectOneJobAServer(view, jobs);
        expectContiguousHistories(view);
        // The two minutes were over long before DRS was.
        expectOwnShareWithinBound(view, jobs);
      },
      { world: { Faults: [{ Schedule: 'finder', FromSecond: 300, ToSecond: 420, Fault: 'OFF' }] } },
    ));
});

describe('DRS throttling every call', () => {
  const throttled = (FromSecond: number, seconds: number) => ({ world: { Faults: [{ Service: 'drs' as const, Operation: '*', FromSecond, ToSecond: FromSecond + seconds, Fault: 'THROTTLE' as const }] } });

  it.for([60, 300])('for %i s from the start on is waited for: launched once soon after its end, COMPLETED without an error [T2.3.2] [R2.4] [P28]', (seconds, context) =>
    playHere(
      context,
      unscripted,
      async (system) => {
        const executionId = await system.start(aPlan({ PlanName: 'Throttled at first' }).withWave({ ServerIds: system.servers.Database }));
        const view = await system.untilOver(executionId);
        const { calls } = system.system.emulator.emulator;
        expect(calls.filter(({ outcome }) => outcome === 'THROTTLE').length).toBeGreaterThan(3);
        const jobs = await system.launchJobs(executionId);
        expect(jobs).toHaveLength(1);
        const launchedAt = (jobs[0]?.createdAt ?? Infinity) / 1000 - view.StartTime;
        expect(launchedAt).toBeGreaterThanOrEqual(seconds);
        // The machine's longest pause of a minute, and the client's own three retries.
        expect(launchedAt).toBeLessThanOrEqual(seconds + 60 + 14);
        expect(view).toMatchObject({ Status: 'COMPLETED', Errors: [] });
        expectOneJobAServer(view, jobs);
      },
      throttled(0, seconds),
    ));

  it.for([60, 300])('for %i s while it is polled leaves the run POLLING, its attempts counted, and it completes as if nothing had been [T2.3.2] [R4.4] [A17] [A10]', (seconds, context) =>
    playHere(
      context,
      unscripted,
      async (system) => {
        const executionId = await system.start(aPlan({ PlanName: 'Throttled later' }).withWave({ ServerIds: system.servers.Database }));
        const before = await system.until(executionId, 'polled', (view) => view.Waves[0]?.Servers.every((server) => server.PollAttempts > 0) === true);
        await system.clock.sleep(before.StartTime * 1000 + (120 + seconds) * 1000 - system.clock.now());
        const during = await system.view(executionId);
        expect(during.Status).toBe('POLLING');
        expect(during.Errors).toEqual([]);
        const attempts = (view: typeof before): number => Math.min(...(view.Waves[0]?.Servers.map((server) => server.PollAttempts) ?? []));
        // Each PENDING poll of the throttled time, at 45 s and the finder's minute.
        expect(attempts(during) - attempts(before)).toBeGreaterThanOrEqual(Math.floor(seconds / 60));
        if (seconds === 300) expect(attempts(during)).toBeGreaterThan(3);

        const over = await system.untilOver(executionId);
        expect(over).toMatchObject({ Status: 'COMPLETED', Errors: [] });
        const asked = system.system.emulator.emulator.calls.filter(({ outcome }) => outcome === 'THROTTLE');
        expect(new Set(asked.map(({ operation }) => operation))).toEqual(new Set(['DescribeJobs']));
        const jobs = await system.launchJobs(executionId);
        expectOneJobAServer(over, jobs);
        expectContiguousHistories(over);
        expectOwnShareWithinBound(over, jobs);
      },
      throttled(120, seconds),
    ));
});

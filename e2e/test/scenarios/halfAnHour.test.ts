import { aPlan } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { playHere } from '../../src/scenario.js';

/** As long as the seed's test ran, and how often its schedule fires. Seconds. */
const halfAnHour = 1800;
const minute = 60;

describe('half an hour of operation', () => {
  it('in which three drills overlap produces no error anywhere: none logged, none answered, no write lost, the finder running each minute [B8] [B1]', (context) =>
    playHere(context, 'its functions’ logs are not read', async (system) => {
      const executionIds: string[] = [];
      for (const [tier, ServerIds] of Object.entries(system.servers)) {
        executionIds.push(await system.start(aPlan({ PlanName: tier }).withWave({ ServerIds })));
        await system.clock.sleep(5 * minute * 1000);
      }
      const views = await Promise.all(executionIds.map((id) => system.untilOver(id)));
      await system.clock.sleep(Math.max(0, halfAnHour - system.second) * 1000);

      expect(system.second).toBeGreaterThanOrEqual(halfAnHour);
      expect(views.map(({ Status, Errors, CleanUp }) => [Status, Errors, CleanUp?.Status])).toEqual(executionIds.map(() => ['COMPLETED', [], 'COMPLETED']));
      expect(system.log.filter(({ level }) => level !== 'INFO')).toEqual([]);
      expect(system.journal.failed).toBe(0);
      expect(system.system.emulator.emulator.calls.filter(({ outcome }) => !/^2\d\d$/.test(outcome))).toEqual([]);
      // Each run of the finder measures how many it found, first of all once a minute.
      const measured = system.log.filter((line) => line['ExecutionsInPolling'] !== undefined).map(({ timestamp }) => Math.floor(Date.parse(timestamp) / 1000 / minute));
      const first = Math.min(...measured);
      expect([...new Set(measured)]).toEqual(Array.from({ length: Math.max(...measured) - first + 1 }, (_, index) => first + index));
      expect(new Set(measured).size).toBeGreaterThanOrEqual(halfAnHour / minute - 1);
    }));
});

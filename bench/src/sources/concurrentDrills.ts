import type { ExecutionHeader } from '@drs-orchestration/core';
import { aPlan, defaultWorld, serverIds } from '@drs-orchestration/testkit';
import { withSystem } from '../system/measuredSystem.js';

/** Drills that were started at the same moment. Virtual seconds. */
export interface ConcurrentDrills {
  readonly drills: number;
  /** Until the finder watches all of them. */
  readonly secondsUntilPolling: number;
  readonly completed: number;
  readonly seconds: number;
}

/** So many drills at once, of two servers in one wave each, with DRS's quotas raised so that none queues. */
export function concurrentDrills(drills: number): Promise<ConcurrentDrills> {
  const plans = Array.from({ length: drills }, (_, index) => aPlan({ PlanId: `plan-${index}` }).withWave({ ServerIds: serverIds(2, 1 + 2 * index) }).build());
  const world = { ...defaultWorld(serverIds(2 * drills)), Seed: 1, Profile: 'measured' as const, Quotas: { ConcurrentJobs: 4 * drills + 5, ServersInJobs: 4 * drills + 500 } };
  return withSystem(world, plans, async ({ clock, items, start, untilOver }) => {
    const begun = clock.now();
    const ids = await Promise.all(plans.map(({ PlanId }) => start(PlanId)));
    let secondsUntilPolling = NaN;
    while (Number.isNaN(secondsUntilPolling)) {
      await clock.sleep(1000);
      const headers = await Promise.all(ids.map(async (ExecutionId) => (await items.get('executions', { ExecutionId, Item: 'EXECUTION' })) as unknown as ExecutionHeader));
      if (headers.every(({ Status }) => Status === 'POLLING')) secondsUntilPolling = (clock.now() - begun) / 1000;
      else if (clock.now() - begun > 600_000) throw new Error(`after 600 s not all of ${drills} drills are POLLING`);
    }
    const ends = await Promise.all(ids.map(async (id) => (await untilOver(id)).header));
    return { drills, secondsUntilPolling, completed: ends.filter(({ Status }) => Status === 'COMPLETED').length, seconds: Math.max(...ends.map(({ EndTime, StartTime }) => (EndTime ?? NaN) - StartTime)) };
  });
}

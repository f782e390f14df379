import type { WaveRecord } from '@drs-orchestration/core';
import { defaultWorld, serverIds } from '@drs-orchestration/testkit';
import { drillPlan } from '../cost/drillCost.js';
import { withSystem } from '../system/measuredSystem.js';

/** A drill of seed 000's load scenarios. Virtual seconds. */
export interface LoadDrill {
  readonly servers: number;
  readonly waves: number;
  readonly seconds: number;
  /** DRS's own part of them. */
  readonly drsSeconds: number;
  /** The longest from a wave being free to start until DRS had its job. */
  readonly longestInitiation: number;
}

/** A drill of so many servers in so many waves, one after the other, on the measured profile; the plan's first. */
export function loadDrill(servers: number, waves: number): Promise<LoadDrill> {
  const plan = drillPlan(servers, waves);
  return withSystem({ ...defaultWorld(serverIds(servers)), Seed: 1, Profile: 'measured' }, [plan], async ({ drill, detected, items }) => {
    const { header } = await drill(plan.PlanId);
    const released = new Map<number, number>([[1, header.StartTime]]);
    for (let wave = 1; wave < waves; wave += 1) {
      const record = (await items.get('executions', { ExecutionId: header.ExecutionId, Item: `WAVE#${String(wave).padStart(3, '0')}` })) as unknown as WaveRecord;
      released.set(wave + 1, record.ReleasedAt ?? NaN);
    }
    return {
      servers,
      waves,
      seconds: (header.EndTime ?? NaN) - header.StartTime,
      drsSeconds: detected.reduce((sum, { job, settledAt }) => sum + (settledAt - job.createdAt) / 1000, 0),
      longestInitiation: Math.max(...detected.map(({ wave, job }) => job.createdAt / 1000 - (released.get(wave) ?? NaN))),
    };
  });
}

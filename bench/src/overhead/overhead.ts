import { defaultWorld } from '@drs-orchestration/testkit';
import { mean } from '../distribution.js';
import type { Measurement } from '../measurement.js';
import { withSystem } from '../system/measuredSystem.js';
import { criticalPath, randomPlan } from './randomPlan.js';

const waves = 10;
const plans = 15;
const warmUpRuns = 3;

/** A plan's run. Seconds. */
export interface PlanRun {
  readonly makespan: number;
  readonly criticalPath: number;
  /** All waves one after the other, with no overhead at all. */
  readonly oneAfterTheOther: number;
}

/** Runs a random plan, drilled before, on the measured profile. */
export function runRandomPlan(seed: number): Promise<PlanRun> {
  const plan = randomPlan(waves, seed);
  return withSystem({ ...defaultWorld(plan.Waves.flatMap((wave) => wave.ServerIds ?? [])), Seed: seed, Profile: 'measured' }, [plan], async ({ drill, detected }) => {
    for (let run = 0; run < warmUpRuns; run += 1) await drill(plan.PlanId);
    const before = detected.length;
    const { header } = await drill(plan.PlanId);
    const seconds = new Map(detected.slice(before).map(({ wave, job, settledAt }) => [wave, (settledAt - job.createdAt) / 1000]));
    return { makespan: (header.EndTime ?? NaN) - header.StartTime, criticalPath: criticalPath(plan, seconds), oneAfterTheOther: [...seconds.values()].reduce((sum, one) => sum + one, 0) };
  });
}

/** How much longer a plan takes than DRS needs for it. */
export const overhead: Measurement = {
  name: 'overhead',
  title: 'Orchestration overhead',
  how:
    `${plans} random plans of ${waves} waves of two servers, each wave depending on up to two earlier ones, each drilled three times before, on virtual time with the measured profile; health checks on, waits 0. ` +
    'Makespan is the record\'s EndTime less its StartTime; the critical path is the longest chain of DRS\'s own times in that very run. Beside it all waves one after the other on an orchestrator that takes no time of its own.',
  async run() {
    const runs: PlanRun[] = [];
    for (let seed = 1; seed <= plans; seed += 1) runs.push(await runRandomPlan(seed));
    const ratios = runs.map((run) => run.makespan / run.criticalPath);
    const sequential = mean(runs.map((run) => run.oneAfterTheOther / run.criticalPath));
    const meanRatio = mean(ratios);
    return {
      results: { overhead: { meanRatio, maxRatio: Math.max(...ratios), oneAfterTheOtherRatio: sequential, meanOverheadSeconds: mean(runs.map((run) => run.makespan - run.criticalPath)), plans, waves } },
      figures: [
        {
          what: 'makespan to critical path, mean (largest)',
          measured: `${meanRatio.toFixed(4)} (${Math.max(...ratios).toFixed(4)})`,
          beside: `one after the other: ${sequential.toFixed(2)}`,
          target: { text: 'at most 1.01', met: meanRatio <= 1.01 },
        },
      ],
    };
  },
};

import type { RecoveryPlan } from '@drs-orchestration/core';
import { aPlan, Draws, serverIds } from '@drs-orchestration/testkit';

/** A plan of so many waves of two servers, each of which depends on up to two earlier ones, drawn from a seed. */
export function randomPlan(waves: number, seed: number): RecoveryPlan {
  const draws = new Draws(seed);
  const dependencies = (wave: number): readonly number[] => {
    const drawn = Array.from({ length: Math.floor(draws.next() * 3) }, () => 1 + Math.floor(draws.next() * (wave - 1)));
    return [...new Set(wave === 1 ? [] : drawn)];
  };
  return Array.from({ length: waves }, (_, index) => index + 1)
    .reduce((plan, wave) => plan.withWave({ ServerIds: serverIds(2, 2 * wave), Dependencies: [...dependencies(wave)] }), aPlan({ PlanId: `random-${seed}`, WaveOrdering: 'DEPENDENCIES' }))
    .build();
}

/** The longest way through a plan's waves, each of which takes so long: the least that any orchestrator needs. */
export function criticalPath(plan: RecoveryPlan, secondsOf: ReadonlyMap<number, number>): number {
  const ends = new Map<number, number>();
  // Dependencies are on earlier waves, so each wave's parents are done before it.
  for (const wave of plan.Waves) ends.set(wave.WaveNumber, (secondsOf.get(wave.WaveNumber) ?? NaN) + Math.max(0, ...wave.Dependencies.map((parent) => ends.get(parent) ?? NaN)));
  return Math.max(...ends.values());
}

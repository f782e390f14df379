import type { Invariant } from '../../../src/invariants/invariant.js';
import type { Patch, SimulationMutant } from '../../mutant.js';

/** A mutant that has to break an invariant in runs of seeds. */
export function mutant(name: string, breaks: string, invariant: Pick<Invariant, 'name' | 'ids'>, ...patches: readonly Patch[]): SimulationMutant {
  return { name, breaks, proves: [invariant.name, ...invariant.ids], patches, caughtBy: { simulation: 'SEEDS', invariant: invariant.name } };
}

/** One that shows where a function dies at one certain step. */
export function atEveryDeath(one: SimulationMutant): SimulationMutant {
  return { ...one, caughtBy: { ...one.caughtBy, simulation: 'CRASH_EVERYWHERE' } };
}

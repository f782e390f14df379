import type { Mutant, SimulationMutant, TestMutant } from '../mutant.js';

import { accounts } from './accounts.js';
import { ending } from './ending.js';
import { health } from './health.js';
import { launching } from './launching.js';
import { polling } from './polling.js';
import { records } from './records.js';
import { retries } from './retries.js';
import { simulated } from './simulated/index.js';
import { standIns } from './standIns.js';
import { waves } from './waves.js';
import { wholeSystem } from './wholeSystem.js';

/** All mutants. */
export const catalogue: readonly Mutant[] = unique([...waves, ...launching, ...polling, ...health, ...records, ...ending, ...accounts, ...retries, ...standIns, ...wholeSystem, ...simulated]);

/** Those that tests have to catch. */
export const testMutants: readonly TestMutant[] = catalogue.filter((mutant): mutant is TestMutant => 'tests' in mutant.caughtBy);

/** Those that the simulation has to catch. */
export const simulationMutants: readonly SimulationMutant[] = catalogue.filter((mutant): mutant is SimulationMutant => 'simulation' in mutant.caughtBy);

/** @throws Error naming a name that two mutants bear. */
export function unique(mutants: readonly Mutant[]): readonly Mutant[] {
  const names = new Set<string>();
  for (const { name } of mutants) {
    if (names.has(name)) throw new Error(`two mutants are called ${name}`);
    names.add(name);
  }
  return mutants;
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

import { buildSimulation } from '../../build/buildSimulation.js';
import type { SimulationMutant } from '../mutant.js';
import { knownSeeds } from './knownSeeds.js';
import { patchingPlugin } from './patchingPlugin.js';
import type { Verdict } from '../verdict.js';

/** How many mutants are run side by side. */
const lanes = 2;
/** How many seeds a mutant may survive. */
const seeds = 400;

async function simulate(mutant: SimulationMutant, bundle: string): Promise<Verdict> {
  if (mutant.caughtBy.simulation === 'CRASH_EVERYWHERE') return simulateWith(['--crash-everywhere'], mutant, bundle);
  const known = knownSeeds[mutant.name];
  const first = known === undefined ? undefined : await simulateWith(['--seed', String(known), '--runs', '1'], mutant, bundle);
  return first !== undefined && 'caughtBy' in first ? first : simulateWith(['--seed', '1', '--runs', String(seeds)], mutant, bundle);
}

/** Ends as soon as the mutant's invariant breaks: other ones may break before. */
function simulateWith(runs: readonly string[], mutant: SimulationMutant, bundle: string): Promise<Verdict> {
  const { invariant } = mutant.caughtBy;
  const args = [bundle, ...runs, '--workers', '1', '--until', invariant];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const violations = stdout.split('\n').filter((line) => line.includes(': VIOLATION: '));
      const caught = violations.find((line) => line.includes(`: VIOLATION: ${invariant}: `));
      if (caught !== undefined) resolve({ caughtBy: caught.slice(0, 300) });
      else if (error !== null && violations.length === 0) resolve({ survived: `the simulation failed: ${stderr.slice(0, 600)}${stdout.slice(-600)}` });
      else resolve({ survived: violations.length === 0 ? 'no invariant was broken' : `it broke others only, e.g. ${violations[0]}` });
    });
  });
}

async function run(mutant: SimulationMutant): Promise<Verdict> {
  const bundle = join(tmpdir(), `${mutant.name}.mjs`);
  await buildSimulation(bundle, [patchingPlugin(mutant)]);
  return simulate(mutant, bundle);
}

/** Runs mutants, two at a time, and tells of each as soon as it is judged. */
export async function runSimulationMutants(mutants: readonly SimulationMutant[], tell: (mutant: SimulationMutant, verdict: Verdict) => void): Promise<void> {
  const queue = [...mutants];
  const lane = async (): Promise<void> => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) tell(mutant, await run(mutant));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

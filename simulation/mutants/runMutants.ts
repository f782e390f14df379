// Runs mutants: `runMutants.ts [--keep-seeds] [part of a name…]`; all of them without one.
import { parseArgs } from 'node:util';

import { simulationMutants, testMutants } from './catalogue/index.js';
import type { Mutant } from './mutant.js';
import { keepSeeds } from './simulated/knownSeeds.js';
import { runSimulationMutants } from './simulated/runSimulationMutants.js';
import { inTemporaryFolder } from './temporaryFolder.js';
import type { Verdict } from './verdict.js';
import { runTestMutants } from './vitest/runTestMutants.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'keep-seeds': { type: 'boolean', default: false } } });
const isChosen = ({ name }: Mutant): boolean => positionals.length === 0 || positionals.some((part) => name.includes(part));
const survivors: string[] = [];
const caught = new Map<string, string>();
const tell = (mutant: Mutant, verdict: Verdict): void => {
  if ('survived' in verdict) survivors.push(mutant.name);
  else caught.set(mutant.name, verdict.caughtBy);
  console.log('survived' in verdict ? `SURVIVED ${mutant.name}: ${verdict.survived}` : `caught ${mutant.name}: ${verdict.caughtBy}`);
};
await inTemporaryFolder(async () => {
  await runTestMutants(testMutants.filter(isChosen), tell);
  await runSimulationMutants(simulationMutants.filter(isChosen), tell);
});
if (survivors.length > 0) console.log(`Survived: ${survivors.join(', ')}`);
if (values['keep-seeds']) keepSeeds(caught);
if (caught.size + survivors.length === 0) console.log(`No mutant's name holds ${positionals.join(' or ')}.`);
console.log(`${caught.size} passed, ${survivors.length} failed`);
// vitest may keep handles of its own.
process.exit(survivors.length === 0 && caught.size > 0 ? 0 : 1);

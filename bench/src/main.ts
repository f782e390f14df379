// Makes all measurements, or those named; writes results.json, and the figures into docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { wallPacer } from '@drs-orchestration/testkit';
import { parseBenchArguments, UsageError, type BenchArguments } from './arguments.js';
import { cost } from './cost/cost.js';
import { detectionDelay } from './detection/detectionDelay.js';
import { finder } from './finder/finder.js';
import type { Measurement } from './measurement.js';
import { overhead } from './overhead/overhead.js';
import { thisMachine } from './page/machine.js';
import { figuresForTerminal, figuresText, withFigures, type Section } from './page/page.js';
import { readResults, writeResults, type Results } from './page/results.js';
import { poller } from './poller/poller.js';
import { simulation } from './simulation/simulation.js';
import { sources } from './sources/sources.js';
import { startUp } from './startUp/startUp.js';
import { statusIndex } from './statusIndex/statusIndex.js';
import { testFigures } from './tests/tests.js';

const measurements: readonly Measurement[] = [detectionDelay, overhead, cost, finder, poller, startUp, simulation, sources, statusIndex];
const page = new URL('../../docs/performance.md', import.meta.url);

async function measure({ names, tests }: BenchArguments): Promise<void> {
  let results: Results = { ...readResults(), machine: thisMachine() };
  results = { ...results, tests: { ...results.tests, ...tests } };
  for (const measurement of measurements.filter(({ name }) => names.includes(name))) {
    const begun = wallPacer.now();
    const measured = await measurement.run();
    results = { ...results, ...measured.results, figures: { ...results.figures, [measurement.name]: measured.figures } };
    // Kept as it comes: a later measurement may fail.
    writeResults(results);
    console.log(`${figuresForTerminal({ ...measurement, figures: measured.figures })}\n  (${((wallPacer.now() - begun) / 1000).toFixed(1)} s)\n`);
  }
  writeResults(results);
  writeFileSync(page, withFigures(readFileSync(page, 'utf8'), figuresText(results.machine ?? thisMachine(), sectionsOf(results))));
}

/** All that has ever been measured here, in the page's order. */
function sectionsOf({ figures = {}, tests = {} }: Results): readonly Section[] {
  const measured = measurements.flatMap((measurement): Section[] => {
    const found = figures[measurement.name];
    return found === undefined ? [] : [{ ...measurement, figures: found }];
  });
  return [...measured, { title: 'Tests', how: 'Wall times of `npm test`, recorded with `npm run bench -- --tests-fresh S --tests-cached S`: the benchmark does not run it.', figures: testFigures(tests) }];
}

try {
  await measure(parseBenchArguments(process.argv.slice(2), measurements.map(({ name }) => name)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

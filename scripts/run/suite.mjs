import { join } from 'node:path';

import { leavingNothing } from './leavingNothing.mjs';
import { root } from './root.mjs';
import { checksAfter, clearTestResults, readTestResults, writeTestResults } from './testResults.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Runs a suite that is apart from `npm test`, because it takes long or needs what not every machine has: `engines`
 * nobody here wrote, in real time; the `load` of many runs at once; the `packages` as they are published. Looks whether it left anything behind, says what was
 * skipped and why, and ends by printing the count of tests.
 * @param {'engines' | 'load' | 'packages'} suite as the packages' vitest configurations name it; turbo's task is `test:<suite>`
 * @param {readonly string[]} args more arguments for turbo
 * @param {Readonly<Record<string, string>>} [variables] what the suite finds in its environment besides
 * @returns {Promise<number>} the exit status
 */
export async function testSuite(suite, args, variables = {}) {
  clearTestResults(suite);
  const { status, checks } = await leavingNothing(async (environment) => (await turboRun([`test:${suite}`, ...args], { output: 'inherit', environment: { ...variables, ...environment } })).status);
  writeTestResults(join(root, 'scripts'), checksAfter(suite), `npm run test:${suite}`, checks);
  const results = readTestResults([suite, checksAfter(suite)]);
  for (const line of describeTestResults(results)) console.log(line);
  return status === 0 && results.some((result) => result.failed > 0) ? 1 : status;
}

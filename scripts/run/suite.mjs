import { clearTestResults, readTestResults } from './testResults.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Runs a suite that is apart from `npm test`, because it takes long or needs what not every machine has: `engines`
 * nobody here wrote, in real time; the `load` of many runs at once. Ends by printing the count of tests, and says what
 * was skipped and why.
 * @param {'engines' | 'load'} suite as the packages' vitest configurations name it; turbo's task is `test:<suite>`
 * @param {readonly string[]} args more arguments for turbo
 * @returns {Promise<number>} the exit status
 */
export async function testSuite(suite, args) {
  clearTestResults(suite);
  const { status } = await turboRun([`test:${suite}`, ...args], { output: 'inherit' });
  const results = readTestResults([suite]);
  for (const line of describeTestResults(results)) console.log(line);
  return status === 0 && results.some((result) => result.failed > 0) ? 1 : status;
}

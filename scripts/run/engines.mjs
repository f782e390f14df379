import { clearTestResults, readTestResults } from './testResults.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Runs the suites that need engines nobody here wrote, in real time; ends by printing the count of tests, and says
 * what was skipped where an engine is absent.
 * @param {readonly string[]} args more arguments for turbo
 * @returns {Promise<number>} the exit status
 */
export async function testEngines(args) {
  clearTestResults();
  const { status } = await turboRun(['test:engines', ...args], { output: 'inherit' });
  const results = readTestResults();
  for (const line of describeTestResults(results)) console.log(line);
  return status === 0 && results.some((result) => result.failed > 0) ? 1 : status;
}

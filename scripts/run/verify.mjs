import { clearTestResults, readTestResults } from './testResults.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Lints, type-checks, builds and tests everything, and ends by printing the count of tests alone on a line.
 * One failure does not hide the others: only what depends on it is left out.
 * @param {readonly string[]} args more arguments for turbo, e.g. a `--filter`
 * @returns {Promise<number>} the exit status
 */
export async function verify(args) {
  clearTestResults();
  const tasks = ['lint', 'typecheck', 'build', 'test', '--continue=dependencies-successful'];
  const { status } = await turboRun([...tasks, ...args], { output: 'inherit' });
  const results = readTestResults();
  for (const line of describeTestResults(results)) console.log(line);
  const failed = results.some((result) => result.failed > 0);
  return status === 0 && failed ? 1 : status;
}

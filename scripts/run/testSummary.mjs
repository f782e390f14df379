/** @typedef {import('./testResults.mjs').TestResults} TestResults */

/**
 * What `npm test` prints last: each skipped test and then each that failed with its reason, then the count alone on a line.
 * @param {readonly TestResults[]} results
 * @returns {string[]} lines
 */
export function describeTestResults(results) {
  const sum = (/** @type {(result: TestResults) => number} */ count) => results.reduce((total, result) => total + count(result), 0);
  const count = `${sum((r) => r.passed)} passed, ${sum((r) => r.failed)} failed, ${sum((r) => r.skipped.length)} skipped`;
  return [...describeSkipped(results), ...describeFailed(results), count];
}

/**
 * Each skipped test under its reason.
 * @param {readonly TestResults[]} results
 * @returns {string[]} lines; none where nothing was skipped
 */
export function describeSkipped(results) {
  const skipped = results.flatMap((result) => result.skipped.map((test) => ({ ...test, package: result.package })));
  return [...new Set(skipped.map((test) => test.reason))].flatMap((reason) => [
    `Skipped: ${reason}`,
    ...skipped.filter((test) => test.reason === reason).map((test) => `  - ${test.package}: ${test.title}`),
  ]);
}

/**
 * Each test that failed, and the first line of its error: what a test prints of itself is far above.
 * @param {readonly TestResults[]} results
 * @returns {string[]} lines; none where nothing failed
 */
function describeFailed(results) {
  return results.flatMap((result) => result.failures.map(({ title, reason }) => `Failed: ${result.package}: ${title}: ${reason}`));
}

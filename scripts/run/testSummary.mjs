/**
 * What `npm test` prints last: each skipped test with its reason, then the count alone on a line.
 * @param {readonly import('./testResults.mjs').TestResults[]} results
 * @returns {string[]} lines
 */
export function describeTestResults(results) {
  const sum = (/** @type {(result: import('./testResults.mjs').TestResults) => number} */ count) =>
    results.reduce((total, result) => total + count(result), 0);
  const skipped = results.flatMap((result) => result.skipped.map((test) => ({ ...test, package: result.package })));
  const reasons = [...new Set(skipped.map((test) => test.reason))].flatMap((reason) => [
    `Skipped: ${reason}`,
    ...skipped.filter((test) => test.reason === reason).map((test) => `  - ${test.package}: ${test.title}`),
  ]);
  const count = `${sum((r) => r.passed)} passed, ${sum((r) => r.failed)} failed, ${sum((r) => r.skipped.length)} skipped`;
  return [...reasons, count];
}

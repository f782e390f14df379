import { join } from 'node:path';

import { findLeftOver, recordsIn } from './cleanUpCheck.mjs';
import { describeCoverage, gate, readCoverage } from './coverage.mjs';
import { root } from './root.mjs';
import { checksAfterAll, clearTestResults, ownTests, packageFolders, readTestResults, writeTestResults } from './testResults.mjs';
import { beginTestRun, markedEnvironment } from './testRun.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Lints, type-checks, builds and tests everything, looks whether the tests left anything behind and covered enough,
 * and ends by printing the count of tests alone on a line. One failure does not hide the others: only what depends on
 * it is left out.
 * @param {readonly string[]} args more arguments for turbo, e.g. a `--filter`
 * @returns {Promise<number>} the exit status
 */
export async function verify(args) {
  clearTestResults();
  const run = beginTestRun();
  const packages = packageFolders();
  const before = recordsIn(packages);
  const tasks = ['lint', 'typecheck', 'build', 'test', '--continue=dependencies-successful'];
  const { status } = await turboRun([...tasks, ...args], { output: 'inherit', environment: markedEnvironment(run) });
  const coverage = await readCoverage();
  for (const line of describeCoverage(coverage)) console.log(line);
  const leftOver = await findLeftOver({ run, checkout: root, packages, before });
  for (const { title, left } of leftOver) for (const line of left) console.log(`FAILED ${title}: ${line}`);
  writeTestResults(join(root, 'scripts'), checksAfterAll, 'npm test', [
    ...leftOver.map(({ title, left, unknown }) => verdict(title, left.length === 0, unknown)),
    ...coverage.map((each) => verdict(`the tests of ${each.package} cover ${gate.percent} % of its lines and branches`, each.enough)),
  ]);
  const results = readTestResults([ownTests, checksAfterAll]);
  for (const line of describeTestResults(results)) console.log(line);
  const failed = results.some((result) => result.failed > 0);
  return status === 0 && failed ? 1 : status;
}

/**
 * @param {string} title
 * @param {boolean} holds
 * @param {string} [unknown] why it is not known
 * @returns {import('./testResults.mjs').TestRun & { reason?: string }}
 */
function verdict(title, holds, unknown) {
  const file = 'run/verify.mjs';
  if (unknown !== undefined) return { file, title, state: 'skipped', reason: unknown };
  return { file, title, state: holds ? 'passed' : 'failed' };
}

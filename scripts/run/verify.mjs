import { join } from 'node:path';

import { describeCoverage, gate, readCoverage } from './coverage.mjs';
import { leavingNothing } from './leavingNothing.mjs';
import { root } from './root.mjs';
import { checksAfterAll, clearTestResults, ownTests, readTestResults, verdict, writeTestResults } from './testResults.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/** Arguments by which turbo runs a part of the packages, or nothing. */
const narrowing = /^(-F|--filter|--affected|--dry|--graph)/;

/**
 * Lints, type-checks, builds and tests everything, looks whether the tests left anything behind and covered enough,
 * and ends by printing the count of tests alone on a line. One failure does not hide the others: only what depends on
 * it is left out.
 * @param {readonly string[]} args more arguments for turbo, e.g. a `--filter`
 * @returns {Promise<number>} the exit status
 */
export async function verify(args) {
  clearTestResults();
  const tasks = ['lint', 'typecheck', 'build', 'test', '--continue=dependencies-successful'];
  const { status, checks } = await leavingNothing(async (environment) => (await turboRun([...tasks, ...args], { output: 'inherit', environment })).status);
  const coverage = await coverageChecks(!args.some((arg) => narrowing.test(arg)));
  writeTestResults(join(root, 'scripts'), checksAfterAll, 'npm test', [...checks, ...coverage]);
  const results = readTestResults([ownTests, checksAfterAll]);
  for (const line of describeTestResults(results)) console.log(line);
  return status === 0 && results.some((result) => result.failed > 0) ? 1 : status;
}

/**
 * Prints what is covered, and what is not known of it.
 * @param {boolean} ofAll whether all packages' tests were to run: then a report that is missing is a fault
 */
async function coverageChecks(ofAll) {
  const { measured, missing } = await readCoverage();
  for (const line of describeCoverage(measured)) console.log(line);
  if (!ofAll) return measured.map(enough);
  for (const file of missing) console.log(`FAILED the coverage is not known: there is no ${file}. Did the tests of its package run?`);
  return [verdict('run/verify.mjs', 'the tests of each package of the coverage gate say what they cover', missing.length === 0), ...measured.map(enough)];
}

/** @param {import('./coverage.mjs').Coverage} each */
function enough(each) {
  return verdict('run/verify.mjs', `the tests of ${each.package} cover ${gate.percent} % of its lines and branches`, each.enough);
}

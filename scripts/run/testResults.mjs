import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { root } from './root.mjs';

/**
 * One test that ran: its file relative to the package, and its full title, suites before it.
 * @typedef {{ file: string, title: string, state: 'passed' | 'failed' | 'skipped' }} TestRun
 */

/**
 * A test that did not pass, and why.
 * @typedef {{ title: string, reason: string }} NotPassed
 */

/**
 * A package's test results, as scripts/vitest/resultsReporter.ts writes them. `failed` and `failures` have also what
 * failed outside of all tests.
 * @typedef {{ package: string, passed: number, failed: number, skipped: NotPassed[], failures: NotPassed[], tests: TestRun[] }} TestResults
 */

/** How the reason of a test begins that did not run because what had to be set up for it could not be. */
export const setUpFailed = "the suite's own set-up failed: ";

/** The suite that `npm test` runs in each package; others are named where they run, e.g. `engines`. */
export const ownTests = 'tests';

/** What `npm test` checks after all suites and outside of them; its results are with the scripts' own. */
export const checksAfterAll = 'checks';

/**
 * What is checked after a suite beside `npm test`; its results are with the scripts' own, too.
 * @param {string} suite
 */
export const checksAfter = (suite) => `${suite}-${checksAfterAll}`;

const folderOfResults = 'test-results';
const places = ['infra', 'simulation', 'e2e', 'bench', 'publishing', 'scripts'];

/**
 * Where a suite's results are, relative to its package; turbo caches those of `npm test` as an output.
 * @param {string} suite
 */
export const resultsFile = (suite) => join(folderOfResults, `${suite}.json`);

/** The folders of all packages that may have tests. */
export function packageFolders() {
  const children = (/** @type {string} */ parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name));
  return [...children('apps'), ...children('packages'), ...places.map((place) => join(root, place))].filter((folder) =>
    existsSync(join(folder, 'package.json')),
  );
}

/**
 * Removes results, so that those of an earlier run are never counted: one suite's, or all, which is how a run of
 * `npm test` begins. turbo brings those of its cache back.
 * @param {string} [suite]
 */
export function clearTestResults(suite) {
  for (const folder of packageFolders()) rmSync(join(folder, suite === undefined ? folderOfResults : resultsFile(suite)), { recursive: true, force: true });
}

/**
 * The results of all packages where these suites ran, or were served from turbo's cache.
 * @param {readonly string[]} wanted
 * @returns {TestResults[]}
 */
export function readTestResults(wanted) {
  return packageFolders()
    .flatMap((folder) => wanted.map((suite) => join(folder, resultsFile(suite))))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * The results of every suite that ran since `npm test` last began, each with the suite's name.
 * @returns {(TestResults & { suite: string })[]}
 */
export function readAllTestResults() {
  const suitesOf = (/** @type {string} */ folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []);
  return packageFolders().flatMap((folder) =>
    suitesOf(join(folder, folderOfResults))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => ({ suite: entry.name.replace(/\.json$/, ''), ...JSON.parse(readFileSync(join(folder, folderOfResults, entry.name), 'utf8')) })),
  );
}

/**
 * Writes the results of what is no vitest suite, with their counts.
 * @param {string} folder the package's
 * @param {string} suite
 * @param {string} name the package's, as it is printed
 * @param {readonly (TestRun & { reason?: string })[]} tests one that did not pass with its reason
 * @returns {TestResults} what was written
 */
export function writeTestResults(folder, suite, name, tests) {
  const count = (/** @type {TestRun['state']} */ state) => tests.filter((test) => test.state === state).length;
  const those = (/** @type {TestRun['state']} */ state) => tests.filter((test) => test.state === state).map(({ title, reason }) => ({ title, reason: reason ?? 'no reason given' }));
  const results = { package: name, passed: count('passed'), failed: count('failed'), skipped: those('skipped'), failures: those('failed'), tests: tests.map(({ file, title, state }) => ({ file, title, state })) };
  const file = join(folder, resultsFile(suite));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

/**
 * What is no test, as a test's result.
 * @param {string} file where it is checked
 * @param {string} title
 * @param {boolean} holds
 * @param {string} [unknown] why it is not known
 * @returns {TestRun & { reason?: string }}
 */
export function verdict(file, title, holds, unknown) {
  if (unknown !== undefined) return { file, title, state: 'skipped', reason: unknown };
  return holds ? { file, title, state: 'passed' } : { file, title, state: 'failed', reason: 'what was found is printed above' };
}

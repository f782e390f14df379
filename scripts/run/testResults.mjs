import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './root.mjs';

/**
 * A package's test results, as scripts/vitest/resultsReporter.ts writes them.
 * @typedef {{ package: string, passed: number, failed: number, skipped: { title: string, reason: string }[] }} TestResults
 */

/** Where each package's results are, relative to the package; turbo caches them as an output. */
export const resultsFile = join('test-results', 'results.json');

/** The folders of all packages that may have tests. */
function packageFolders() {
  const children = (/** @type {string} */ parent) => readdirSync(join(root, parent)).map((name) => join(root, parent, name));
  return [...children('apps'), ...children('packages'), join(root, 'infra'), join(root, 'scripts')].filter((folder) =>
    existsSync(join(folder, 'package.json')),
  );
}

/** Removes all results, so that those of an earlier run are never counted. turbo brings those of its cache back. */
export function clearTestResults() {
  for (const folder of packageFolders()) rmSync(join(folder, resultsFile), { force: true });
}

/**
 * The results of all packages whose tests ran, or were served from turbo's cache.
 * @returns {TestResults[]}
 */
export function readTestResults() {
  return packageFolders()
    .map((folder) => join(folder, resultsFile))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

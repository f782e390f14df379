import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { findLeftOver, seenBefore } from './cleanUpCheck.mjs';
import { root } from './root.mjs';
import { packageFolders, verdict } from './testResults.mjs';
import { beginTestRun, markedEnvironment, moveTemporaryFiles } from './testRun.mjs';

/**
 * Does work that runs suites, then looks whether they left anything behind, and says so.
 * @param {(environment: Record<string, string>) => Promise<number>} work gets the variables for what it starts, by which
 *   that is known, and returns an exit status
 * @param {{ ofPackage?: string, keepsLog?: boolean }} [how] the folder of the package whose program the work is: vitest
 *   gives each package's tests a temporary folder of their own, a program has to get it; and whether the program, where
 *   it fails, leaves its log in it for people to read
 * @returns {Promise<{ status: number, checks: (import('./testResults.mjs').TestRun & { reason?: string })[] }>} the exit
 *   status, 1 where only something was left, and what was looked for
 */
export async function leavingNothing(work, { ofPackage, keepsLog = false } = {}) {
  const run = beginTestRun();
  const packages = packageFolders();
  const before = seenBefore(root, packages);
  const status = await work({ ...markedEnvironment(run.folder), ...(ofPackage === undefined ? {} : asPackage(ofPackage, run.folder)) });
  const kept = keepsLog && status !== 0;
  if (kept) run.keep();
  const found = await findLeftOver({ run: run.folder, checkout: root, packages, before, kept });
  for (const { title, left } of found) for (const line of left) console.log(`FAILED ${title}: ${line}`);
  const checks = found.map(({ title, left, unknown }) => verdict('run/leavingNothing.mjs', title, left.length === 0, unknown));
  return { status: status === 0 && checks.some(({ state }) => state === 'failed') ? 1 : status, checks };
}

/**
 * What else tells a package's program apart: a temporary folder of its own, and the name by which what it leaves is known.
 * @param {string} folder the package's
 * @param {string} run
 */
function asPackage(folder, run) {
  const name = basename(folder);
  mkdirSync(join(run, name), { recursive: true });
  return { ...moveTemporaryFiles(join(run, name)), npm_package_name: name };
}

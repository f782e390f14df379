import { spawnSync } from 'node:child_process';

/** What builds, generators and tests are there to write; cdktf makes its folder for every app there is, tests' too. */
const products = /(^|\/)(node_modules|dist|cdktf\.out|\.turbo|test-results|coverage)(\/|$)|\.tsbuildinfo$/;

/**
 * What git says of a checkout's files: each that is changed, added or ignored, products of the build and the results of
 * tests left out.
 * @param {string} checkout
 * @returns {ReadonlySet<string> | { unknown: string }} `XY path` as `git status` has it; or why it is not known
 */
export function workTree(checkout) {
  // Elsewhere a person may be writing meanwhile, who is no suite.
  if ((process.env.CI ?? '') === '') return { unknown: 'only CI (CI=true) has the checkout to itself' };
  const { status, stdout } = spawnSync('git', ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'], { cwd: checkout, encoding: 'utf8' });
  if (status !== 0) return { unknown: 'git does not know this checkout' };
  return new Set(stdout.split('\0').filter((line) => line !== '' && !products.test(line.slice(3))));
}

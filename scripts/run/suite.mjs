import { join } from 'node:path';

import { engineIsGiven, enginesResults } from './enginesResults.mjs';
import { leavingNothing } from './leavingNothing.mjs';
import { root } from './root.mjs';
import { checksAfter, clearTestResults, readTestResults, writeTestResults } from './testResults.mjs';
import { describeTestResults } from './testSummary.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Runs a suite that is apart from `npm test`, because it takes long or needs what not every machine has: `engines`
 * nobody here wrote, in real time; the `load` of many runs at once; the `packages` as they are published. Looks whether
 * it left anything behind, says what was skipped and why, and ends by printing the count of tests.
 * @param {'engines' | 'load' | 'packages'} suite turbo's task is `test:<suite>`
 * @param {readonly string[]} args more arguments for turbo
 * @param {Readonly<Record<string, string>>} [variables] what the suite finds in its environment besides
 * @returns {Promise<number>} the exit status
 */
export async function testSuite(suite, args, variables = {}) {
  const found = { ...process.env, ...variables };
  const name = suite === 'engines' ? enginesResults(found) : suite;
  // One failure does not hide the others. An engine that is given knows one address at which it calls functions, so the
  // packages serve theirs there one after the other.
  const how = ['--continue=dependencies-successful', ...(suite === 'engines' && engineIsGiven(found) ? ['--concurrency=1'] : [])];
  const tasks = [`test:${suite}`, ...how.filter((option) => !isSaid(option, args)), ...args];
  clearTestResults(name);
  const { status, checks } = await leavingNothing(async (environment) => (await turboRun(tasks, { output: 'inherit', environment: { ...variables, ...environment } })).status);
  writeTestResults(join(root, 'scripts'), checksAfter(name), `npm run test:${suite}`, checks);
  const results = readTestResults([name, checksAfter(name)]);
  for (const line of describeTestResults(results)) console.log(line);
  return status === 0 && results.some((result) => result.failed > 0) ? 1 : status;
}

/**
 * Whether the arguments have the option, with whatever value: turbo takes each once.
 * @param {string} option
 * @param {readonly string[]} args
 */
function isSaid(option, args) {
  const [name = ''] = option.split('=');
  return args.some((arg) => arg === name || arg.startsWith(`${name}=`));
}

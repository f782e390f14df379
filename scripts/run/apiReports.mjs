import { turboRun } from './turbo.mjs';

/**
 * Builds the packages that are published and writes their API reports (`packages/<name>/etc`) anew.
 * @param {readonly string[]} args more arguments for turbo
 * @returns {Promise<number>} the exit status
 */
export async function writeApiReports(args) {
  return (await turboRun(['api-report', ...args], { output: 'inherit' })).status;
}

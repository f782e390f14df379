import { join } from 'node:path';

import { runChild } from './child.mjs';
import { leavingNothing } from './leavingNothing.mjs';
import { root } from './root.mjs';

/**
 * Runs a program of a private package from its source, its output as it comes, and looks whether it left anything behind.
 * @param {string} name the package's folder
 * @param {string} program relative to it
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit status (128 and more for a signal); 1 where only something was left
 */
export async function runProof(name, program, args) {
  const folder = join(root, name);
  const run = ['--conditions=@drs-orchestration/source', '--import', 'tsx', program, ...args];
  const { status } = await leavingNothing(async (environment) => (await runChild(process.execPath, run, { output: 'inherit', folder, environment })).status, { ofPackage: folder });
  return status;
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { root } from './root.mjs';

/**
 * Runs a program of a private package from its source, its output as it comes; a signal ends both.
 * @param {string} folder the package's
 * @param {string} program relative to it
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit status (128 and more for a signal)
 */
export function runProof(folder, program, args) {
  const child = spawn(process.execPath, ['--conditions=@drs-orchestration/source', '--import', 'tsx', program, ...args], { cwd: join(root, folder), stdio: 'inherit' });
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, pass);
  return new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (status) => settle(status ?? 130));
  });
}

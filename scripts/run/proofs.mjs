import { pnpm } from './pnpm.mjs';

/**
 * Runs a script of one of the workspace's private packages, its output as it comes.
 * @param {'simulation' | 'bench'} name
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit status
 */
export async function runProof(name, script, args) {
  const { status } = await pnpm(['--silent', '--filter', `@drs-orchestration/${name}`, 'run', script, ...args], { output: 'inherit' });
  return status;
}

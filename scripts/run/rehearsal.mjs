import { pnpm } from './pnpm.mjs';
import { turboRun } from './turbo.mjs';

/**
 * Builds the functions and rehearses a deploy of all of it on an AWS API on loopback; ends by printing a count.
 * @param {readonly string[]} args the rehearsal's own, e.g. `--endpoint URL`
 * @returns {Promise<number>} the exit status
 */
export async function rehearseDeploy(args) {
  const { status, output } = await turboRun(['build', '--filter=./apps/*'], { output: 'capture' });
  if (status !== 0) {
    console.error(`${output}\nThe functions could not be built: see above.`);
    return status;
  }
  const rehearsal = await pnpm(['--filter', '@drs-orchestration/infra', 'run', 'rehearsal', ...args], { output: 'inherit' });
  return rehearsal.status;
}

import { join } from 'node:path';

import { pnpm } from './pnpm.mjs';
import { root } from './root.mjs';
import { clearTestResults, writeTestResults } from './testResults.mjs';
import { turboRun } from './turbo.mjs';

const suite = 'rehearsal';

/**
 * Builds the functions and rehearses a deploy of all of it on an AWS API on loopback; ends by printing a count.
 * @param {readonly string[]} args the rehearsal's own, e.g. `--endpoint URL`
 * @returns {Promise<number>} the exit status
 */
export async function rehearseDeploy(args) {
  clearTestResults(suite);
  const { status, output } = await turboRun(['build', '--filter=./apps/*'], { output: 'capture' });
  if (status !== 0) {
    console.error(`${output}\nThe functions could not be built: see above.`);
    return status;
  }
  const rehearsal = await pnpm(['--filter', '@drs-orchestration/infra', 'run', 'rehearsal', ...args], { output: 'both' });
  writeTestResults(join(root, 'infra'), suite, '@drs-orchestration/infra', checksPrinted(rehearsal.output, rehearsal.status));
  return rehearsal.status;
}

/**
 * What the rehearsal said that it found so, a line each: `ok  …`. It ends at the first that is not so.
 * @param {string} output
 * @param {number} status
 * @returns {import('./testResults.mjs').TestRun[]}
 */
export function checksPrinted(output, status) {
  const file = 'rehearsal/main.ts';
  const found = [...output.matchAll(/^ok {2}(.*)$/gm)].map(([, title = '']) => ({ file, title, state: /** @type {const} */ ('passed') }));
  return status === 0 ? found : [...found, { file, title: 'the rehearsal comes to its end', state: 'failed' }];
}

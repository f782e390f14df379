import { join } from 'node:path';

import { leavingNothing } from './leavingNothing.mjs';
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
  const infra = join(root, 'infra');
  const rehearsal = await leavingNothing(
    async (environment) => {
      const ended = await pnpm(['--filter', '@drs-orchestration/infra', 'run', 'rehearsal', ...args], { output: 'both', environment });
      writeTestResults(infra, suite, '@drs-orchestration/infra', checksPrinted(ended.output, ended.status));
      return ended.status;
    },
    { ofPackage: infra, keepsLog: true },
  );
  return rehearsal.status;
}

/**
 * What the rehearsal said that it found so, a line each: `ok  …`. It ends at the first that is not so. Where it could
 * not be rehearsed, it said why: that is a skipped one.
 * @param {string} output
 * @param {number} status
 * @returns {(import('./testResults.mjs').TestRun & { reason?: string })[]}
 */
export function checksPrinted(output, status) {
  const file = 'rehearsal/main.ts';
  const [, why] = /^Not rehearsed: (.*)\.$/m.exec(output) ?? [];
  if (why !== undefined) return [{ file, title: 'a deploy is rehearsed', state: 'skipped', reason: why }];
  const found = [...output.matchAll(/^ok {2}(.*)$/gm)].map(([, title = '']) => ({ file, title, state: /** @type {const} */ ('passed') }));
  return status === 0 ? found : [...found, { file, title: 'the rehearsal comes to its end', state: 'failed' }];
}

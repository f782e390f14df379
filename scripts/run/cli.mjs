import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { root } from './root.mjs';
import { turboRun } from './turbo.mjs';

const main = join(root, 'packages', 'cli', 'dist', 'main.js');

/** Where the user stands: npm runs scripts in the package's root and tells the place it was called from. */
export function userFolder() {
  return process.env.npm_lifecycle_event ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
}

/**
 * Builds what the command line needs, then turns this very process into it: there is no wrapper that could swallow
 * a signal, change an exit status or be killed on its own.
 * @param {readonly string[]} args drsctl's arguments
 * @returns {Promise<void>}
 */
export async function becomeCli(args) {
  const patience = setTimeout(() => process.stderr.write('Building drsctl (what changed since last time) …\n'), 2000);
  const { status, output } = await turboRun(['build', '--filter=@drs-orchestration/cli'], { output: 'capture' });
  clearTimeout(patience);
  if (status !== 0 || !existsSync(main)) {
    process.stderr.write(`${output}\ndrsctl could not be built: see above.\n`);
    process.exit(status || 1);
  }
  process.chdir(userFolder());
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}

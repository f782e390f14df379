import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pnpm } from './pnpm.mjs';
import { packageManager, root } from './root.mjs';

const stampFile = join(root, 'node_modules', '.installed-for.json');

/** What an installation depends on: the lockfile and, for native binaries, Node's major version. */
function wanted() {
  const lockfile = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml'))).digest('hex');
  return JSON.stringify({ lockfile, node: process.versions.node.split('.')[0], packageManager: packageManager() });
}

/**
 * Installs the checkout's dependencies, unless the last installation was for this very lockfile and Node.
 * Says so in one line on stderr, because stdout may be somebody's JSON. Ends the process where it fails.
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  const stamp = wanted();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  rmSync(stampFile, { force: true });
  process.stderr.write(`Installing dependencies with ${packageManager()} (needed once for this lockfile) … `);
  const { status, output } = await pnpm(['install', '--frozen-lockfile'], { output: 'capture' });
  if (status !== 0) {
    process.stderr.write(`failed.\n\n${output}\nThe dependencies could not be installed: see above. Is the registry reachable?\n`);
    process.exit(status);
  }
  writeFileSync(stampFile, stamp);
  process.stderr.write('done.\n');
}

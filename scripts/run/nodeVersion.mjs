import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './root.mjs';

/**
 * Ends the process with a plain word where Node is older than the root's package.json asks for (`>=20.19`), because
 * what would fail then, fails far from the cause.
 */
export function requireNode() {
  /** @type {{ engines: { node: string } }} */
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = engines.node.replace('>=', '');
  const [major = 0, minor = 0] = wanted.split('.').map(Number);
  const [ourMajor = 0, ourMinor = 0] = process.versions.node.split('.').map(Number);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  console.error(`This is Node ${process.versions.node}, but Node ${wanted} or newer is needed: https://nodejs.org`);
  process.exit(1);
}

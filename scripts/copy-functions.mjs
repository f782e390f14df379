// Puts what is deployed, the four bundles and the state machine, into the command line's dist/functions, so that the
// published drsctl rehearses the very same files. Run in packages/cli after tsc, when the apps are built.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

import { functionsOf } from './functions.mjs';
import { root } from './run/root.mjs';

const target = resolve(process.cwd(), 'dist', 'functions');
const app = (/** @type {string} */ name) => join(root, 'apps', name);

const bundles = ['finder', 'poller', 'orchestrator'].flatMap((name) => functionsOf(app(name)).map(({ bundle }) => bundle));
const files = [...bundles, join(app('orchestrator'), 'state-machine', 'recovery.asl.json')];

const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) {
  const names = missing.map((file) => relative(root, file)).join(', ');
  console.error(`Not built yet: ${names}. Build through turbo, which builds the apps first: npm test, or turbo run build.`);
  process.exit(1);
}
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const file of files) copyFileSync(file, join(target, basename(file)));

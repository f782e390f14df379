// Bundles an app's Lambda functions; run in the app's folder. Which functions there are, its package.json's `exports`
// say: each entry that imports a `./dist/<name>.mjs` is bundled from its source.
import { rmSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import { build } from 'esbuild';

import { functionsOf } from './functions.mjs';
import { root } from './run/root.mjs';

const folder = process.cwd();
rmSync(resolve(folder, 'dist'), { recursive: true, force: true });

for (const { source, bundle } of functionsOf(folder)) {
  const { metafile } = await build({
    // Paths in the output are relative to the checkout, so every checkout gives the same bytes.
    absWorkingDir: root,
    entryPoints: [relative(root, source)],
    outfile: relative(root, bundle),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // No keepNames: it costs bytes, and error classes set their `name` by literal because the state machine catches by it.
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    // ESM first: the SDK's CommonJS builds are not tree-shaken and nearly double the bundle.
    mainFields: ['module', 'main'],
    // Naming conditions of one's own drops esbuild's `module`, by which @smithy/core and @aws-sdk/core have theirs.
    conditions: ['@drs-orchestration/source', 'module'],
    // Lambda puts a function's keys into its environment: profiles, SSO and instance metadata are 120 kB that never run.
    alias: { '@aws-sdk/credential-provider-node': resolve(import.meta.dirname, 'lambdaCredentials.mjs') },
    // What remains of CommonJS in the dependencies calls require for Node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    // Beside the bundle, for reading a stack trace; nothing is deployed or loaded but the .mjs.
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(bundle.replace(/\.mjs$/, '.meta.json'), JSON.stringify(metafile));
  const kilobytes = Object.entries(metafile.outputs).find(([file]) => file.endsWith('.mjs'))?.[1].bytes ?? 0;
  console.log(`${relative(root, bundle)}: ${Math.round(kilobytes / 1000)} kB`);
}

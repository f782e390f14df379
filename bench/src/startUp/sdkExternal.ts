import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { sourceOf, type BundleName } from './bundles.js';

/** Bundles a function from its sources with the SDK left outside, where the runtime would have it: as CommonJS, as in Lambda's runtime. */
export async function bundleWithoutSdk(name: BundleName, outfile: string): Promise<void> {
  await build({
    entryPoints: [sourceOf(name)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minify: true,
    mainFields: ['module', 'main'],
    conditions: ['@drs-orchestration/source', 'module'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'sdk-outside',
        setup(building) {
          building.onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path, importer }) => ({ path: createRequire(importer).resolve(path), external: true }));
        },
      },
    ],
    logLevel: 'error',
  });
}

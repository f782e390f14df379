import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the simulation with all it simulates, from their sources, into one file; plugins may change what is read. */
export async function buildSimulation(outfile: string, plugins: readonly Plugin[] = []): Promise<void> {
  await build({
    entryPoints: [fromHere('../src/cli/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['@drs-orchestration/source'],
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    plugins: [...plugins],
    logLevel: 'error',
    sourcemap: 'inline',
  });
}

import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

/** The four functions' bundles: whose they are, and their most bytes (issue 7). */
export const bundles = [
  { name: 'finder', app: 'finder', mostBytes: 450_000 },
  { name: 'poller', app: 'poller', mostBytes: 1_400_000 },
  { name: 'orchestrator', app: 'orchestrator', mostBytes: 1_400_000 },
  { name: 'api', app: 'orchestrator', mostBytes: 1_400_000 },
] as const;

/** A function's bundle, or its source. */
export type BundleName = (typeof bundles)[number]['name'];

function built(name: BundleName, file: string): string {
  const app = bundles.find((bundle) => bundle.name === name)?.app ?? name;
  const path = fileURLToPath(new URL(`apps/${app}/dist/${file}`, root));
  if (!existsSync(path)) throw new Error(`apps/${app}/dist/${file} is not built. Run: npx turbo run build --filter=@drs-orchestration/${app}...`);
  return path;
}

/** A function's entry in its app's sources. */
export function sourceOf(name: BundleName): string {
  const app = bundles.find((bundle) => bundle.name === name)?.app ?? name;
  return fileURLToPath(new URL(`apps/${app}/src/${name}.ts`, root));
}

/** The file that is deployed. @throws Error where it is not built */
export function bundleFile(name: BundleName): string {
  return built(name, `${name}.mjs`);
}

/** Its size. @throws Error where it is not built */
export function bundleBytes(name: BundleName): number {
  return statSync(bundleFile(name)).size;
}

/** What esbuild tells of a bundle, as far as it is read here. */
interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
}

/** How many bytes each npm package, and the system's own sources, have in a bundle; packages of which nothing is left are not in it. */
export function bytesByPackage(name: BundleName): ReadonlyMap<string, number> {
  const metafile = JSON.parse(readFileSync(built(name, `${name}.meta.json`), 'utf8')) as Metafile;
  const output = Object.entries(metafile.outputs).find(([file]) => file.endsWith('.mjs'))?.[1];
  if (output === undefined) throw new Error(`${name}.meta.json tells of no bundle`);
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
    if (bytesInOutput === 0) continue;
    const inside = file.split('node_modules/').at(-1);
    const [, packageName] = inside === undefined || inside === file ? [] : (/^((?:@[^/]+\/)?[^/]+)/.exec(inside) ?? []);
    const key = packageName ?? 'own sources';
    bytes.set(key, (bytes.get(key) ?? 0) + bytesInOutput);
  }
  return bytes;
}

/** The AWS clients in a bundle, by package. */
export function clientsIn(name: BundleName): readonly string[] {
  return [...bytesByPackage(name).keys()].filter((key) => key.startsWith('@aws-sdk/client-')).sort();
}

import type { Clock, FunctionHandler, FunctionOptions } from '@drs-orchestration/core';
import type { LambdaHost } from '@drs-orchestration/testkit';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { functionNames, type FunctionName } from '../src/names.js';
import type { EngineApi } from './engineApi.js';

interface FunctionConfiguration {
  readonly FunctionName: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly CodeSha256: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
}

/** What the host adds to a function's deployed environment: what Lambda sets itself, and where services answer. */
export type HostEnvironment = Readonly<Record<string, string>>;

/** The digests, as Lambda gives them, of the archives under a folder. Their bytes differ from one generation to the next. */
export function archiveDigests(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.zip'));
  return new Set(files.map((file) => createHash('sha256').update(readFileSync(join(folder, file))).digest('base64')));
}

/** The bundle that such an archive was made of: `cdktf synth` copied it there. */
function bundleOf(name: FunctionName): string {
  return fileURLToPath(new URL(`../dist/functions/${name}/${name}.mjs`, import.meta.url));
}

/**
 * Hosts what is deployed: each function with the handler, timeout and environment that the engine says it has, and the
 * bundle whose archive the engine holds.
 * @param archives the digests of the archives that were deployed
 * @returns what was hosted, a line each
 * @throws Error where the engine holds another archive than the one generated
 */
export async function hostDeployed(api: EngineApi, host: LambdaHost, clock: Clock, archives: ReadonlySet<string>, added: HostEnvironment, nameOf: (name: FunctionName) => string): Promise<string[]> {
  const lines: string[] = [];
  for (const name of functionNames) {
    const { Configuration: deployed } = await api.get<{ Configuration: FunctionConfiguration }>('lambda', `/2015-03-31/functions/${nameOf(name)}`);
    const bundle = bundleOf(name);
    if (!archives.has(deployed.CodeSha256) || !existsSync(bundle)) throw new Error(`the engine's ${deployed.FunctionName} holds another archive (${deployed.CodeSha256}) than the one generated`);
    const [file = '', entry = ''] = deployed.Handler.split('.');
    if (`${file}.mjs` !== `${name}.mjs` || entry !== 'handler') throw new Error(`${deployed.FunctionName} has the handler ${deployed.Handler}, which its bundle has not`);
    const module = (await import(pathToFileURL(bundle).href)) as { readonly createHandler: (options: FunctionOptions) => FunctionHandler; readonly handler: FunctionHandler };
    if (typeof module.handler !== 'function') throw new Error(`${bundle} exports no handler, so Lambda could not run it`);
    const handler = module.createHandler({ clock, environment: { ...deployed.Environment.Variables, ...added } });
    host.register(deployed.FunctionName, handler, { timeoutSeconds: deployed.Timeout });
    lines.push(`${deployed.FunctionName}: ${deployed.Handler}, ${deployed.Timeout} s, archive ${deployed.CodeSha256.slice(0, 8)}…`);
  }
  return lines;
}

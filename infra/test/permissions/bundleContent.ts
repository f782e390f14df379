import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleFile } from '../../src/constructs/functionBundle.js';
import type { FunctionName } from '../../src/names.js';

/** What a built bundle is made of, by esbuild's own report. */
export interface BundleContent {
  /** Absolute files it was made from; of constants that were inlined, no byte of their own is left in it. */
  readonly files: ReadonlySet<string>;
  /** The source it was bundled from. */
  readonly entry: string;
  /** `<package>/<Command>` of each SDK command in it, and in which folder of node_modules. */
  readonly commands: ReadonlySet<string>;
}

interface Output {
  readonly entryPoint?: string;
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

const command = /\/node_modules\/(@aws-sdk\/[\w-]+)\/dist-es\/commands\/(\w+Command)\.js$/;

/** Reads a bundle's report. */
export function bundleContent(repository: string, name: FunctionName): BundleContent {
  const report = JSON.parse(readFileSync(bundleFile(name).replace(/\.mjs$/, '.meta.json'), 'utf8')) as { inputs: object; outputs: Record<string, Output> };
  const output = Object.values(report.outputs).find((one) => one.entryPoint !== undefined);
  if (output === undefined) throw new Error(`the report of ${name} names no entry`);
  const files = Object.keys(report.inputs).map((file) => resolve(repository, file));
  const withCode = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => resolve(repository, file));
  const commands = withCode.flatMap((file) => command.exec(file)?.slice(1).join('/') ?? []);
  return { files: new Set(files), entry: resolve(repository, output.entryPoint!), commands: new Set(commands) };
}

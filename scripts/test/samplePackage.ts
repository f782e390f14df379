import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../run/root.mjs';
import { ownTests, resultsFile, type TestResults } from '../run/testResults.mjs';
import { folderOf } from './folder.js';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** How a sample package is run. */
export interface Run {
  /** vitest's own arguments. */
  readonly args?: readonly string[];
  /** The shared configuration, as source; `packageTests()` where not said. */
  readonly configuration?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly suite?: string;
  /** A program and its arguments that starts another. */
  readonly within?: readonly string[];
}

/** Variables that point the suite of engines elsewhere are not meant for a sample. */
const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_ENDPOINT_URL|CONFORMANCE_)/.test(name)));

/** Runs these test files as a package's, with the shared configuration; their globals stand for vitest's names. */
export function runOf(files: Readonly<Record<string, string>>, run: Run = {}): { readonly status: number | null; readonly folder: string; readonly output: string } {
  const folder = folderOf({
    ...files,
    'package.json': '{ "name": "sample", "type": "module" }',
    'vitest.config.ts': `
      import { engineTests, packageTests } from ${JSON.stringify(join(root, 'vitest.shared.ts'))};
      const shared = ${run.configuration ?? 'packageTests()'};
      export default { ...shared, test: { ...shared.test, globals: true } };`,
  });
  const [program = '', ...args] = [...(run.within ?? []), process.execPath, vitest, 'run', ...(run.args ?? [])];
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env: { ...own, ...run.environment }, encoding: 'utf8' });
  return { status, folder, output: `${stdout}${stderr}` };
}

/** Runs them, and reads the results that were written. */
export function resultsOf(files: Readonly<Record<string, string>>, run: Run = {}): { readonly status: number | null; readonly results: TestResults } {
  const { status, folder } = runOf(files, run);
  return { status, results: JSON.parse(readFileSync(join(folder, resultsFile(run.suite ?? ownTests)), 'utf8')) as TestResults };
}

import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { moveTemporaryFiles, runFolder } from '../run/testRun.mjs';

/**
 * In a run of `npm test`, gives the package's tests a temporary folder of their own, below the run's: what is left in
 * it afterwards was left by this package (R12.5). Runs before vitest starts its workers, which inherit it.
 */
export default function ownTemporaryFolder(project: TestProject): void {
  const folder = runFolder(process.env);
  // A vitest that a test starts is inside its package's folder already.
  if (folder === undefined || tmpdir() !== folder) return;
  const own = join(folder, basename(project.config.root));
  mkdirSync(own, { recursive: true });
  Object.assign(process.env, moveTemporaryFiles(own));
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Does work with a temporary folder of its own, also for the processes it starts; a test that fails may leave files in it. */
export async function inTemporaryFolder<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  process.env['TMPDIR'] = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

/**
 * A folder, blanks in its name, with these files (path to content); removed when the test is over.
 * @returns its absolute path
 */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'a folder '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
  }
  return folder;
}

/** A PATH on which a folder's `bin` comes first. */
export function pathWith(folder: string): string {
  return [join(folder, 'bin'), process.env['PATH']].join(delimiter);
}

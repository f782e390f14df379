import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The absolute path of a path that is relative to the repository's root. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The text of a file by its path relative to the repository's root. */
export function readRepository(path: string): string {
  return readFileSync(inRepository(path), 'utf8');
}

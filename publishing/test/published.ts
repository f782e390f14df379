import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { publishedPackages } from '../src/checkout.js';
import { pack, type Tarball } from '../src/tarball.js';

/** A temporary folder that goes when the file's tests are over. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'published-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** All published packages, packed and unpacked below a folder. */
export async function packAll(folder: string): Promise<readonly Tarball[]> {
  mkdirSync(folder, { recursive: true });
  const tarballs: Tarball[] = [];
  for (const name of publishedPackages) tarballs.push(await pack(name, folder));
  return tarballs;
}

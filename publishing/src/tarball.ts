import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { folderOfPackage, pinnedPnpm, type Manifest, type PublishedPackage } from './checkout.js';
import { succeeded } from './program.js';

/** A package as it would be published: packed by the pinned pnpm, its publishConfig applied. */
export interface Tarball {
  readonly package: PublishedPackage;
  /** The .tgz. */
  readonly file: string;
  /** Where it is unpacked. */
  readonly folder: string;
  /** What is in it, relative to its root, sorted. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
}

/** Packs a built package below `target`, and unpacks it there. @throws Error where pnpm or tar fails. */
export async function pack(name: PublishedPackage, target: string): Promise<Tarball> {
  const said = await succeeded('npx', ['--yes', pinnedPnpm(), 'pack', '--pack-destination', target, '--json'], folderOfPackage(name));
  const { filename } = JSON.parse(said) as { readonly filename: string };
  const unpacked = join(target, name);
  mkdirSync(unpacked, { recursive: true });
  await succeeded('tar', ['-xzf', filename, '-C', unpacked], target);
  const folder = join(unpacked, 'package');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());
  return {
    package: name,
    file: filename,
    folder,
    files: files.map((path) => relative('.', path).split(sep).join('/')).sort(),
    manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest,
  };
}

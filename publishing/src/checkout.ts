import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** A package that is published: its folder's name in `packages` is the last part of its own. */
export const publishedPackages = ['core', 'testkit', 'cli'] as const;

/** The name of a published package's folder. */
export type PublishedPackage = (typeof publishedPackages)[number];

/** What is read here of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package's folder. */
export const folderOfPackage = (name: PublishedPackage): string => join(root, 'packages', name);

/** A published package's package.json as it is in the checkout. */
export function manifestOf(name: PublishedPackage): Manifest {
  return JSON.parse(readFileSync(join(folderOfPackage(name), 'package.json'), 'utf8')) as Manifest;
}

/** What the root pins as the package manager, e.g. `pnpm@12.21.0`. */
export function pinnedPnpm(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly packageManager: string }).packageManager;
}

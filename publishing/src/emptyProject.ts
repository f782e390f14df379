import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedPnpm } from './checkout.js';
import { ran, succeeded, type Ended } from './program.js';
import type { Tarball } from './tarball.js';

/** Who installs. */
export type Installer = 'npm' | 'pnpm';

/** How npm names a registry that it cannot reach. */
const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/;

/** A project outside of the checkout that has nothing but what is installed from the tarballs, and `more` from the registry. */
export class EmptyProject {
  readonly folder: string;
  readonly #installer: Installer;

  constructor(folder: string, installer: Installer) {
    this.folder = folder;
    this.#installer = installer;
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Installs the tarballs as a user would the published packages, and what else the examples use (name to version). Where
   * the registry cannot be reached, from what earlier installations left in the installer's cache.
   * @returns why the registry cannot be reached, where the cache alone is not enough
   * @throws Error where anything else is
   */
  async install(tarballs: readonly Tarball[], more: Readonly<Record<string, string>>): Promise<string | undefined> {
    const files = Object.fromEntries(tarballs.map(({ manifest, file }) => [manifest.name, `file:${file}`]));
    // That they need one another is answered by the tarballs too: what the registry has under these names is not looked at.
    this.write('package.json', JSON.stringify({ name: 'empty', private: true, type: 'module', dependencies: { ...files, ...more } }, null, 2));
    this.write('pnpm-workspace.yaml', JSON.stringify({ overrides: files }));
    const why = await this.#unreachableBecause();
    const { status, stdout, stderr } = await this.#installs(why === undefined ? '--prefer-offline' : '--offline');
    if (status === 0) return undefined;
    if (why !== undefined) return why;
    throw new Error(`${this.#installer} could not install the packages:\n${stdout}${stderr}`);
  }

  /** Writes a file of the project. */
  write(path: string, content: string): void {
    writeFileSync(join(this.folder, path), content);
  }

  /** Reads a file of the project. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs an ES module of the project that must succeed, and returns what it printed. */
  module(path: string, code: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    this.write(path, code);
    return succeeded(process.execPath, [path], this.folder, environment);
  }

  /** Runs an installed program by npx, as the READMEs say; it is never fetched. */
  npx(...args: readonly string[]): Promise<Ended> {
    return ran('npx', ['--no-install', ...args], this.folder);
  }

  #installs(from: '--prefer-offline' | '--offline'): Promise<Ended> {
    if (this.#installer === 'npm') return ran('npm', ['install', from, '--no-audit', '--no-fund', '--loglevel=error'], this.folder);
    return ran('npx', ['--yes', pinnedPnpm(), 'install', from, '--no-frozen-lockfile'], this.folder);
  }

  async #unreachableBecause(): Promise<string | undefined> {
    // Not a package's data, which npm takes from its cache where it must. A registry that knows no ping answers too.
    const { status, stderr } = await ran('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=20000'], this.folder);
    const [code] = unreachable.exec(stderr) ?? [];
    return status === 0 || code === undefined ? undefined : `the registry of packages cannot be reached (${code})`;
  }
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package that would hold the emulator for this platform. */
export function dynoxidePackage(platform: string = process.platform, architecture: string = process.arch): string {
  return `@dynoxide/${platform}-${architecture}`;
}

/**
 * The path of the installed DynamoDB emulator for this platform; undefined where none is installed.
 * @param from a module's URL, from where packages are looked up
 */
export function findDynoxide(name: string = dynoxidePackage(), from: string = import.meta.url): string | undefined {
  try {
    const folder = dirname(createRequire(from).resolve(`${name}/package.json`));
    return ['dynoxide', 'dynoxide.exe'].map((file) => join(folder, file)).find((file) => existsSync(file));
  } catch {
    // Not installed: optional dependencies of other platforms never are.
    return undefined;
  }
}

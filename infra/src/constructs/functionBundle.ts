import { AssetType, TerraformAsset } from 'cdktf';
import type { Construct } from 'constructs';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionSettings } from '../functionSettings.js';
import type { FunctionName } from '../names.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** A function's built bundle. */
export function bundleFile(name: FunctionName): string {
  return join(repository, 'apps', functionSettings[name].app, 'dist', `${name}.mjs`);
}

/**
 * A function's bundle as the archive that Lambda takes: the `.mjs` alone, without its source map and build report.
 * @throws Error where it is not built.
 */
export function functionBundle(scope: Construct, id: string, name: FunctionName): TerraformAsset {
  const file = bundleFile(name);
  if (!existsSync(file)) {
    throw new Error(`The function ${name} is not built: apps/${functionSettings[name].app}/dist/${basename(file)} is not there. Build it first: npx turbo run build --filter=@drs-orchestration/${functionSettings[name].app}`);
  }
  const folder = join(repository, 'infra', 'dist', 'functions', name);
  const staged = join(folder, basename(file));
  if (!existsSync(staged) || !readFileSync(staged).equals(readFileSync(file))) {
    mkdirSync(folder, { recursive: true });
    // In one step, since others may be reading it.
    const copy = `${folder}.${process.pid}`;
    copyFileSync(file, copy);
    renameSync(copy, staged);
  }
  return new TerraformAsset(scope, id, { path: folder, type: AssetType.ARCHIVE });
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runChild } from './child.mjs';
import { pnpm } from './pnpm.mjs';
import { root } from './root.mjs';
import { turboRun } from './turbo.mjs';

/** Programs that write what names the version: the package's folder, and the program. */
const writers = [
  ['publishing', 'src/applyVersion.ts'],
  ['apps/orchestrator', 'openapi/write.ts'],
];

/**
 * Makes a version and a changelog of the changesets, and carries the version to all that names it.
 * @returns {Promise<number>} the exit status
 */
export async function makeVersion() {
  const { status } = await pnpm(['exec', 'changeset', 'version'], { output: 'inherit' });
  if (status !== 0) return status;
  for (const [folder = '', program = ''] of writers) {
    const run = ['--conditions=@drs-orchestration/source', '--import', 'tsx', program];
    const written = await runChild(process.execPath, run, { output: 'inherit', folder: join(root, folder) });
    if (written.status !== 0) return written.status;
  }
  // The API reports name the version too.
  return (await turboRun(['api-report'], { output: 'inherit' })).status;
}

/** Where a release is built; the registry compares it with what the provenance says. */
const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server = 'https://github.com' } = process.env;

/**
 * Builds what is published, publishes what the registry does not have yet, signed with where it was built, and tags it.
 * Only the release workflow can: nothing else has an identity to sign with.
 * @param {readonly string[]} args more arguments for `pnpm publish`, e.g. `--dry-run`
 * @returns {Promise<number>} the exit status
 */
export async function publish(args) {
  const built = await turboRun(['build', '--filter=./packages/*'], { output: 'inherit' });
  if (built.status !== 0) return built.status;
  for (const name of repository === undefined ? [] : published()) nameRepository(name, `git+${server}/${repository}.git`);
  const { status } = await pnpm(['--recursive', 'publish', '--provenance', '--access', 'public', '--no-git-checks', ...args], { output: 'inherit' });
  if (status !== 0 || args.includes('--dry-run')) return status;
  return (await pnpm(['exec', 'changeset', 'tag'], { output: 'inherit' })).status;
}

/** @returns {string[]} the published packages' folders, relative to the root */
function published() {
  return readdirSync(join(root, 'packages')).map((name) => join('packages', name));
}

/**
 * @param {string} folder
 * @param {string} url
 */
function nameRepository(folder, url) {
  const file = join(root, folder, 'package.json');
  const manifest = { ...JSON.parse(readFileSync(file, 'utf8')), repository: { type: 'git', url, directory: folder } };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Asks the registry for known vulnerabilities of what is deployed and published.
 * @param {readonly string[]} args more arguments for `pnpm audit`
 * @returns {Promise<number>} the exit status
 */
export async function auditDependencies(args) {
  return (await pnpm(['audit', '--prod', '--audit-level=high', ...args], { output: 'inherit' })).status;
}

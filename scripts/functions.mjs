import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Lambda functions of an app, as its package.json's `exports` name them.
 * @param {string} folder the app's
 * @returns {{ source: string, bundle: string }[]} absolute files
 * @throws when there is none, or one has no source
 */
export function functionsOf(folder) {
  /** @type {Record<string, string | Record<string, string>>} */
  const entries = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports;
  const functions = Object.values(entries).flatMap((entry) => {
    if (typeof entry === 'string' || !entry.import?.endsWith('.mjs')) return [];
    const source = entry['@drs-orchestration/source'];
    if (source === undefined) throw new Error(`${folder}/package.json: ${entry.import} names no @drs-orchestration/source`);
    return [{ source: join(folder, source), bundle: join(folder, entry.import) }];
  });
  if (functions.length === 0) throw new Error(`${folder}/package.json exports no ./dist/<function>.mjs to bundle`);
  return functions;
}

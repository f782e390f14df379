import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/**
 * What must be true, and who proves it. `decided`: what was decided where its sources disagree; `due`: the issue that
 * delivers it; `onAws`: what stands in here for what only AWS can show; `mutant`: a fault put into the product that a
 * test of this id must notice.
 * @typedef {{ id: string, says: string, decided?: string, due?: number, onAws?: string, mutant?: string }} Requirement
 */

/** @type {Readonly<Record<string, 'string' | 'number'>>} */
const keys = { id: 'string', says: 'string', decided: 'string', due: 'number', onAws: 'string', mutant: 'string' };

/**
 * Reads docs/requirements.yaml.
 * @param {string} file
 * @returns {Requirement[]}
 * @throws {Error} naming every fault in it
 */
export function readRequirements(file) {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const faults = document.errors.map((error) => error.message);
  const entries = document.toJS();
  if (faults.length === 0 && !Array.isArray(entries)) faults.push('it is no list of requirements');
  /** @type {Requirement[]} */
  const requirements = Array.isArray(entries) ? entries : [];
  faults.push(...requirements.flatMap((entry, position) => faultsOf(entry, position, requirements)));
  if (faults.length > 0) throw new Error(`${file} is not as it must be:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return requirements;
}

/**
 * @param {Requirement} entry
 * @param {number} position
 * @param {readonly Requirement[]} all
 * @returns {string[]}
 */
function faultsOf(entry, position, all) {
  if (typeof entry !== 'object' || entry === null) return [`entry ${position + 1} is no requirement`];
  const name = typeof entry.id === 'string' ? entry.id : `entry ${position + 1}`;
  const missing = ['id', 'says'].filter((key) => !(key in entry)).map((key) => `${name} has no ${key}`);
  const wrong = Object.entries(entry).flatMap(([key, value]) => {
    const wanted = keys[key];
    if (wanted === undefined) return [`${name} has an unknown key, ${key}`];
    return typeof value === wanted && value !== '' ? [] : [`${name}: ${key} must be a ${wanted}`];
  });
  const twice = all.findIndex((other) => other?.id === entry.id) < position ? [`${name} is there twice`] : [];
  return [...missing, ...wrong, ...twice];
}

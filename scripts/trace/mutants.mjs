import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A fault that can be put into the product, and the ids (among other words) of what notices it.
 * @typedef {{ name: string, proves: readonly string[] }} Mutant
 */

/**
 * The catalogue of mutants.
 * @param {string} root the checkout's
 * @returns {Promise<readonly Mutant[] | undefined>} undefined where the checkout has none
 */
export async function readMutants(root) {
  const file = join(root, 'simulation', 'mutants', 'catalogue', 'index.ts');
  if (!existsSync(file)) return undefined;
  const { tsImport } = await import('tsx/esm/api');
  return (await tsImport(pathToFileURL(file).href, import.meta.url)).catalogue;
}

/**
 * What is wrong between requirements and mutants: each R and P names a mutant, which exists and claims that id.
 * @param {readonly import('./requirements.mjs').Requirement[]} requirements
 * @param {readonly Mutant[]} catalogue
 * @returns {string[]}
 */
export function faultsOfMutants(requirements, catalogue) {
  return requirements.flatMap(({ id, mutant }) => {
    if (mutant === undefined) return /^[RP]/.test(id) ? [`${id} names no mutant: a title alone proves nothing`] : [];
    const named = catalogue.find(({ name }) => name === mutant);
    if (named === undefined) return [`${id} names the mutant ${mutant}, which is not in the catalogue`];
    return named.proves.includes(id) ? [] : [`${id} names the mutant ${mutant}, which claims ${named.proves.join(', ') || 'nothing'}`];
  });
}

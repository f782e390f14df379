import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { root } from './root.mjs';
import { readAllTestResults } from './testResults.mjs';

/** Columns where the output is no terminal, and the fewest a table fits into. */
const wide = 160;
const narrow = 80;

/**
 * Prints which requirement is proven by which tests of the last run, as a table, `--json`, or one `--id R2.4`.
 * @param {readonly string[]} args
 * @returns {Promise<number>} 1 where a requirement is not proven, or a title, a mutant or the list itself is wrong
 */
export async function trace(args) {
  const options = chosen(args);
  if (options === undefined) return 2;
  // Loaded here, because what they need is there only once it is installed.
  const { describeMatrix, describeRow, summarize } = await import('../trace/describeMatrix.mjs');
  const { matrix } = await import('../trace/matrix.mjs');
  const { faultsOfMutants, readMutants } = await import('../trace/mutants.mjs');
  const { readRequirements } = await import('../trace/requirements.mjs');
  const results = readAllTestResults();
  if (results.length === 0) {
    console.error('There are no test results: run npm test first.');
    return 1;
  }
  const requirements = readRequirements(join(root, 'docs', 'requirements.yaml'));
  const catalogue = await readMutants(root);
  const { rows, faults: wrongTitles } = matrix(requirements, results);
  const one = options.id === undefined ? rows : rows.filter(({ id }) => id === options.id);
  if (one.length === 0) {
    console.error(`${options.id} is no requirement: docs/requirements.yaml has ${rows[0]?.id} to ${rows.at(-1)?.id}.`);
    return 2;
  }
  const open = rows.filter(({ state }) => state === 'UNPROVEN' || state === 'FAILED').map(({ id, state }) => `${id} is ${state}`);
  const faults = [...wrongTitles, ...(catalogue === undefined ? [] : faultsOfMutants(requirements, catalogue)), ...open];
  if (options.json) {
    console.log(JSON.stringify({ summary: summarize(rows), faults, requirements: one }, null, 2));
  } else if (options.id === undefined) {
    console.log(describeMatrix(rows, Math.max(narrow, process.stdout.columns ?? wide)));
    for (const fault of faults) console.log(fault);
    console.log(summarize(rows));
  } else {
    for (const line of one.flatMap(describeRow)) console.log(line);
  }
  if (options.id !== undefined) return one.some(({ state }) => state === 'UNPROVEN' || state === 'FAILED') ? 1 : 0;
  return faults.length > 0 ? 1 : 0;
}

/** @param {readonly string[]} args */
function chosen(args) {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean' }, id: { type: 'string' } } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nnpm run trace -- [--json] [--id R2.4]`);
    return undefined;
  }
}

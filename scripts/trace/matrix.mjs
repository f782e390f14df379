import { idsInTitle } from './titleIds.mjs';

/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/**
 * A test that carries an id.
 * @typedef {{ package: string, file: string, title: string, state: 'passed' | 'failed' | 'skipped' }} Proof
 */

/**
 * How a requirement stands. `ON_AWS`: proven here by what stands in for AWS.
 * @typedef {'PROVEN' | 'ON_AWS' | 'DUE' | 'UNPROVEN' | 'FAILED'} State
 */

/** @typedef {Requirement & { state: State, passed: number, tests: Proof[] }} Row */

/**
 * Each requirement with the tests whose titles carry its id.
 * @param {readonly Requirement[]} requirements
 * @param {readonly import('../run/testResults.mjs').TestResults[]} results
 * @returns {{ rows: Row[], faults: string[] }} `faults` are titles that carry an id nobody knows
 */
export function matrix(requirements, results) {
  const tests = results.flatMap((result) => result.tests.map((test) => ({ package: result.package, ...test, ...idsInTitle(test.title) })));
  const known = new Set(requirements.map(({ id }) => id));
  const faults = tests.flatMap(({ ids, malformed, file, title }) =>
    [...ids.filter((id) => !known.has(id)), ...malformed].map((id) => `[${id}] is no requirement: ${file}: ${title}`),
  );
  const rows = requirements.map((requirement) => {
    const proofs = tests.filter(({ ids }) => ids.includes(requirement.id)).map(({ ids: _ids, malformed: _malformed, ...proof }) => proof);
    const passed = proofs.filter(({ state }) => state === 'passed').length;
    return { ...requirement, state: stateOf(requirement, proofs, passed), passed, tests: proofs };
  });
  return { rows, faults };
}

/**
 * @param {Requirement} requirement
 * @param {readonly Proof[]} proofs
 * @param {number} passed
 * @returns {State}
 */
function stateOf(requirement, proofs, passed) {
  if (proofs.some(({ state }) => state === 'failed')) return 'FAILED';
  if (requirement.due !== undefined) return 'DUE';
  if (passed === 0) return 'UNPROVEN';
  return requirement.onAws === undefined ? 'PROVEN' : 'ON_AWS';
}

import { flowsOf, statesOf, targetsOf } from './machine.js';
import type { Rule } from './rule.js';

/** Transitions, those of a Catch included, stay within their own Map. */
export const boundaries: Rule = (machine) =>
  statesOf(machine).flatMap(({ name, state, flow }) =>
    targetsOf(state)
      .filter((target) => flow.States[target] === undefined)
      .map((target) => `${name}: ${target} is not a state beside it`),
  );

/** Every state can be reached. */
export const reachability: Rule = (machine) =>
  flowsOf(machine).flatMap(({ flow }) => {
    const reached = new Set([flow.StartAt]);
    for (const name of reached) {
      const state = flow.States[name];
      if (state !== undefined) for (const target of targetsOf(state)) reached.add(target);
    }
    return Object.keys(flow.States)
      .filter((name) => !reached.has(name))
      .map((name) => `${name}: nothing leads to it`);
  });

/** No two states share a name, not even in different Maps: the history tells them apart by it. */
export const uniqueNames: Rule = (machine) => {
  const names = statesOf(machine).map(({ name }) => name);
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name}: two states have this name`);
};

/** An iteration leaves nothing behind: 40 long Causes in a Map's output would pass 256 KB. */
export const emptyEnds: Rule = (machine) =>
  statesOf(machine)
    .filter(({ state, map }) => map !== undefined && (state['End'] === true || state.Type === 'Succeed'))
    .filter(({ state }) => !(state.Type === 'Pass' && JSON.stringify(state['Result']) === '{}' && !('ResultPath' in state)))
    .map(({ name }) => `${name}: it ends an iteration and is no Pass with the Result {}`);

/** Only JSONPath, which Step Functions Local runs. */
export const jsonPathOnly: Rule = (machine) => {
  const foreign = ['QueryLanguage', 'Arguments', 'Assign', 'Output', 'Items'];
  const own = foreign.filter((field) => field in machine).map((field) => `the machine: ${field} is not JSONPath's`);
  return statesOf(machine).reduce(
    (faults, { name, state }) => [...faults, ...foreign.filter((field) => field in state).map((field) => `${name}: ${field} is not JSONPath's`)],
    own,
  );
};

import { statesOf, type PlacedState } from './machine.js';
import type { Rule } from './rule.js';

interface Condition {
  readonly Variable?: string;
  readonly And?: readonly Condition[];
  readonly [operator: string]: unknown;
}

const conditionsOf = (rule: Condition): readonly Condition[] => rule.And ?? [rule];

const present = (condition: Condition, is: boolean): string[] =>
  condition['IsPresent'] === is && condition.Variable !== undefined ? [condition.Variable] : [];

const choicesOf = (machine: Parameters<Rule>[0]): PlacedState[] => statesOf(machine).filter(({ state }) => state.Type === 'Choice');

/** The rules of a Choice with the variables that are known to be present when each is looked at. */
function guarded({ state }: PlacedState): { readonly rule: Condition; readonly before: readonly string[] }[] {
  const known: string[] = [];
  return (state['Choices'] as readonly Condition[]).map((rule) => {
    const before = [...known];
    // A rule of its own that leaves when the variable is absent guards all that follow.
    known.push(...present(rule, false));
    return { rule, before };
  });
}

/** A Choice compares only what it knows to be present: a missing path is States.Runtime, which nothing catches. */
export const presence: Rule = (machine) =>
  choicesOf(machine).flatMap((placed) =>
    guarded(placed).flatMap(({ rule, before }) => {
      const known = [...before];
      return conditionsOf(rule).flatMap((condition) => {
        if ('IsPresent' in condition) {
          known.push(...present(condition, true));
          return [];
        }
        const variable = condition.Variable;
        if (variable === undefined) return [`${placed.name}: only And may combine conditions here`];
        return known.includes(variable) ? [] : [`${placed.name}: it compares ${variable} without knowing that it is present`];
      });
    }),
  );

/** A Choice has a Default, and an absent variable leads there too. */
export const defaults: Rule = (machine) =>
  choicesOf(machine).flatMap(({ name, state }) => [
    ...(typeof state['Default'] === 'string' ? [] : [`${name}: it has no Default`]),
    ...(state['Choices'] as readonly Condition[])
      .filter((rule) => present(rule, false).length > 0 && rule['Next'] !== state['Default'])
      .map((rule) => `${name}: without ${String(rule.Variable)} it goes to ${String(rule['Next'])} and not to its Default`),
  ]);

/** A Wait for seconds out of an answer is entered only from a Choice that found them there and at least 1. */
export const waits: Rule = (machine) =>
  statesOf(machine)
    .filter(({ state }) => state.Type === 'Wait' && 'SecondsPath' in state)
    .flatMap(({ name, state, flow }) => {
      const path = state['SecondsPath'];
      const entering = Object.values(flow.States).flatMap((other) => [
        ...((other['Choices'] as readonly Condition[] | undefined) ?? []).filter((rule) => rule['Next'] === name),
        ...(other['Next'] === name || other['Default'] === name ? [{}] : []),
      ]);
      const guards = (rule: Condition): boolean => {
        const about = conditionsOf(rule).filter((condition) => condition.Variable === path);
        return about.some((one) => one['IsPresent'] === true) && about.some((one) => one['NumericGreaterThanEquals'] === 1);
      };
      return entering.every(guards) ? [] : [`${name}: it is entered without a look at ${String(path)}`];
    });

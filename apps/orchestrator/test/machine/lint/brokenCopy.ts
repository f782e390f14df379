import { statesOf, type Flow } from './machine.js';

/** A field's place below a state (found by its name, wherever it stands), or below the machine where the name is empty. */
export type Place = readonly [state: string, ...path: (string | number)[]];

/** A copy of the machine in which the value at `place` is what `change` makes of it; undefined: the field is gone. */
export function brokenCopy(machine: Flow, place: Place, change: (value: unknown) => unknown): Flow {
  const copy = structuredClone(machine);
  const [name, ...path] = place;
  const owner = name === '' ? copy : statesOf(copy).find((placed) => placed.name === name)?.state;
  const field = path.pop();
  const parent = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], owner) as Record<string | number, unknown> | undefined;
  if (parent === undefined || field === undefined) throw new Error(`the machine has no ${place.join('.')}`);
  const changed = change(parent[field]);
  if (changed === undefined) delete parent[field];
  else parent[field] = changed;
  return copy;
}

/** The field gets this value. */
export const to = (value: unknown) => (): unknown => value;

/** The field is taken away. */
export const gone = (): undefined => undefined;

/** The list's order is turned round. */
export const reversed = (value: unknown): unknown => [...(value as unknown[])].reverse();

/** The list loses its first entry. */
export const withoutFirst = (value: unknown): unknown => (value as unknown[]).slice(1);

/** The list loses its last entry. */
export const withoutLast = (value: unknown): unknown => (value as unknown[]).slice(0, -1);

import { invalid } from '../refusals.js';
import type { Input } from './operation.js';

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What reaches an operation of DRS is as the service's model says (model/assertInput): types, bounds and patterns hold.

/** A list of ids, if it is given. */
export function optionalIds(input: Input, name: string): readonly string[] | undefined {
  return (input[name] ?? undefined) as readonly string[] | undefined;
}

/** A list of ids, none of them twice. */
export function differentIds(input: Input, name: string): readonly string[] {
  const ids = optionalIds(input, name) ?? [];
  if (new Set(ids).size < ids.length) throw invalid(`${name} must not have an id twice`);
  return ids;
}

/** A text, if it is given. */
export function optionalText(input: Input, name: string): string | undefined {
  return (input[name] ?? undefined) as string | undefined;
}

/** Tags, if they are given: texts by key. */
export function optionalTags(input: Input): Record<string, string> {
  return { ...(input['tags'] as Record<string, string> | null | undefined) };
}

/** The filters of a list. One that the emulator lacks is refused by name, since ignoring it would answer too much. */
export function filtersOf(input: Input, known: readonly string[]): Input {
  const filters = (input['filters'] ?? {}) as Input;
  const unknown = Object.keys(filters).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`filters: the DRS emulator does not have ${unknown}, only ${known.join(', ')}`);
  return filters;
}

/** Whether a filter lets an id through: an empty one lets all through, as an absent one does. */
export function lets(filter: readonly string[] | undefined, id: string): boolean {
  return filter === undefined || filter.length === 0 || filter.includes(id);
}

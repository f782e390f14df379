import { invalid } from '../refusals.js';
import type { Input } from './operation.js';

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of ids, if it is given; of at most so many. */
export function optionalIds(input: Input, name: string, most: number): readonly string[] | undefined {
  const ids = input[name];
  if (ids === undefined || ids === null) return undefined;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) throw invalid(`${name} must be a list of ids`);
  if (ids.length > most) throw invalid(`${name} must have at most ${most} ids, but has ${ids.length}`);
  return ids;
}

/** A list of 1 to `most` ids, none of them twice. */
export function neededIds(input: Input, name: string, most: number): readonly string[] {
  const ids = optionalIds(input, name, most) ?? [];
  if (ids.length === 0) throw invalid(`${name} must have 1 to ${most} ids`);
  if (new Set(ids).size < ids.length) throw invalid(`${name} must not have an id twice`);
  return ids;
}

/** A text, if it is given. */
export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value !== undefined && value !== null && typeof value !== 'string') throw invalid(`${name} must be a text`);
  return value ?? undefined;
}

/** Tags, if they are given: texts by key. */
export function optionalTags(input: Input): Record<string, string> {
  const tags = input['tags'] ?? {};
  if (!isObject(tags) || !Object.values(tags).every((value) => typeof value === 'string')) throw invalid('tags must be texts by key');
  return { ...tags } as Record<string, string>;
}

/** The filters of a list. One that the emulator lacks is refused by name, since ignoring it would answer too much. */
export function filtersOf(input: Input, known: readonly string[]): Input {
  const filters = input['filters'] ?? {};
  if (!isObject(filters)) throw invalid('filters must be an object');
  const unknown = Object.keys(filters).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`filters: the DRS emulator does not have ${unknown}, only ${known.join(', ')}`);
  return filters;
}

/** Whether a filter lets an id through: an empty one lets all through, as an absent one does. */
export function lets(filter: readonly string[] | undefined, id: string): boolean {
  return filter === undefined || filter.length === 0 || filter.includes(id);
}

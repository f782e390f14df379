import { isDeepStrictEqual } from 'node:util';
import { printable } from '../display/printable.js';

/** A place in which two versions differ. A value that one of them lacks is absent. */
export interface Difference {
  readonly Path: string;
  readonly Stored?: unknown;
  readonly Given?: unknown;
}

/** What names an entry of a list, so that one put in between does not make all that follow look changed. */
const keys = ['WaveNumber', 'GroupId'] as const;

/** Every place in which a given value differs from the stored one, in the order of the given one; lists of plain values as wholes. */
export function differences(stored: unknown, given: unknown, path: string = ''): readonly Difference[] {
  if (isDeepStrictEqual(stored, given)) return [];
  if (isMap(stored) && isMap(given)) {
    const names = [...new Set([...Object.keys(given), ...Object.keys(stored)])];
    return names.flatMap((name) => differences(stored[name], given[name], path === '' ? name : `${path}.${name}`));
  }
  const keyed = keyOf(stored, given);
  if (keyed !== undefined) {
    const [before, after] = [byKey(stored as readonly Entry[], keyed), byKey(given as readonly Entry[], keyed)];
    return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => differences(before.get(key), after.get(key), `${path}[${keyed} ${String(key)}]`));
  }
  return [{ Path: path, ...(stored === undefined ? {} : { Stored: stored }), ...(given === undefined ? {} : { Given: given }) }];
}

/** A difference as a line for people. */
export function differenceLine({ Path, Stored, Given }: Difference): string {
  if (Stored === undefined) return printable(`+ ${Path}: ${short(Given)}`);
  if (Given === undefined) return printable(`- ${Path}: ${short(Stored)}`);
  return printable(`~ ${Path}: ${short(Stored)} → ${short(Given)}`);
}

type Entry = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyOf(...lists: readonly unknown[]): string | undefined {
  return keys.find((key) => lists.every((list) => Array.isArray(list) && list.length > 0 && list.every((entry) => isMap(entry) && key in entry)));
}

function byKey(list: readonly Entry[], key: string): ReadonlyMap<unknown, Entry> {
  return new Map(list.map((entry) => [entry[key], entry]));
}

function short(value: unknown): string {
  if (isMap(value) && 'WaveName' in value) return `wave ${String(value['WaveName'])}`;
  if (isMap(value) && 'GroupName' in value) return `group ${String(value['GroupName'])}`;
  const text = Array.isArray(value) ? value.map((entry) => (typeof entry === 'object' ? JSON.stringify(entry) : String(entry))).join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 100 ? text : `${text.slice(0, 97)}...`;
}

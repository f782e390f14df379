import { drsShapes } from './drsShapes.js';
import type { Shape } from './serviceModel.js';

/** A value that is not as the model says. */
export interface Violation {
  /** Where it is, as AWS writes paths: `sourceServers.1.member.sourceServerID`; lists count from 1. */
  readonly path: string;
  /** TYPE: not of the shape's type. CONSTRAINT: outside its bounds, pattern or words, or missing. UNKNOWN: a member that the model lacks. */
  readonly kind: 'TYPE' | 'CONSTRAINT' | 'UNKNOWN';
  /** AWS's words for the rule, e.g. `Member must not be null`. */
  readonly rule: string;
  readonly value: unknown;
}

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const ofType: Readonly<Record<Shape['type'], { readonly name: string; readonly matches: (value: unknown) => boolean }>> = {
  structure: { name: 'an object', matches: isMembers },
  map: { name: 'an object', matches: isMembers },
  list: { name: 'a list', matches: Array.isArray },
  string: { name: 'a text', matches: (value) => typeof value === 'string' },
  integer: { name: 'a whole number', matches: Number.isInteger },
  long: { name: 'a whole number', matches: Number.isInteger },
  boolean: { name: 'true or false', matches: (value) => typeof value === 'boolean' },
};

const patterns = new Map<string, RegExp>();

/** A model's pattern is for the whole text. */
function wholly(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  patterns.set(pattern, known);
  return known;
}

const within = (size: number, { min = -Infinity, max = Infinity }: Shape): boolean => size >= min && size <= max;

/** The bound that is broken, in AWS's words; `what` is "length" or "value". */
const bound = (what: string, size: number, { min = -Infinity, max = Infinity }: Shape): string =>
  size < min ? `Member must have ${what} greater than or equal to ${min}` : `Member must have ${what} less than or equal to ${max}`;

/** The rules of its own shape that a value of the right type breaks. */
function brokenRules(shape: Shape, value: unknown): readonly string[] {
  if (typeof value === 'number') return within(value, shape) ? [] : [bound('value', value, shape)];
  if (typeof value !== 'string') {
    const size = Array.isArray(value) ? value.length : shape.type === 'map' && isMembers(value) ? Object.keys(value).length : undefined;
    return size === undefined || within(size, shape) ? [] : [bound('length', size, shape)];
  }
  // A model counts characters, not UTF-16 units.
  const length = value.length > (shape.max ?? Infinity) ? [...value].length : value.length;
  // A pattern is not tried on a text of any length: some are slow.
  if (!within(length, shape)) return [bound('length', length, shape)];
  if (shape.enum !== undefined && !shape.enum.includes(value)) return [`Member must satisfy enum value set: [${shape.enum.join(', ')}]`];
  return shape.pattern === undefined || wholly(shape.pattern).test(value) ? [] : [`Member must satisfy regular expression pattern: ${shape.pattern}`];
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function ofStructure({ members = {}, required = [] }: Shape, value: Readonly<Record<string, unknown>>, path: string): readonly Violation[] {
  const missing = required.filter((name) => (value[name] ?? null) === null).map((name): Violation => ({ path: below(path, name), kind: 'CONSTRAINT', rule: 'Member must not be null', value: null }));
  const inner = Object.entries(value).flatMap(([name, member]): readonly Violation[] => {
    const shape = Object.hasOwn(members, name) ? members[name] : undefined;
    if (shape === undefined) return [{ path: below(path, name), kind: 'UNKNOWN', rule: 'The model has no such member', value: member }];
    // In JSON, null is as good as absent.
    return member === null || member === undefined ? [] : violations(shape, member, below(path, name));
  });
  return [...missing, ...inner];
}

/** All that is wrong with a value by one of DRS's shapes. @param path where the value is; empty: at the top */
export function violations(shapeName: string, value: unknown, path = ''): readonly Violation[] {
  const shape = drsShapes[shapeName];
  if (shape === undefined) throw new Error(`DRS's model has no shape ${shapeName}`);
  const { name, matches } = ofType[shape.type];
  if (!matches(value)) return [{ path, kind: 'TYPE', rule: `Member must be ${name}`, value }];
  const own = brokenRules(shape, value).map((rule): Violation => ({ path, kind: 'CONSTRAINT', rule, value }));
  if (shape.type === 'structure') return [...own, ...ofStructure(shape, value as Readonly<Record<string, unknown>>, path)];
  const items = Array.isArray(value) ? value.map((item, index) => [String(index + 1), item as unknown] as const) : shape.type === 'map' ? Object.entries(value as object) : [];
  return [
    ...own,
    ...(shape.key === undefined ? [] : items.flatMap(([key]) => violations(shape.key ?? '', key, `${path}.${key}.key`))),
    ...items.flatMap(([key, item]) => violations(shape.member ?? shape.value ?? '', item, `${path}.${key}.${shape.type === 'map' ? 'value' : 'member'}`)),
  ];
}

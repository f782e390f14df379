import * as z from 'zod';
import { formatPath, parsePath, valueAt, type PathSegments } from './faultPath.js';
import { nearestWord } from './nearestWord.js';
import type { Fault } from './plan.js';

/** A value as a message shows it: short, and never more than its kind where it is a list or a map. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') {
    return `the text ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)}`;
  }
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  return value === true ? 'true' : value === false ? 'false' : `a ${typeof value}`;
}

const expectations: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
};

function hint(expected: string, value: unknown): string {
  if ((expected === 'number' || expected === 'int') && typeof value === 'string' && /^\s*[-+]?[\d.]+\s*$/.test(value)) {
    return ': write it without quotes';
  }
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return ': put it in quotes';
  if (expected === 'boolean' && typeof value === 'string') {
    if (/^(yes|on|true)$/i.test(value)) return ': write true';
    if (/^(no|off|false)$/i.test(value)) return ': write false';
  }
  return '';
}

function quantity(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} character${limit === 1 ? '' : 's'}`;
  if (origin === 'array' || origin === 'set') return `${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return String(limit);
}

const counted = (origin: string): string => (origin === 'string' || origin === 'array' || origin === 'set' ? 'have' : 'be');

function actual(value: unknown, origin: string): string {
  if (origin === 'string' && typeof value === 'string') return `it has ${value.length}`;
  if (Array.isArray(value)) return value.length === 0 ? 'it is empty' : `it has ${value.length}`;
  return `it is ${typeof value === 'number' ? value : shown(value)}`;
}

function wordFault(allowed: readonly unknown[], value: unknown): string {
  const words = allowed.map(String);
  const meant = typeof value === 'string' ? nearestWord(value, words) : undefined;
  const list = words.length === 1 ? words[0] : `one of ${words.join(', ')}`;
  return `must be ${list}, but is ${shown(value)}${meant === undefined ? '' : `: did you mean ${meant}?`}`;
}

function explain(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = expectations[issue.expected] ?? `a ${issue.expected}`;
      if (value === undefined) return `is missing: give ${expected}`;
      if (value === null) return `is empty: give ${expected}, or remove the key`;
      return `must be ${expected}, but is ${shown(value)}${hint(issue.expected, value)}`;
    }
    case 'invalid_value':
      return value === undefined ? `is missing: give one of ${issue.values.join(', ')}` : wordFault(issue.values, value);
    case 'too_small':
      return `must ${counted(issue.origin)} at least ${quantity(issue.minimum, issue.origin)}, but ${actual(value, issue.origin)}`;
    case 'too_big':
      return `must ${counted(issue.origin)} at most ${quantity(issue.maximum, issue.origin)}, but ${actual(value, issue.origin)}`;
    case 'invalid_key':
      return `has a key that is not allowed: ${issue.issues[0]?.message ?? issue.message}`;
    case 'invalid_format':
      return `${issue.message}, but is ${shown(value)}`;
    case 'invalid_union':
      return `${issue.message}, but is ${shown(value)}${hint('number', value)}`;
    default:
      return issue.message;
  }
}

interface Definition {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

/** The schemas that may hold at a place: one, or several where the choice is open. */
function schemasAt(schema: z.core.$ZodType, segments: PathSegments): readonly z.core.$ZodType[] {
  const definition = schema._zod.def as Definition;
  const [first, ...rest] = segments;
  if (first === undefined) return [schema];
  const inner = definition.innerType ?? definition.in;
  if (inner !== undefined) return schemasAt(inner, segments);
  if (definition.options !== undefined) return definition.options.flatMap((option) => schemasAt(option, segments));
  const next = typeof first === 'number' ? definition.element : definition.shape?.[first];
  return next === undefined ? [] : schemasAt(next, rest);
}

/** A schema without its default, option or transformation. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const definition = schema._zod.def as Definition;
  const inner = definition.innerType ?? definition.in;
  return inner === undefined ? schema : unwrapped(inner);
}

/** The schemas a value may be held to where the choice is open, else the one. */
function alternativesOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const alone = unwrapped(schema);
  return (alone._zod.def as Definition).options?.flatMap(alternativesOf) ?? [alone];
}

/** The keys that are known where these are not: those of the alternative that was meant, which misses exactly these. */
function knownKeys(schemas: readonly z.core.$ZodType[], unknown: readonly string[], value: unknown): readonly string[] {
  const alternatives = schemas.flatMap(alternativesOf);
  const meant = alternatives.filter((alternative) =>
    z.safeParse(alternative, value).error?.issues.some(
      (issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0 && issue.keys.join() === unknown.join(),
    ),
  );
  return (meant.length > 0 ? meant : alternatives).flatMap((alternative) => Object.keys((alternative._zod.def as Definition).shape ?? {}));
}

/** What belongs at a place, as its schema describes it. */
function descriptionAt(schema: z.core.$ZodType, segments: PathSegments): string | undefined {
  const [found] = schemasAt(schema, segments);
  const description = found === undefined ? undefined : z.globalRegistry.get(found)?.description;
  return description === undefined ? undefined : `${description.charAt(0).toLowerCase()}${description.slice(1)}`;
}

/** Whether an alternative was not even meant: the value as a whole is of another kind. */
const isOtherKind = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some((issue) => issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value'));

/** The faults against the alternative that was probably meant: of the value's kind, and with the fewest faults. */
function faultsOfAlternatives(schema: z.core.$ZodType, issue: z.core.$ZodIssueInvalidUnion, value: unknown): readonly Fault[] {
  const ranked = issue.errors
    .map((issues, index) => ({ issues, index, rank: (isOtherKind(issues) ? 1_000 : 0) + issues.length }))
    .sort((a, b) => a.rank - b.rank);
  const [best] = ranked;
  const option = (schema._zod.def as Definition).options?.[best?.index ?? 0];
  if (best === undefined || option === undefined) return [];
  return best.issues.flatMap((nested) => faultsOfIssue(option, nested, value));
}

function faultsOfIssue(schema: z.core.$ZodType, issue: z.core.$ZodIssue, input: unknown): readonly Fault[] {
  const segments = issue.path as PathSegments;
  const value = valueAt(input, segments);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schemasAt(schema, segments), issue.keys, value);
    return issue.keys.map((key) => {
      const meant = nearestWord(key, known);
      const advice = meant === undefined ? `known here are ${known.join(', ')}` : `did you mean ${meant}?`;
      return { path: formatPath([...segments, key]), message: `is not a known key: ${advice}` };
    });
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    const union = schemasAt(schema, segments).map(unwrapped).find((found) => (found._zod.def as Definition).options !== undefined);
    const faults = union === undefined ? [] : faultsOfAlternatives(union, issue, value);
    if (faults.length > 0) {
      return faults.map((fault) => ({ ...fault, path: formatPath([...segments, ...parsePath(fault.path)]) }));
    }
  }
  const wanted = value === undefined ? descriptionAt(schema, segments) : undefined;
  return [{ path: formatPath(segments), message: wanted === undefined ? explain(issue, value) : `is missing: ${wanted}` }];
}

/**
 * Holds an input to a schema: the value with its defaults, or every fault, at most one a place, each with a message
 * for the person who wrote the input.
 */
export function checkShape<T>(
  schema: z.ZodType<T>,
  input: unknown,
): { readonly value: T; readonly faults: readonly [] } | { readonly value?: never; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(input);
  if (result.success) return { value: result.data, faults: [] };
  const byPath = new Map<string, Fault>();
  for (const fault of result.error.issues.flatMap((issue) => faultsOfIssue(schema, issue, input))) {
    if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  }
  return { faults: [...byPath.values()] };
}

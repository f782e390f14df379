import { parseTimestamp } from '../states/timestamp.js';
import { stringMatches } from './stringMatches.js';

/** Compares two values; values of a kind it is not for are unequal, which is no failure. */
export type Comparison = (value: unknown, with_: unknown) => boolean;

const order = {
  Equals: (sign: number) => sign === 0,
  LessThan: (sign: number) => sign < 0,
  GreaterThan: (sign: number) => sign > 0,
  LessThanEquals: (sign: number) => sign <= 0,
  GreaterThanEquals: (sign: number) => sign >= 0,
} as const;

/** Comparisons of one kind of value: `key` gives what is compared, undefined for other kinds. */
function ordered<Key extends number | string>(kind: string, key: (value: unknown) => Key | undefined): [string, Comparison][] {
  return Object.entries(order).map(([name, test]) => [
    `${kind}${name}`,
    (value, with_) => {
      const [a, b] = [key(value), key(with_)];
      return a !== undefined && b !== undefined && test(a < b ? -1 : a > b ? 1 : 0);
    },
  ]);
}

const numberKey = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const stringKey = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const timeKey = (value: unknown): number | undefined => (typeof value === 'string' ? parseTimestamp(value) : undefined);

/** The comparison operators that have a `…Path` variant too. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ...ordered('Numeric', numberKey),
  ...ordered('String', stringKey),
  ...ordered('Timestamp', timeKey),
  ['BooleanEquals', (value, with_) => typeof value === 'boolean' && value === with_],
]);

/** What a comparison's constant must be, by the beginning of its name. */
export const operandKinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  Numeric: (value) => numberKey(value) !== undefined,
  String: (value) => stringKey(value) !== undefined,
  Timestamp: (value) => timeKey(value) !== undefined,
  Boolean: (value) => typeof value === 'boolean',
};

/** The operators that ask what a value is; `IsPresent` is not among them, since it alone may find none. */
export const typeTests: ReadonlyMap<string, (value: unknown) => boolean> = new Map<string, (value: unknown) => boolean>([
  ['IsNull', (value) => value === null],
  ['IsNumeric', (value) => typeof value === 'number'],
  ['IsString', (value) => typeof value === 'string'],
  ['IsBoolean', (value) => typeof value === 'boolean'],
  ['IsTimestamp', (value) => timeKey(value) !== undefined],
]);

/** `StringMatches`: a constant pattern only. */
export const matches: Comparison = (value, pattern) =>
  typeof value === 'string' && typeof pattern === 'string' && stringMatches(value, pattern);

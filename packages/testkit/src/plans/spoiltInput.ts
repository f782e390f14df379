import * as fc from 'fast-check';

/** An input with something wrong in it, and what was done to it. */
export interface SpoiltInput {
  readonly input: unknown;
  /** e.g. `Waves.0.WaveNumber: null`. */
  readonly changes: readonly string[];
}

type Path = readonly (string | number)[];

/** Values of every other type, of other words, of sizes and signs that nobody expects. */
const oddValues: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, '', ' ', 'NEVER_HEARD_OF', '0', 'null', '../..', '__proto__', 'x'.repeat(3_000), '\u0000', '\ud800', 'Größe 大きさ 🗻',
  [], [null], [[]], ['a', 'a'], {}, { constructor: 1 }, { toString: null }, { length: 1 },
];

/** Names that mean something to JavaScript itself, and one that nobody knows. */
const oddKeys: readonly string[] = ['NeverHeardOf', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''];

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** The paths of all that is in a value, itself first. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (isList(value)) return [path, ...value.flatMap((item, index) => pathsIn(item, [...path, index]))];
  if (isMap(value)) return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))];
  return [path];
}

/** An own key of a map, even where JavaScript would take the assignment for something else. */
function withKey(map: object, key: string, value: unknown): object {
  return Object.defineProperty({ ...map }, key, { value, enumerable: true, configurable: true, writable: true });
}

function changed(value: unknown, path: Path, change: (at: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (isList(value)) return value.map((item, index) => (index === key ? changed(item, rest, change) : item));
  return isMap(value) ? withKey(value, String(key), changed(value[String(key)], rest, change)) : value;
}

function removed(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  return changed(value, path.slice(0, -1), (holder) => {
    if (isList(holder)) return holder.filter((_, index) => index !== last);
    if (!isMap(holder)) return holder;
    return Object.fromEntries(Object.entries(holder).filter(([key]) => key !== last));
  });
}

interface Change {
  readonly at: number;
  readonly odd: number;
  readonly kind: 'REMOVE' | 'REPLACE' | 'ADD_KEY' | 'WRAP' | 'AS_TEXT' | 'REPEAT';
}

function applied(value: unknown, { at, odd, kind }: Change): readonly [unknown, string] {
  const paths = pathsIn(value);
  const path = paths[at % paths.length] ?? [];
  const place = path.join('.') || 'the whole';
  const replacement = oddValues[odd % oddValues.length];
  switch (kind) {
    case 'REMOVE':
      return [removed(value, path), `${place}: removed`];
    case 'REPLACE':
      return [changed(value, path, () => replacement), `${place}: ${(JSON.stringify(replacement) ?? 'undefined').slice(0, 40)}`];
    case 'ADD_KEY': {
      const key = oddKeys[odd % oddKeys.length] ?? '';
      return [changed(value, path, (one) => (isMap(one) ? withKey(one, key, replacement) : one)), `${place}: with ${JSON.stringify(key)}`];
    }
    case 'WRAP':
      return [changed(value, path, (one) => [one]), `${place}: in a list`];
    case 'AS_TEXT':
      return [changed(value, path, (one) => (typeof one === 'string' ? Number(one) : JSON.stringify(one))), `${place}: text for number, or number for text`];
    case 'REPEAT':
      return [changed(value, path, (one) => (isList(one) ? [...one, ...one] : one)), `${place}: twice`];
  }
}

/**
 * A JSON-like value spoilt by one to three changes: keys missing, null, of another type, of unknown words, too large,
 * wrapped, repeated, or named like something of JavaScript's own. It may be as it was where a change meets nothing.
 */
export function spoiltInput(value: unknown): fc.Arbitrary<SpoiltInput> {
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat({ max: 10_000 }),
    odd: fc.nat({ max: 1_000 }),
    kind: fc.constantFrom('REMOVE' as const, 'REPLACE' as const, 'REPLACE' as const, 'REPLACE' as const, 'ADD_KEY' as const, 'WRAP' as const, 'AS_TEXT' as const, 'REPEAT' as const),
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let input = value;
    const names: string[] = [];
    for (const one of changes) {
      const [next, name] = applied(input, one);
      input = next;
      names.push(name);
    }
    return { input, changes: names };
  });
}

const snippets: readonly string[] = [
  '&a ', '*a', '<<: *a', '- ', ': ', '[', ']', '{', '}', '\t', '\n', '---\n', '"', "'", '!!set ', '? ', '| ', '\0', 'null', '1e999', '.nan', '0x1F', '__proto__: 1', '# ', ',', '\\u12', '\ud800',
];

/** A text (YAML, JSON, a path) with one to six places cut, or filled with what means something to its parser. */
export function spoiltText(text: string): fc.Arbitrary<string> {
  const cut = fc.record({
    at: fc.nat({ max: text.length }),
    removed: fc.oneof(fc.constant(0), fc.nat({ max: 12 })),
    inserted: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 6, unit: 'binary' })),
  });
  return fc.array(cut, { minLength: 1, maxLength: 6 }).map((cuts) => cuts.reduce((source, { at, removed: gone, inserted }) => source.slice(0, at) + inserted + source.slice(at + gone), text));
}

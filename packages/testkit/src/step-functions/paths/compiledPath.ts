import { JSONPath } from 'jsonpath-plus';
import type { ContextSource } from './contextSource.js';
import { parsePath, type PathSegment } from './pathSyntax.js';

/** What a path that leads nowhere finds. */
export const missing: unique symbol = Symbol('missing');

/** A JSONPath, compiled once for a machine. */
export interface CompiledPath {
  readonly text: string;
  /** Whether it selects exactly one value, if any. */
  readonly definite: boolean;
  /** The value found, or `missing`; an array of all values (perhaps none) where the path is not definite. */
  find(input: unknown, source: ContextSource): unknown;
}

/** @throws Error saying what is wrong with the path. */
export function compilePath(text: string): CompiledPath {
  const parsed = parsePath(text);
  const { segments, jsonPath } = parsed;
  const select = segments === undefined ? (root: unknown): unknown => findAll(jsonPath, root) : definiteSelector(segments);
  const find = parsed.ofContext
    ? (_input: unknown, source: ContextSource): unknown => select(source.context())
    : (input: unknown): unknown => select(input);
  return { text, definite: segments !== undefined, find };
}

function definiteSelector(segments: readonly PathSegment[]): (root: unknown) => unknown {
  return (root) => {
    let value = root;
    for (const segment of segments) {
      value = step(value, segment);
      if (value === missing) return missing;
    }
    return value;
  };
}

function step(value: unknown, segment: PathSegment): unknown {
  if (Array.isArray(value)) {
    if (typeof segment === 'string') return missing;
    const at = segment < 0 ? value.length + segment : segment;
    return at >= 0 && at < value.length ? (value[at] as unknown) : missing;
  }
  if (typeof value !== 'object' || value === null || typeof segment === 'number') return missing;
  return Object.hasOwn(value, segment) ? (value as Record<string, unknown>)[segment] : missing;
}

function findAll(path: string, root: unknown): unknown[] {
  // The library takes a falsy root for an absent one, and only objects and arrays can hold what is looked for.
  if (typeof root !== 'object' || root === null) return [];
  return JSONPath<unknown[]>({ path, json: root, wrap: true, eval: false });
}

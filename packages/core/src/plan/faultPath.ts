/** A place in an input, from the outside in: keys and 0-based positions. */
export type PathSegments = readonly (string | number)[];

const plainKey: RegExp = /^[A-Za-z_$][\w$-]*$/;

/** Writes a place as faults name it, e.g. `Waves[2].Dependencies[0]`; odd keys as `Tags["a.b"]`; empty for the whole. */
export function formatPath(segments: PathSegments): string {
  return segments
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (!plainKey.test(segment)) return `[${JSON.stringify(segment)}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/** Reads back what `formatPath` wrote. */
export function parsePath(path: string): PathSegments {
  const segments: (string | number)[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)) {
    const [, position, quoted, key] = match;
    if (position !== undefined) segments.push(Number(position));
    else if (quoted !== undefined) segments.push(String(JSON.parse(quoted)));
    else if (key !== undefined) segments.push(key);
  }
  return segments;
}

/** The value at a place of an input; `undefined` where there is none. */
export function valueAt(input: unknown, segments: PathSegments): unknown {
  let value = input;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return value;
}

/** Orders places as they read: keys by name, positions by number, the whole before its parts. */
export function comparePaths(a: string, b: string): number {
  const left = parsePath(a);
  const right = parsePath(b);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const one = left[index] as string | number;
    const other = right[index] as string | number;
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return String(one) < String(other) ? -1 : 1;
  }
  return left.length - right.length;
}

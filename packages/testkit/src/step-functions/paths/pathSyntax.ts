/** One step of a definite path: the name of a field or the index of an array's item (negative: from its end). */
export type PathSegment = string | number;

/** A path as written, taken apart. `segments` is undefined where it can select any number of values. */
export interface ParsedPath {
  readonly text: string;
  /** Whether it starts at the context object (`$$`) instead of the input. */
  readonly ofContext: boolean;
  /** The path without the first of two dollars, as a JSONPath library takes it. */
  readonly jsonPath: string;
  readonly segments: readonly PathSegment[] | undefined;
}

const field = /^\.([^\s.[\]()*?@,:'"\\]+)/u;
const quotedField = /^\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/u;
const index = /^\[(-?\d+)\]/u;
const manyValued = /^(?:\.\*|\[\*\]|\[-?\d*:-?\d*(?::-?\d+)?\]|\[-?\d+(?:,-?\d+)+\]|\.\.(?:\*|(?=\[)|[^\s.[\]()*?@,:'"\\]+))/u;

/** @throws Error saying what is wrong with the path; filters and scripts are refused, since they would be evaluated as code. */
export function parsePath(text: string): ParsedPath {
  if (!text.startsWith('$')) throw new Error(`'${text}' is no JSONPath: it must start with $`);
  const ofContext = text.startsWith('$$');
  const jsonPath = ofContext ? text.slice(1) : text;
  const segments: PathSegment[] = [];
  let definite = true;
  let rest = jsonPath.slice(1);
  while (rest !== '') {
    const step = readStep(rest);
    if (step === undefined) {
      const what = /^\[\s*\??\(/u.test(rest) ? 'filters and scripts are not supported here' : `cannot be understood from '${rest}' on`;
      throw new Error(`the JSONPath '${text}': ${what}`);
    }
    if (step.segment === undefined) definite = false;
    else segments.push(step.segment);
    rest = rest.slice(step.length);
  }
  return { text, ofContext, jsonPath, segments: definite ? segments : undefined };
}

function readStep(rest: string): { readonly segment: PathSegment | undefined; readonly length: number } | undefined {
  const named = field.exec(rest);
  if (named !== null) return { segment: named[1]!, length: named[0].length };
  const quoted = quotedField.exec(rest);
  if (quoted !== null) return { segment: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/gu, '$1'), length: quoted[0].length };
  const indexed = index.exec(rest);
  if (indexed !== null) return { segment: Number(indexed[1]), length: indexed[0].length };
  const many = manyValued.exec(rest);
  return many === null ? undefined : { segment: undefined, length: many[0].length };
}

import { StateFailure } from '../errors/stateFailure.js';
import { isJsonObject } from '../jsonValue.js';
import { parsePath, type PathSegment } from './pathSyntax.js';

/** Puts a result into a copy of the input (ResultPath). */
export type ResultPlacer = (input: unknown, result: unknown) => unknown;

/**
 * Compiles a ResultPath: `$` replaces the input, null keeps it as it is, `$.a.b` puts the result there.
 * The placer throws `States.ResultPathMatchFailure` when the input has no room for it.
 * @throws Error when it is no reference path into the input.
 */
export function compileResultPath(text: string | null): ResultPlacer {
  if (text === null) return (input) => input;
  const { segments, ofContext } = parsePath(text);
  if (ofContext || segments === undefined) throw new Error(`ResultPath '${text}' must lead to one place in the input`);
  if (segments.length === 0) return (_input, result) => result;
  return (input, result) => place(input, segments, 0, result, text);
}

function place(value: unknown, segments: readonly PathSegment[], at: number, result: unknown, text: string): unknown {
  const segment = segments[at];
  if (segment === undefined) return result;
  if (typeof segment === 'number') {
    const index = Array.isArray(value) && segment < 0 ? value.length + segment : segment;
    if (!Array.isArray(value) || index < 0 || index >= value.length) throw mismatch(text, value);
    return value.map((item: unknown, position) => (position === index ? place(item, segments, at + 1, result, text) : item));
  }
  if (!isJsonObject(value)) throw mismatch(text, value);
  const inner = Object.hasOwn(value, segment) ? value[segment] : {};
  return { ...value, [segment]: place(inner, segments, at + 1, result, text) };
}

function mismatch(text: string, value: unknown): StateFailure {
  return new StateFailure('States.ResultPathMatchFailure', `Unable to apply the ResultPath '${text}' to the input ${JSON.stringify(value)}`);
}

import { isJsonObject } from '../jsonValue.js';
import { resolveEscapes } from './escapes.js';

/**
 * `States.Format`: replaces each `{}` of the template by an argument, in order. It takes the template raw, because
 * an escaped brace (`\{`) is text and an unescaped one is not.
 * @throws Error when there are more or fewer places than arguments.
 */
export function format(rawTemplate: string, values: readonly unknown[]): string {
  const places = [...rawTemplate.matchAll(/\\[\s\S]|\{\}/gu)].filter(([match]) => match === '{}').length;
  if (places !== values.length) {
    throw new Error(`the template has ${places} places {} for ${values.length} arguments`);
  }
  let next = 0;
  return rawTemplate.replace(/\\[\s\S]|\{\}/gu, (match) => (match === '{}' ? asText(values[next++]) : resolveEscapes(match)));
}

/** AWS prints objects and arrays in Java's way: `{Arg1=1, Arg2=[]}`. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(asText).join(', ')}]`;
  if (isJsonObject(value)) return `{${Object.entries(value).map(([key, item]) => `${key}=${asText(item)}`).join(', ')}}`;
  return JSON.stringify(value);
}

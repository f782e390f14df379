/** What a function's call is given: its evaluated arguments, and where new UUIDs come from. */
export interface IntrinsicCall {
  readonly arguments: readonly unknown[];
  uuid(): string;
}

/** An intrinsic function. `run` throws an Error with a message that says what is wrong with the arguments. */
export interface IntrinsicFunction {
  readonly name: string;
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [number, number];
  run(call: IntrinsicCall): unknown;
}

/** @throws Error when the argument is no array. */
export function requireArray(value: unknown, position: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`the ${position} argument must be an array, not ${JSON.stringify(value)}`);
  return value;
}

/** @throws Error when the argument is no number. */
export function requireNumber(value: unknown, position: string): number {
  if (typeof value !== 'number') throw new Error(`the ${position} argument must be a number, not ${JSON.stringify(value)}`);
  return value;
}

/** @throws Error when the argument is no integer. */
export function requireInteger(value: unknown, position: string): number {
  if (!Number.isInteger(value)) throw new Error(`the ${position} argument must be an integer, not ${JSON.stringify(value)}`);
  return value as number;
}

/** @throws Error when the argument is no string. */
export function requireString(value: unknown, position: string): string {
  if (typeof value !== 'string') throw new Error(`the ${position} argument must be a string, not ${JSON.stringify(value)}`);
  return value;
}

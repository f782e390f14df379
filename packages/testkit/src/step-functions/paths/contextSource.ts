import type { JsonObject } from '../jsonValue.js';

/** What expressions can reach beside the input: the context object (`$$`) and new UUIDs (`States.UUID`). */
export interface ContextSource {
  context(): JsonObject;
  uuid(): string;
}

/** A compiled expression: computes a JSON value from a state's input and the context object. */
export type Expression = (input: unknown, source: ContextSource) => unknown;

import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { compileIntrinsic, isIntrinsic } from '../intrinsics/compileIntrinsic.js';
import { isJsonObject } from '../jsonValue.js';
import { compilePath, missing } from './compiledPath.js';
import type { Expression } from './contextSource.js';

/**
 * Compiles a payload template (Parameters, ItemSelector, ResultSelector): fields ending in `.$` are paths or
 * intrinsic functions, all else is taken as it is. A path that leads nowhere fails as `States.Runtime`.
 * @throws Error naming the field that cannot be understood.
 */
export function compileTemplate(template: unknown): Expression {
  return compileValue(template) ?? (() => template);
}

/** Undefined where the value holds no expression, so that constants are shared and not copied. */
function compileValue(template: unknown): Expression | undefined {
  if (Array.isArray(template)) return compileArray(template);
  if (!isJsonObject(template)) return undefined;
  const fields = Object.entries(template).map(([key, value]): [string, Expression | undefined, unknown] =>
    key.endsWith('.$') ? [key.slice(0, -2), compileExpression(key, value), undefined] : [key, compileValue(value), value],
  );
  if (fields.every(([, expression]) => expression === undefined)) return undefined;
  return (input, source) => {
    const result: Record<string, unknown> = {};
    for (const [key, expression, constant] of fields) {
      result[key] = expression === undefined ? constant : expression(input, source);
    }
    return result;
  };
}

function compileArray(template: readonly unknown[]): Expression | undefined {
  const items = template.map(compileValue);
  if (items.every((item) => item === undefined)) return undefined;
  return (input, source) => items.map((item, index) => (item === undefined ? template[index] : item(input, source)));
}

/** Compiles the path or intrinsic function of a field whose name ends in `.$`, or of ErrorPath and CausePath. */
export function compileExpression(field: string, text: unknown): Expression {
  if (typeof text !== 'string') throw new Error(`the value of '${field}' must be a JSONPath or an intrinsic function`);
  if (isIntrinsic(text)) return compileIntrinsic(text);
  const path = compilePath(text);
  return (input, source) => {
    const value = path.find(input, source);
    if (value === missing) {
      throw new RuntimeFailure(
        `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(input)}'`,
      );
    }
    return value;
  };
}

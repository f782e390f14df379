import { isJsonObject } from '../jsonValue.js';
import { requireString, type IntrinsicFunction } from './intrinsicFunction.js';

/** The intrinsic functions for JSON. */
export const jsonFunctions: readonly IntrinsicFunction[] = [
  { name: 'States.JsonToString', arity: [1, 1], run: ({ arguments: [value] }) => JSON.stringify(value) },
  {
    name: 'States.StringToJson',
    arity: [1, 1],
    run({ arguments: [text] }) {
      const json = requireString(text, 'first').trim();
      if (json === '') return null;
      try {
        return JSON.parse(json) as unknown;
      } catch {
        throw new Error(`'${json}' is no JSON`);
      }
    },
  },
  {
    name: 'States.JsonMerge',
    arity: [3, 3],
    run({ arguments: [first, second, deep] }) {
      if (deep !== false) throw new Error('the third argument must be false: Step Functions has shallow merging only');
      if (!isJsonObject(first) || !isJsonObject(second)) throw new Error('the first two arguments must be objects');
      return { ...first, ...second };
    },
  },
];

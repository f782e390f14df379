import { jsonEqual } from '../jsonValue.js';
import { requireArray, requireInteger, requireNumber, type IntrinsicFunction } from './intrinsicFunction.js';

const longestRange = 1_000;

/** The intrinsic functions for arrays. */
export const arrayFunctions: readonly IntrinsicFunction[] = [
  { name: 'States.Array', arity: [0, Infinity], run: (call) => call.arguments },
  {
    name: 'States.ArrayPartition',
    arity: [2, 2],
    run({ arguments: [array, size] }) {
      const items = requireArray(array, 'first');
      const length = Math.round(requireNumber(size, 'second'));
      if (length < 1) throw new Error('the second argument must be above 0');
      return Array.from({ length: Math.ceil(items.length / length) }, (_, chunk) => items.slice(chunk * length, (chunk + 1) * length));
    },
  },
  {
    name: 'States.ArrayContains',
    arity: [2, 2],
    run: ({ arguments: [array, value] }) => requireArray(array, 'first').some((item) => jsonEqual(item, value)),
  },
  {
    name: 'States.ArrayRange',
    arity: [3, 3],
    run({ arguments: [from, to, by] }) {
      const first = Math.round(requireNumber(from, 'first'));
      const last = Math.round(requireNumber(to, 'second'));
      const step = Math.round(requireNumber(by, 'third'));
      if (step === 0) throw new Error('the third argument must not be 0');
      const length = Math.max(0, Math.floor((last - first) / step) + 1);
      if (length > longestRange) throw new Error(`the range has ${length} items; ${longestRange} are the most`);
      return Array.from({ length }, (_, index) => first + index * step);
    },
  },
  {
    name: 'States.ArrayGetItem',
    arity: [2, 2],
    run({ arguments: [array, index] }) {
      const items = requireArray(array, 'first');
      const at = requireInteger(index, 'second');
      if (at < 0 || at >= items.length) throw new Error(`the index ${at} is outside the array of ${items.length} items`);
      return items[at];
    },
  },
  { name: 'States.ArrayLength', arity: [1, 1], run: ({ arguments: [array] }) => requireArray(array, 'first').length },
  {
    name: 'States.ArrayUnique',
    arity: [1, 1],
    run({ arguments: [array] }) {
      const items = requireArray(array, 'first');
      return items.filter((item, at) => items.findIndex((other) => jsonEqual(other, item)) === at);
    },
  },
];

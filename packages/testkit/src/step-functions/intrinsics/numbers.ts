import { requireNumber, type IntrinsicFunction } from './intrinsicFunction.js';

/** The intrinsic function for numbers: each operand is rounded (halves upwards) before they are added, as recorded from AWS. */
export const numberFunctions: readonly IntrinsicFunction[] = [
  {
    name: 'States.MathAdd',
    arity: [2, 2],
    // The last + 0 makes a negative zero an ordinary one.
    run: ({ arguments: [a, b] }) => Math.round(requireNumber(a, 'first')) + Math.round(requireNumber(b, 'second')) + 0,
  },
];

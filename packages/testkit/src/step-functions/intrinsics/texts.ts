import { createHash } from 'node:crypto';
import { requireString, type IntrinsicFunction } from './intrinsicFunction.js';

const hashes: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };
const longestCoded = 10_000;

function requireShort(text: string): string {
  if (text.length > longestCoded) throw new Error(`the argument has ${text.length} characters; ${longestCoded} are the most`);
  return text;
}

/** The intrinsic functions for strings, encoding and hashes. */
export const textFunctions: readonly IntrinsicFunction[] = [
  {
    name: 'States.StringSplit',
    arity: [2, 2],
    // Each character of the second argument splits, and empty pieces vanish, as recorded from AWS.
    run({ arguments: [text, separators] }) {
      const splitting = new Set(requireString(separators, 'second'));
      const pieces = [''];
      for (const character of requireString(text, 'first')) {
        if (splitting.has(character)) pieces.push('');
        else pieces[pieces.length - 1] += character;
      }
      return pieces.filter((piece) => piece !== '');
    },
  },
  {
    name: 'States.Base64Encode',
    arity: [1, 1],
    run: ({ arguments: [text] }) => Buffer.from(requireShort(requireString(text, 'first'))).toString('base64'),
  },
  {
    name: 'States.Base64Decode',
    arity: [1, 1],
    run: ({ arguments: [text] }) => Buffer.from(requireShort(requireString(text, 'first')), 'base64').toString('utf8'),
  },
  {
    name: 'States.Hash',
    arity: [2, 2],
    run({ arguments: [data, algorithm] }) {
      const known = hashes[requireString(algorithm, 'second')];
      if (known === undefined) throw new Error(`the second argument must be one of ${Object.keys(hashes).join(', ')}`);
      return createHash(known).update(typeof data === 'string' ? data : JSON.stringify(data)).digest('hex');
    },
  },
  { name: 'States.UUID', arity: [0, 0], run: (call) => call.uuid() },
];

import { optionalIds } from '../input.js';
import type { Operation } from '../operation.js';
import { taggedResource } from './taggedResource.js';

/** UntagResource: takes tags off a resource; keys it does not have are no fault. */
export const untagResource: Operation = (emulator, input) => {
  const tags = taggedResource(emulator, input);
  for (const key of optionalIds(input, 'tagKeys') ?? []) delete tags[key];
  return {};
};

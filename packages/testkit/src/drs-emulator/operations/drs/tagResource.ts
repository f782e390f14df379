import { optionalTags } from '../input.js';
import type { Operation } from '../operation.js';
import { taggedResource } from './taggedResource.js';

/** TagResource: adds tags to a resource, or overwrites them. */
export const tagResource: Operation = (emulator, input) => {
  Object.assign(taggedResource(emulator, input), optionalTags(input));
  return {};
};

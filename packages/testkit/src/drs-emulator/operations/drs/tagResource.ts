import { invalid } from '../../refusals.js';
import { optionalTags } from '../input.js';
import type { Operation } from '../operation.js';
import { taggedResource } from './taggedResource.js';

/** TagResource: adds tags to a resource, or overwrites them. */
export const tagResource: Operation = (emulator, input) => {
  if (input['tags'] === undefined) throw invalid('tags are needed');
  Object.assign(taggedResource(emulator, input), optionalTags(input));
  return {};
};

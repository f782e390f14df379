import type { Operation } from '../operation.js';
import { taggedResource } from './taggedResource.js';

/** ListTagsForResource: the tags of a job, a source server or a recovery instance. */
export const listTagsForResource: Operation = (emulator, input) => ({ tags: { ...taggedResource(emulator, input) } });

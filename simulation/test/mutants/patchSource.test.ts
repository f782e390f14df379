import { describe, expect, it } from 'vitest';

import { patchedSources, patchSource } from '../../mutants/patchSource.js';

const file = 'packages/core/src/plan/plan.ts';

describe('patching a source', () => {
  it('replaces the one place in which the text stands, taking what comes in its place literally', () => {
    expect(patchSource('a guard; b', { file, replace: 'guard', by: '$& $1' })).toBe('a $& $1; b');
  });

  it('where the text is gone names the file and the text: the mutant is stale', () => {
    expect(() => patchSource('a; b', { file, replace: 'guard', by: '' })).toThrow(`${file} no longer holds the text that a mutant replaces: guard`);
  });

  it('where the text stands twice is refused, for either could be meant', () => {
    expect(() => patchSource('guard; guard', { file, replace: 'guard', by: '' })).toThrow(/2 times.*guard/);
  });

  it('applies all patches of one file in their order, and leaves other files alone', () => {
    const patches = [{ file, replace: 'one', by: 'two' }, { file, replace: 'two', by: 'three' }];
    const sources = patchedSources({ name: 'm', breaks: 'B.', proves: ['P1'], patches, caughtBy: { simulation: 'SEEDS', invariant: 'i' } }, () => 'one');
    expect([...sources]).toEqual([[file, 'three']]);
  });
});

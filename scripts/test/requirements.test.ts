import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import { describeMatrix } from '../trace/describeMatrix.mjs';
import { faultsOfMutants } from '../trace/mutants.mjs';
import { readRequirements } from '../trace/requirements.mjs';
import { idsInTitle } from '../trace/titleIds.mjs';
import { folderOf } from './folder.js';

/** `R1.1` to `R1.5` as `['R1.', 5]`: how many the sources have of each kind. */
const kinds: readonly (readonly [prefix: string, last: number])[] = [
  ...Array.from({ length: 12 }, (_, index) => [`R${index + 1}.`, 5] as const),
  ['P', 30],
  ['T1.1.', 3],
  ['T1.2.', 4],
  ['T1.3.', 2],
  ['T1.4.', 4],
  ['T1.5.', 2],
  ['T2.1.', 2],
  ['T2.2.', 1],
  ['T2.3.', 3],
  ['T3.1.', 3],
  ['T3.2.', 2],
  ['A', 24],
  ['B', 10],
];
const idsOfSources = kinds.flatMap(([prefix, last]) => Array.from({ length: last }, (_, index) => `${prefix}${index + 1}`));

describe('docs/requirements.yaml', () => {
  it('lists every id of the sources once, in their order', () => {
    expect(readRequirements(join(root, 'docs', 'requirements.yaml')).map(({ id }) => id)).toEqual(idsOfSources);
    expect(idsOfSources).toHaveLength(150);
  });

  const broken = (yaml: string) => (): unknown => readRequirements(join(folderOf({ 'r.yaml': yaml }), 'r.yaml'));

  it('is refused with every fault at once', () => {
    const wrong = '[{ id: R1.1 }, { id: R1.2, says: x, due: soon }, { id: R1.2, says: y, owner: z }, 3]';
    expect(broken(wrong)).toThrow(/R1\.1 has no says\n.*R1\.2: due must be a number\n.*R1\.2 has an unknown key, owner\n.*R1\.2 is there twice\n.*entry 4 is no requirement/);
    expect(broken('a: 1')).toThrow(/no list/);
    expect(broken('- {')).toThrow(/is not as it must be/);
  });
});

describe('the ids in a title', () => {
  it.each([
    ['retries [R2.4] [P8]', ['R2.4', 'P8'], []],
    ['a suite [T1.2.4] > polls [A5] [B10] [A5]', ['T1.2.4', 'A5', 'B10'], []],
    ['takes [1,2] and ["A1"] and [PARALLEL] and R2.4 by name', [], []],
    ['two at once [R2.4, P8]', [], ['R2.4, P8']],
    ['half an id [R2] [T1.2] [P1.1]', [], ['R2', 'T1.2', 'P1.1']],
    // Their titles are not in the tests' own: they would prove what they name.
  ])('are those in brackets of their own: title %#', (title, ids, malformed) => {
    expect(idsInTitle(title)).toEqual({ ids, malformed });
  });
});

describe('the mutants of requirements', () => {
  const catalogue = [{ name: 'retries-never', proves: ['R2.4', 'no launch is lost'] }];
  const says = 'x';

  it('are named by each R and each P, exist, and claim that id', () => {
    expect(faultsOfMutants([{ id: 'R2.4', says, mutant: 'retries-never' }, { id: 'T1.1.1', says }], catalogue)).toEqual([]);
    expect(faultsOfMutants([{ id: 'R2.4', says }, { id: 'P8', says, mutant: 'retries-never' }, { id: 'P9', says, mutant: 'gone' }], catalogue)).toEqual([
      'R2.4 names no mutant: a title alone proves nothing',
      'P8 names the mutant retries-never, which claims R2.4, no launch is lost',
      'P9 names the mutant gone, which is not in the catalogue',
    ]);
  });
});

describe('the matrix', () => {
  it.each([80, 100, 160])('fits %i columns, statements shortened', (width) => {
    const row = { id: 'R10.2', says: 'long '.repeat(50), onAws: 'much '.repeat(20), mutant: 'a-very-long-name-of-a-mutant-that-breaks-it', state: 'ON_AWS' as const, passed: 1, tests: [] };
    const lines = describeMatrix([row], width).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.join('\n')).toContain('…');
  });
});

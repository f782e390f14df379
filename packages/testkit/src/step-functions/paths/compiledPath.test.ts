import { describe, expect, it } from 'vitest';
import { compilePath, missing } from './compiledPath.js';

const source = { context: () => ({ Execution: { Name: 'run' } }), uuid: () => '' };
const find = (path: string, input: unknown): unknown => compilePath(path).find(input, source);

describe('a path', () => {
  it.each([0, false, '', null])('finds a falsy root: %j', (root) => {
    expect(find('$', root)).toBe(root);
    expect(find('$.a', root)).toBe(missing);
    expect(find('$[*]', root)).toEqual([]);
  });

  it('finds falsy values, which are not missing', () => {
    const input = { zero: 0, no: false, none: null, empty: '' };
    expect(['$.zero', '$.no', '$.none', '$.empty'].map((path) => find(path, input))).toEqual([0, false, null, '']);
  });

  it('finds own fields only, not what every object has', () => {
    expect(find('$.constructor', {})).toBe(missing);
    expect(find('$.length', [1])).toBe(missing);
    expect(find("$['__proto__']", {})).toBe(missing);
  });

  it('counts a negative index from the end, and misses one outside', () => {
    expect([find('$.l[-1]', { l: [1, 2] }), find('$.l[0]', { l: [] }), find('$.l[-3]', { l: [1, 2] })]).toEqual([2, missing, missing]);
  });

  it('reads quoted names with dots, quotes and blanks', () => {
    expect(find(`$['a.b']["c d"]['it\\'s']`, { 'a.b': { 'c d': { "it's": 1 } } })).toBe(1);
  });

  it('starts at the context object with two dollars', () => {
    expect([find('$$.Execution.Name', {}), find('$$.Nothing', {})]).toEqual(['run', missing]);
  });

  it('collects from wildcards, slices, unions and descents, in order', () => {
    const input = { l: [{ v: 1 }, { v: 2 }, { v: 3 }], o: { v: 4 } };
    expect(['$.l[*].v', '$.l[1:].v', '$.l[0,2].v', '$..v', '$.o.*'].map((path) => find(path, input))).toEqual([[1, 2, 3], [2, 3], [1, 3], [1, 2, 3, 4], [4]]);
  });

  it.each(['a', '$.', '$.a[', '$.a b', '$a', '$.l[?(@.v)]', '$.l[(@.length-1)]', '$.a.length()'])('is refused where it cannot be understood: %s', (path) => {
    expect(() => compilePath(path)).toThrow(/JSONPath/u);
  });
});

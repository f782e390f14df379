import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaths, formatPath, parsePath, valueAt } from './faultPath.js';

describe('a fault\'s path', () => {
  it('reads as people write it', () => {
    expect(formatPath(['Waves', 2, 'Dependencies', 0])).toBe('Waves[2].Dependencies[0]');
    expect(formatPath(['Tags', 'aws:a.b'])).toBe('Tags["aws:a.b"]');
    expect(formatPath([])).toBe('');
  });

  it('can be read back, whatever the keys', () => {
    const segments = fc.array(fc.oneof(fc.nat({ max: 99 }), fc.string(), fc.constantFrom('Waves', 'a.b', 'x[1]', '"', '\\')));
    fc.assert(
      fc.property(segments, (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });

  it('sorts positions as numbers, and the whole before its parts', () => {
    expect(['Waves[10]', 'Waves[9].A', 'Waves', 'Waves[9]'].sort(comparePaths)).toEqual(['Waves', 'Waves[9]', 'Waves[9].A', 'Waves[10]']);
  });

  it('leads to a value, and never to what is inherited', () => {
    expect(valueAt({ Waves: [{ a: 1 }] }, ['Waves', 0, 'a'])).toBe(1);
    expect(valueAt({}, ['constructor'])).toBeUndefined();
  });
});

import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spoiltInput, spoiltText } from './generators.js';

const sound = { Name: 'a', Count: 3, Flag: true, List: [{ Id: 'x' }, { Id: 'y' }], Map: { Inner: { Word: 'PENDING' } } };
const drawn = fc.sample(spoiltInput(sound), { numRuns: 2_000, seed: 3 });

describe('a spoilt input', () => {
  it('leaves the sound one as it was', () => {
    expect(sound).toEqual({ Name: 'a', Count: 3, Flag: true, List: [{ Id: 'x' }, { Id: 'y' }], Map: { Inner: { Word: 'PENDING' } } });
  });

  it('is nearly always another than the sound one', () => {
    const same = drawn.filter(({ input }) => isDeepStrictEqual(input, sound)).length;
    expect(same / drawn.length).toBeLessThan(0.15);
  });

  it('reaches every place, by removing and by replacing it', () => {
    const changes = new Set(drawn.flatMap(({ changes: all }) => all));
    for (const place of ['Name', 'Count', 'Flag', 'List', 'List.0', 'List.1.Id', 'Map', 'Map.Inner.Word', 'the whole']) {
      expect(changes).toContain(`${place}: removed`);
      expect(changes).toContain(`${place}: null`);
      expect(changes).toContain(`${place}: "NEVER_HEARD_OF"`);
      expect(changes).toContain(`${place}: in a list`);
    }
  });

  it('may have a key of JavaScript\'s own as its own', () => {
    expect(drawn.some(({ input }) => typeof input === 'object' && input !== null && Object.hasOwn(input, '__proto__'))).toBe(true);
  });

  it('comes again from the same seed', () => {
    expect(fc.sample(spoiltInput(sound), { numRuns: 50, seed: 3 })).toEqual(drawn.slice(0, 50));
  });
});

describe('a spoilt text', () => {
  it('is nearly always another one, and comes again from the same seed', () => {
    const texts = fc.sample(spoiltText('{"PlanId":"plan-1"}'), { numRuns: 500, seed: 3 });
    expect(texts.filter((text) => text === '{"PlanId":"plan-1"}').length).toBeLessThan(20);
    expect(fc.sample(spoiltText('{"PlanId":"plan-1"}'), { numRuns: 500, seed: 3 })).toEqual(texts);
  });
});

import { describe, expect, it } from 'vitest';
import { Draws } from './draws.js';

const twoTo32 = 0x1_0000_0000;

describe('draws', () => {
  // Seeds that somebody wrote down replay what they did then: these numbers never change.
  it.each([
    [1, [1412869448, 1159546517, 459070275, 2632886982], 'b1f2230b-2150-49ae-8c70-6fcf76efe7c5'],
    [0, [3398706171, 487641836, 3265519021, 2706116796], '3ea74013-1c50-47db-8ebb-39e09ce9311c'],
    [-7, [938323655, 2977332660, 1967802320, 3158769023], 'aee09115-5164-477d-8b0b-70c659f953ea'],
    [4_000_000_000, [2504291059, 1393685226, 126534753, 1543409603], 'd8d6c033-d07e-463e-86dd-a0618805d8b8'],
  ])('of the seed %i are always the same', (seed, first, uuid) => {
    const draws = new Draws(seed);
    expect(first.map(() => draws.next() * twoTo32)).toEqual(first);
    draws.next();
    expect(draws.uuid()).toBe(uuid);
  });

  it('hit a share as often as it says', () => {
    const draws = new Draws(31);
    const hits = Array.from({ length: 10_000 }, () => draws.hits(20)).filter((hit) => hit).length;
    expect(Math.abs(hits - 2000)).toBeLessThan(150);
    expect([draws.hits(0), draws.hits(100)]).toEqual([false, true]);
  });

  it('are in [0, 1), those of neighbouring seeds unlike each other', () => {
    const of = (seed: number): readonly number[] => {
      const draws = new Draws(seed);
      return Array.from({ length: 1000 }, () => draws.next());
    };
    const [one, other] = [of(1), of(2)];
    expect(one.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set([...one, ...other]).size).toBe(2000);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependentsOf, effectiveDependencies, findCycle, findCycles, topologicalOrder, transitiveDependents } from './waveGraph.js';

const graph = (edges: Readonly<Record<number, readonly number[]>>): ReadonlyMap<number, readonly number[]> =>
  new Map(Object.entries(edges).map(([wave, dependencies]) => [Number(wave), dependencies]));
const diamond = graph({ 1: [], 2: [1], 3: [1], 4: [2, 3] });

describe('what waves wait for', () => {
  const Waves = [
    { WaveNumber: 30, Dependencies: [10] },
    { WaveNumber: 10, Dependencies: [] },
    { WaveNumber: 20, Dependencies: [] },
  ];

  it('in SEQUENTIAL ordering each waits for the one before it by number, and for its declared Dependencies [R1.1] [P1]', () => {
    expect([...effectiveDependencies({ WaveOrdering: 'SEQUENTIAL', Waves })]).toEqual([[30, [10, 20]], [10, []], [20, [10]]]);
  });

  it('in DEPENDENCIES ordering only Dependencies count [R1.2] [P2]', () => {
    expect([...effectiveDependencies({ WaveOrdering: 'DEPENDENCIES', Waves })]).toEqual([[30, [10]], [10, []], [20, []]]);
  });

  it('turned round it tells who waits for a wave', () => {
    expect([...dependentsOf(diamond)]).toEqual([[1, [2, 3]], [2, [4]], [3, [4]], [4, []]]);
  });

  it('everything downstream of a wave is found, however far [P12]', () => {
    expect(transitiveDependents([2], dependentsOf(diamond))).toEqual([4]);
    expect(transitiveDependents([1], dependentsOf(diamond))).toEqual([2, 3, 4]);
  });
});

describe('the order of waves', () => {
  it('has every dependency first, and among free waves the lowest number', () => {
    expect(topologicalOrder([4, 3, 2, 1], diamond)).toEqual([1, 2, 3, 4]);
    expect(topologicalOrder([1, 2, 3], graph({ 1: [3], 2: [], 3: [] }))).toEqual([2, 3, 1]);
  });

  it('does not exist for a cycle, which is named', () => {
    expect(() => topologicalOrder([1, 2, 3], graph({ 1: [], 2: [3], 3: [2] }))).toThrow('waves 2 -> 3 -> 2 wait for each other');
  });
});

describe('cycles', () => {
  it('are named from their lowest wave on, along what each waits for', () => {
    expect(findCycle([1, 2, 3, 5], graph({ 1: [5], 2: [1], 3: [2], 5: [3] }))).toEqual([1, 5, 3, 2, 1]);
  });

  it('are all found where they share no wave', () => {
    expect(findCycles([1, 2, 3, 4, 5], graph({ 1: [2], 2: [1], 3: [4], 4: [3], 5: [1, 3] }))).toEqual([[1, 2, 1], [3, 4, 3]]);
  });

  it('of one wave are found', () => {
    expect(findCycles([1, 2], graph({ 1: [], 2: [2] }))).toEqual([[2, 2]]);
  });

  it('are not seen in a diamond', () => {
    expect(findCycle([1, 2, 3, 4], diamond)).toBeUndefined();
  });

  it('are found exactly where there is no order, and each is a way along dependencies', () => {
    const edges = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })), { maxLength: 16 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
        const dependencies = new Map(numbers.map((wave) => [wave, pairs.filter(([from]) => from === wave).map(([, to]) => to)]));
        const cycle = findCycle(numbers, dependencies);
        if (cycle === undefined) {
          const order = topologicalOrder(numbers, dependencies);
          return order.every((wave, index) => (dependencies.get(wave) ?? []).every((on) => order.indexOf(on) < index));
        }
        expect(() => topologicalOrder(numbers, dependencies)).toThrow('wait for each other');
        return cycle[0] === cycle.at(-1) && cycle.slice(1).every((to, index) => dependencies.get(cycle[index] ?? 0)?.includes(to));
      }),
      { numRuns: 500 },
    );
  });
});

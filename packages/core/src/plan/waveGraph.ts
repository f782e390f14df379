import type { Wave, WaveOrdering } from './plan.js';

/** By wave, the waves it waits for (or, turned round, those that wait for it). */
export type WaveDependencies = ReadonlyMap<number, readonly number[]>;

/** What the order of waves depends on. */
export interface OrderedWaves {
  readonly WaveOrdering: WaveOrdering;
  readonly Waves: readonly Pick<Wave, 'WaveNumber' | 'Dependencies'>[];
}

const ascending = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/**
 * The waves that each wave waits for, ascending (design section 5). SEQUENTIAL: the wave before it by WaveNumber,
 * together with its declared Dependencies. DEPENDENCIES: those only.
 */
export function effectiveDependencies(plan: OrderedWaves): WaveDependencies {
  const numbers = ascending(plan.Waves.map((wave) => wave.WaveNumber));
  return new Map(
    plan.Waves.map((wave) => {
      const before = plan.WaveOrdering === 'SEQUENTIAL' ? numbers[numbers.indexOf(wave.WaveNumber) - 1] : undefined;
      return [wave.WaveNumber, ascending(before === undefined ? wave.Dependencies : [...wave.Dependencies, before])];
    }),
  );
}

/** The waves that wait for each wave, ascending: the same graph, turned round. */
export function dependentsOf(dependencies: WaveDependencies): WaveDependencies {
  const dependents = new Map<number, number[]>([...dependencies.keys()].map((wave) => [wave, []]));
  for (const wave of ascending(dependencies.keys())) {
    for (const dependency of dependencies.get(wave) ?? []) dependents.get(dependency)?.push(wave);
  }
  return dependents;
}

/**
 * The waves with every dependency before its dependents; among those that are free, the lowest WaveNumber first.
 * Dependencies outside `waveNumbers` do not count.
 * @throws Error naming the cycle, if there is one.
 */
export function topologicalOrder(waveNumbers: readonly number[], dependencies: WaveDependencies): number[] {
  const left = new Set(waveNumbers);
  const order: number[] = [];
  while (left.size > 0) {
    const next = ascending(left).find((wave) => !(dependencies.get(wave) ?? []).some((dependency) => left.has(dependency)));
    if (next === undefined) {
      throw new Error(`waves ${findCycle([...left], dependencies)?.join(' -> ')} wait for each other`);
    }
    left.delete(next);
    order.push(next);
  }
  return order;
}

/** The shortest way from one wave along its dependencies back to itself, both ends named. */
function cycleThrough(start: number, waves: ReadonlySet<number>, dependencies: WaveDependencies): number[] | undefined {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (let wave = queue.shift(); wave !== undefined; wave = queue.shift()) {
    for (const dependency of dependencies.get(wave) ?? []) {
      if (dependency === start) {
        const cycle = [start];
        for (let step: number | undefined = wave; step !== undefined && step !== start; step = cameFrom.get(step)) cycle.unshift(step);
        return [start, ...cycle];
      }
      if (!waves.has(dependency) || cameFrom.has(dependency)) continue;
      cameFrom.set(dependency, wave);
      queue.push(dependency);
    }
  }
  return undefined;
}

/**
 * Cycles such that breaking them all leaves none untouched: each as `[2, 5, 2]` (2 waits for 5, which waits for 2),
 * from its lowest wave on, no wave in two of them.
 */
export function findCycles(waveNumbers: readonly number[], dependencies: WaveDependencies): number[][] {
  const left = new Set(waveNumbers);
  const cycles: number[][] = [];
  for (const wave of ascending(waveNumbers)) {
    if (!left.has(wave)) continue;
    const cycle = cycleThrough(wave, left, dependencies);
    if (cycle === undefined) continue;
    for (const member of cycle) left.delete(member);
    cycles.push(cycle);
  }
  return cycles;
}

/** One cycle, as `findCycles` gives them, or `undefined` in a graph that can be ordered. */
export function findCycle(waveNumbers: readonly number[], dependencies: WaveDependencies): number[] | undefined {
  return findCycles(waveNumbers, dependencies)[0];
}

/** All waves that wait for one of these, directly or through others, ascending; given what `dependentsOf` gives. */
export function transitiveDependents(waveNumbers: readonly number[], dependents: WaveDependencies): number[] {
  const found = new Set<number>();
  const queue = [...waveNumbers];
  for (let wave = queue.pop(); wave !== undefined; wave = queue.pop()) {
    for (const dependent of dependents.get(wave) ?? []) {
      if (found.has(dependent)) continue;
      found.add(dependent);
      queue.push(dependent);
    }
  }
  return ascending(found);
}

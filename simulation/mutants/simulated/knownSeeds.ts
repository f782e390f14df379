import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('seeds.json', import.meta.url);

/**
 * The seed by which each mutant was caught before: tried first, since looking for one is most of the time. One that
 * catches its mutant no more costs time alone.
 */
export const knownSeeds: Readonly<Record<string, number>> = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, number>>;

/** Keeps the seeds that caught mutants, as their verdicts tell them, beside those of mutants that were not run. */
export function keepSeeds(caught: ReadonlyMap<string, string>): void {
  const found = [...caught].flatMap(([name, by]): [string, number][] => {
    const [, seed] = /^seed (\d+): VIOLATION/.exec(by) ?? [];
    return seed === undefined ? [] : [[name, Number(seed)]];
  });
  const seeds = Object.entries({ ...knownSeeds, ...Object.fromEntries(found) }).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(seeds), null, 2)}\n`);
}

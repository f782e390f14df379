import { existsSync } from 'node:fs';

import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';

import { catalogue, simulationMutants, unique } from '../../mutants/catalogue/index.js';
import type { Mutant } from '../../mutants/mutant.js';
import { patchedSources } from '../../mutants/patchSource.js';
import { knownSeeds } from '../../mutants/simulated/knownSeeds.js';
import { inRepository, readRepository } from '../../mutants/repository.js';
import { withinBounds } from '../../src/invariants/endings.js';
import { invariants } from '../../src/invariants/invariants.js';

const each = catalogue.map((mutant) => [mutant.name, mutant] as const);

/** Fails where a source is no program any more, as far as its syntax goes. */
async function parse(file: string, text: string): Promise<void> {
  if (file.endsWith('.json')) JSON.parse(text);
  if (file.endsWith('.ts')) await transform(text, { loader: 'ts', sourcefile: file });
}

describe('every mutant of the catalogue', () => {
  it.each(each)('%s still applies to the sources, and leaves programs', async (_name, mutant) => {
    const sources = patchedSources(mutant, readRepository);
    expect(sources.size).toBeGreaterThan(0);
    for (const [file, text] of sources) {
      expect(text).not.toBe(readRepository(file));
      await parse(file, text);
    }
  });

  it.each(each)('%s is described, and is to be caught by files that are there', (name, { breaks, proves, caughtBy }) => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(breaks).toMatch(/^[A-Z].*\.$/);
    expect(proves).not.toEqual([]);
    const files = 'tests' in caughtBy ? caughtBy.tests.files.map((file) => `${caughtBy.tests.package}/${file}`) : [];
    expect(files.filter((file) => !existsSync(inRepository(file)))).toEqual([]);
  });

  it('breaks one invariant of the simulation where that is who has to catch it: each invariant has a mutant', () => {
    const broken = new Set(simulationMutants.map(({ caughtBy }) => caughtBy.invariant));
    expect([...broken].sort()).toEqual([...invariants, withinBounds].map(({ name }) => name).sort());
  });

  it('is among those for which a seed is known, if that is the simulation\'s: no seed is kept of one that is gone', () => {
    const seeded = new Set(simulationMutants.filter(({ caughtBy }) => caughtBy.simulation === 'SEEDS').map(({ name }) => name));
    expect(Object.keys(knownSeeds).filter((name) => !seeded.has(name))).toEqual([]);
  });

  it('has a name of its own', () => {
    const [one] = catalogue as readonly [Mutant];
    expect(() => unique([one, { ...one, breaks: 'Something else.' }])).toThrow(one.name);
  });
});

import type { TestMutant } from '../mutant.js';
import { patchedSources } from '../patchSource.js';
import { inRepository, readRepository } from '../repository.js';
import { openPackage, type PackageRun, type RunOutcome } from './packageRun.js';
import type { Verdict } from '../verdict.js';
import { baselineFault, claimedIds, judge, titlesWith } from './verdict.js';

/** How many mutants are run side by side. */
const lanes = 2;

/** Runs mutants and tells of each as soon as it is judged. Each file's unpatched run comes first, once. */
export async function runTestMutants(mutants: readonly TestMutant[], tell: (mutant: TestMutant, verdict: Verdict) => void): Promise<void> {
  const queue = [...mutants].sort((one, other) => (one.caughtBy.tests.package < other.caughtBy.tests.package ? -1 : 1));
  const unpatched = new Map<string, Promise<RunOutcome>>();
  // From both ends, so that the lanes seldom open the same package.
  const lane = async (next: () => TestMutant | undefined): Promise<void> => {
    let open: { readonly folder: string; readonly run: PackageRun } | undefined;
    for (let mutant = next(); mutant !== undefined; mutant = next()) {
      const folder = mutant.caughtBy.tests.package;
      if (open?.folder !== folder) {
        await open?.run.close();
        open = { folder, run: await openPackage(folder) };
      }
      tell(mutant, await runMutant(mutant, open.run, unpatched, mutants));
    }
    await open?.run.close();
  };
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(() => (index % 2 === 0 ? queue.shift() : queue.pop()))));
}

async function runMutant(mutant: TestMutant, run: PackageRun, unpatched: Map<string, Promise<RunOutcome>>, all: readonly TestMutant[]): Promise<Verdict> {
  const { package: folder, files } = mutant.caughtBy.tests;
  const ids = claimedIds(mutant);
  const baseline: RunOutcome[] = [];
  for (const file of files) {
    const key = `${folder}/${file}`;
    const titles = titlesWith(all.filter(({ caughtBy: { tests } }) => tests.package === folder && tests.files.includes(file)).flatMap(claimedIds));
    const first = unpatched.get(key) ?? run.run([file], titles, new Map());
    unpatched.set(key, first);
    baseline.push(await first);
  }
  const fault = baselineFault(ids, { tests: baseline.flatMap(({ tests }) => tests), brokenFiles: baseline.flatMap(({ brokenFiles }) => brokenFiles) });
  if (fault !== undefined) return { survived: fault };
  const sources = sourcesOf(mutant);
  return typeof sources === 'string' ? { survived: sources } : judge(mutant, await run.run(files, titlesWith(ids), sources));
}

/** A mutant's sources by absolute path, or why there are none: it went stale. */
function sourcesOf(mutant: TestMutant): ReadonlyMap<string, string> | string {
  try {
    return new Map([...patchedSources(mutant, readRepository)].map(([file, text]) => [inRepository(file), text]));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

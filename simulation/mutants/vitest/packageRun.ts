import { relative } from 'node:path';

import type { ViteUserConfig } from 'vitest/config';
import { createVitest, type TestModule, type Vite, type Vitest } from 'vitest/node';

import { inRepository } from '../repository.js';

/** What became of one test. */
export interface TestOutcome {
  /** Its suites' titles and its own. */
  readonly title: string;
  /** Relative to the package. */
  readonly file: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** What it failed with, each as `name: message`. */
  readonly errors: readonly string[];
}

/** What became of test files: their tests, and what kept files from being run at all. */
export interface RunOutcome {
  readonly tests: readonly TestOutcome[];
  readonly brokenFiles: readonly string[];
}

/** Runs test files of one package again and again, each time with other sources in place of the package's own. */
export interface PackageRun {
  /** @param titles which tests to run, by their whole title. @param sources patched texts by absolute path. */
  run(files: readonly string[], titles: RegExp, sources: ReadonlyMap<string, string>): Promise<RunOutcome>;
  close(): Promise<void>;
}

/** Opens a package's tests, configured as the package has them, in one process that is used for all runs. */
export async function openPackage(packageFolder: string): Promise<PackageRun> {
  const root = inRepository(packageFolder);
  let sources: ReadonlyMap<string, string> = new Map();
  const plugin: Vite.Plugin = { name: 'mutant', enforce: 'pre', load: (id) => sources.get(id.replace(/\?.*$/, '')) };
  const { default: own } = (await import(`${root}/vitest.config.ts`)) as { readonly default: ViteUserConfig };
  const setUp = [...[own.test?.setupFiles ?? []].flat(), inRepository('simulation/mutants/vitest/patchedReads.ts')];
  // The package's own reporter would put its results into the place of the package's test run; its global set-up is for
  // a process of its own.
  // Each run in a process of its own: one that lives on would hold the modules of the mutant before.
  const test = { ...own.test, isolate: true, globalSetup: [], setupFiles: setUp, reporters: [{}], maxWorkers: 1, silent: true, execArgv: ['--no-warnings'] };
  const vitest = await createVitest('test', { root, config: false, watch: false }, { ...own, root, plugins: [plugin], logLevel: 'error', test });
  return {
    async run(files, titles, patched) {
      for (const path of [...sources.keys(), ...patched.keys()]) vitest.invalidateFile(path);
      sources = patched;
      const project = vitest.getRootProject();
      project.provide('patchedTexts', Object.fromEntries(patched));
      vitest.setGlobalTestNamePattern(titles);
      const paths = files.map((file) => `${root}/${file}`);
      const { testModules } = await vitest.runTestSpecifications(paths.map((path) => project.createSpecification(path)), true);
      // The answer holds the modules of earlier runs too.
      return outcomeOf(vitest, testModules.filter((module) => paths.includes(module.moduleId)));
    },
    close: () => vitest.close(),
  };
}

function outcomeOf(vitest: Vitest, modules: readonly TestModule[]): RunOutcome {
  const tests = modules.flatMap((module) =>
    [...module.children.allTests()].map((test): TestOutcome => {
      const { state, errors } = test.result();
      return { title: test.fullName, file: relative(vitest.config.root, module.moduleId), state: state === 'pending' ? 'skipped' : state, errors: (errors ?? []).map((error) => `${error.name ?? 'Error'}: ${error.message}`) };
    }),
  );
  const brokenFiles = modules.flatMap((module) => module.errors().map((error) => `${relative(vitest.config.root, module.moduleId)}: ${error.name ?? 'Error'}: ${error.message}`));
  return { tests, brokenFiles };
}

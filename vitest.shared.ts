import { fileURLToPath } from 'node:url';

import { defineConfig, type ViteUserConfig } from 'vitest/config';

import { enginesResults } from './scripts/run/enginesResults.mjs';
import { engineHosts, givenEngine } from './scripts/vitest/givenEngine.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** `TestOptions.reaches`, for scripts/vitest/networkGuard.ts. */
    readonly reachableHosts: readonly string[];
  }
}

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Workspace packages resolve to their sources, so tests need no build; the rest is vite's default for Node, without
 * `module`: that leads to the SDK's bundler-only files, which Node cannot load.
 */
const conditions = ['@drs-orchestration/source', 'node', 'development|production'];

/** When a test that hangs is given up: so late that a busy machine fails none. Milliseconds. */
const givenUpAfter = 120_000;

/** What a package may want otherwise than the others; times in milliseconds. */
export interface TestOptions {
  /** How long one test may take; two minutes where not said. */
  readonly testTimeout?: number;
  /** A module of its own for each test file: for tests that replace modules or methods of classes; each then imports all anew. */
  readonly isolated?: boolean;
  /** Files to run, relative to the package; `*.test.ts` in `src` and `test` where not said. */
  readonly include?: readonly string[];
  /** The name of these results where they are not those of `npm test`, which they must not overwrite, e.g. `engines`. */
  readonly suite?: string;
  /**
   * A suite that can be pointed at a real AWS account: the environment variable that names the account. Where it has a
   * value, this suite alone may leave the machine; nothing else opens the network (R11.4).
   */
  readonly networkOpenedBy?: `DRS_${string}`;
  /** Hosts outside of this machine's loopback that these tests may reach all the same, and no others: names or addresses. */
  readonly reaches?: readonly string[];
}

/** The test configuration all packages share; call it from the package's `vitest.config.ts`. */
export function packageTests(options: TestOptions = {}): ViteUserConfig {
  const networkIsOpen = options.networkOpenedBy !== undefined && (process.env[options.networkOpenedBy] ?? '') !== '';
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: [...(options.include ?? ['src/**/*.test.ts', 'test/**/*.test.ts'])],
      // Processes, not threads: some tests start children, send signals or change folder.
      pool: 'forks',
      // What is imported once a process is most of a run's time; product modules hold no state, so files may share them.
      isolate: options.isolated ?? false,
      // turbo runs packages side by side already.
      maxWorkers: 2,
      testTimeout: options.testTimeout ?? givenUpAfter,
      hookTimeout: options.testTimeout ?? givenUpAfter,
      expect: { poll: { timeout: givenUpAfter / 2 } },
      passWithNoTests: true,
      globalSetup: [fromRoot('scripts/vitest/ownTemporaryFolder.ts')],
      provide: { reachableHosts: options.reaches ?? [] },
      setupFiles: networkIsOpen ? [] : [fromRoot('scripts/vitest/networkGuard.ts')],
      reporters: ['default', [fromRoot('scripts/vitest/resultsReporter.ts'), options.suite === undefined ? {} : { suite: options.suite }]],
      // Measured with `--coverage`; the gate is scripts/run/coverage.mjs, at the end of `npm test`. The apps' tests count
      // for core as well: what in core drives stores and DRS is tested through the apps, with testkit's stand-ins.
      coverage: {
        provider: 'v8',
        include: ['src/**/*.ts', 'packages/core/src/**/*.ts'],
        allowExternal: true,
        exclude: ['**/*.test.ts', '**/packages/testkit/**'],
        reporter: ['json'],
        reportOnFailure: true,
        reportsDirectory: 'test-results/coverage',
      },
    },
  });
}

/**
 * The configuration of a package's `test/engines`: in real time on engines that nobody here wrote, so apart from the
 * other tests (`npm run test:engines`). They reach the engines that the environment names, and nothing else (R11.4).
 * @param testTimeout milliseconds
 * @throws {Error} where the environment names an engine that cannot be used
 */
export function engineTests({ testTimeout }: { readonly testTimeout: number }): ViteUserConfig {
  givenEngine(process.env);
  return packageTests({ suite: enginesResults(process.env), include: ['test/engines/**/*.engines.ts'], testTimeout, reaches: engineHosts(process.env) });
}

import { fileURLToPath } from 'node:url';

import { defineConfig, type ViteUserConfig } from 'vitest/config';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Workspace packages resolve to their sources, so tests need no build; the rest is vite's default for Node, without
 * `module`: that leads to the SDK's bundler-only files, which Node cannot load.
 */
const conditions = ['@drs-orchestration/source', 'node', 'development|production'];

/** What a package may want otherwise than the others; times in milliseconds. */
export interface TestOptions {
  /** How long one test may take; 10 s where not said. */
  readonly testTimeout?: number;
  /** Files to run, relative to the package; `*.test.ts` in `src` and `test` where not said. */
  readonly include?: readonly string[];
}

/** The test configuration all packages share; call it from the package's `vitest.config.ts`. */
export function packageTests(options: TestOptions = {}): ViteUserConfig {
  return defineConfig({
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      include: [...(options.include ?? ['src/**/*.test.ts', 'test/**/*.test.ts'])],
      // Processes, not threads: some tests start children, send signals or change folder.
      pool: 'forks',
      // turbo runs packages side by side already.
      maxWorkers: 2,
      testTimeout: options.testTimeout ?? 10_000,
      hookTimeout: options.testTimeout ?? 10_000,
      passWithNoTests: true,
      setupFiles: [fromRoot('scripts/vitest/networkGuard.ts')],
      reporters: ['default', fromRoot('scripts/vitest/resultsReporter.ts')],
    },
  });
}

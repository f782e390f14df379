import type { TestFiles } from '../mutant.js';

const filesOf = (folder: string) => (...files: readonly string[]): { readonly tests: TestFiles } => ({ tests: { package: folder, files } });

/** Caught by these test files of core. */
export const core: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('packages/core');
/** Caught by these test files of the testkit. */
export const testkit: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('packages/testkit');
/** Caught by these test files of the orchestrator. */
export const orchestrator: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('apps/orchestrator');
/** Caught by these test files of the repository's scripts. */
export const scripts: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('scripts');
/** Caught by these end-to-end tests. */
export const e2e: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('e2e');
/** Caught by these tests of the benchmark. */
export const bench: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('bench');
/** Caught by these test files of the poller. */
export const poller: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('apps/poller');
/** Caught by these test files of the finder. */
export const finder: (...files: readonly string[]) => { readonly tests: TestFiles } = filesOf('apps/finder');

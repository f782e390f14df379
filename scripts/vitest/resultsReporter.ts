import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { SerializedError, TestCase, TestModule, TestRunEndReason, TestSuite, Vitest } from 'vitest/node';

import { ownTests, resultsFile, setUpFailed, type NotPassed, type TestResults, type TestRun } from '../run/testResults.mjs';

/** Which results these are, where not those of `npm test`; see `TestOptions.suite`. */
export interface ResultsOptions {
  readonly suite?: string;
}

/**
 * Writes a package's counts, its skipped and failed tests with their reasons, for `npm test` to add up; and each test's
 * title and state, for `npm run trace`.
 */
export default class ResultsReporter {
  private vitest: (Vitest & { readonly filenamePattern?: readonly string[] }) | undefined;
  private root = '';
  private readonly suite: string;

  constructor(options: ResultsOptions = {}) {
    this.suite = options.suite ?? ownTests;
  }

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
    this.root = vitest.config.root;
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    _reason: TestRunEndReason,
  ): void {
    if (this.isPart()) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    // A file or a hook that fails has no test to count, nor has an error outside of all tests.
    const failures = [
      ...tests.flatMap((test) => failedTest(test, this.root)),
      ...modules.flatMap((module) => failedOutsideTests(module, this.root)),
      ...unhandledErrors.map((error) => ({ title: 'outside of all tests', reason: firstLine(error) })),
    ];
    this.write({
      package: packageName(this.root),
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed: failures.length,
      skipped: tests.flatMap((test) => skippedTest(test, this.root)),
      failures,
      tests: tests.map((test) => ({ file: relative(this.root, test.module.moduleId), title: test.fullName, state: stateOf(test) })),
    });
  }

  /** Some files or titles alone, as in daily work, say nothing of the suite. */
  private isPart(): boolean {
    return (this.vitest?.filenamePattern?.length ?? 0) > 0 || this.vitest?.config.testNamePattern !== undefined;
  }

  private write(results: TestResults): void {
    const file = join(this.root, resultsFile(this.suite));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  }
}

function failedTest(test: TestCase, root: string): NotPassed[] {
  const result = test.result();
  return result.state === 'failed' ? [{ title: titleOf(test, root), reason: firstLine(result.errors[0]) }] : [];
}

function failedOutsideTests(module: TestModule, root: string): NotPassed[] {
  const file = relative(root, module.moduleId);
  const of = (title: string, suite: TestSuite | TestModule): NotPassed[] => suite.errors().map((error) => ({ title, reason: firstLine(error) }));
  return [...of(file, module), ...[...module.children.allSuites()].flatMap((suite) => of(`${file}: ${suite.fullName}`, suite))];
}

function titleOf(test: TestCase, root: string): string {
  return `${relative(root, test.module.moduleId)}: ${test.fullName}`;
}

/** What an error says first, on one line. */
function firstLine(error: SerializedError | undefined): string {
  const said = error?.message.split('\n').find((line) => line.trim() !== '');
  return (said ?? 'its error says nothing').trim().slice(0, 300);
}

function stateOf(test: TestCase): TestRun['state'] {
  const { state } = test.result();
  return state === 'pending' ? 'skipped' : state;
}

function skippedTest(test: TestCase, root: string): NotPassed[] {
  const result = test.result();
  if (result.state !== 'skipped' && result.state !== 'pending') return [];
  const note = result.state === 'skipped' ? result.note : undefined;
  const reason = note ?? failedSetUp(test) ?? (result.state === 'pending' ? 'the run broke off before its end' : 'no reason given');
  return [{ title: titleOf(test, root), reason }];
}

/** Why a test that wanted to run was never begun: the first error of what had to be set up for it, on one line. */
function failedSetUp({ options, parent }: TestCase): string | undefined {
  if (options.mode !== 'run') return undefined;
  const failed = withAncestors(parent).find((suite) => suite.errors().length > 0 && ranNothing(suite));
  return failed === undefined ? undefined : `${setUpFailed}${firstLine(failed.errors()[0])}`;
}

function withAncestors(suite: TestSuite | TestModule): (TestSuite | TestModule)[] {
  return suite.type === 'suite' ? [suite, ...withAncestors(suite.parent)] : [suite];
}

/** Where a test ran, errors outside of tests came after it: of what tidies up. */
function ranNothing(suite: TestSuite | TestModule): boolean {
  return [...suite.children.allTests()].every((test) => test.result().state === 'skipped');
}

function packageName(root: string): string {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly name: string };
  return name;
}

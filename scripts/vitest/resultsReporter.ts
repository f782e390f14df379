import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { SerializedError, TestCase, TestModule, TestRunEndReason, Vitest } from 'vitest/node';

import { resultsFile, type TestResults } from '../run/testResults.mjs';

type SkippedTest = TestResults['skipped'][number];

/** Writes a package's counts, and its skipped tests with their reasons, for `npm test` to add up. */
export default class ResultsReporter {
  private root = '';

  onInit(vitest: Vitest): void {
    this.root = vitest.config.root;
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    _reason: TestRunEndReason,
  ): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failedTests = tests.filter((test) => test.result().state === 'failed').length;
    // A file or a hook that fails has no test to count, nor has an error outside of all tests.
    const failedElsewhere = modules.reduce((sum, module) => sum + errorsOutsideTests(module), unhandledErrors.length);
    this.write({
      package: packageName(this.root),
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed: failedTests + failedElsewhere,
      skipped: tests.flatMap((test) => skippedTest(test, this.root)),
    });
  }

  private write(results: TestResults): void {
    const file = join(this.root, resultsFile);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  }
}

function errorsOutsideTests(module: TestModule): number {
  const suites = [...module.children.allSuites()];
  return [module, ...suites].reduce((sum, suite) => sum + suite.errors().length, 0);
}

function skippedTest(test: TestCase, root: string): SkippedTest[] {
  const result = test.result();
  if (result.state !== 'skipped' && result.state !== 'pending') return [];
  const reason = (result.state === 'skipped' ? result.note : undefined) ?? 'no reason given';
  return [{ title: `${relative(root, test.module.moduleId)}: ${test.fullName}`, reason }];
}

function packageName(root: string): string {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly name: string };
  return name;
}

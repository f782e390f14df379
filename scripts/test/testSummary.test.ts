import { describe, expect, it } from 'vitest';

import { describeTestResults } from '../run/testSummary.mjs';

describe('what npm test prints last', () => {
  it('is the count over all packages, alone on its line', () => {
    const lines = describeTestResults([
      { package: 'core', passed: 3, failed: 0, skipped: [], failures: [], tests: [] },
      { package: 'cli', passed: 4, failed: 1, skipped: [], failures: [], tests: [] },
    ]);
    expect(lines).toEqual(['7 passed, 1 failed, 0 skipped']);
  });

  it('names what was skipped before that, once for each reason', () => {
    const lines = describeTestResults([
      { package: 'core', passed: 1, failed: 0, skipped: [{ title: 'a', reason: 'no engine' }], failures: [], tests: [] },
      { package: 'cli', passed: 0, failed: 0, skipped: [{ title: 'b', reason: 'no engine' }, { title: 'c', reason: 'no AWS' }], failures: [], tests: [] },
    ]);
    expect(lines).toEqual(['Skipped: no engine', '  - core: a', '  - cli: b', 'Skipped: no AWS', '  - cli: c', '1 passed, 0 failed, 3 skipped']);
  });

  it('names what failed last of all, with the first line of its error', () => {
    const lines = describeTestResults([
      { package: 'core', passed: 1, failed: 1, skipped: [{ title: 'a', reason: 'no engine' }], failures: [{ title: 'src/a.test.ts: b', reason: 'expected 1 to be 2' }], tests: [] },
    ]);
    expect(lines).toEqual(['Skipped: no engine', '  - core: a', 'Failed: core: src/a.test.ts: b: expected 1 to be 2', '1 passed, 1 failed, 1 skipped']);
  });
});

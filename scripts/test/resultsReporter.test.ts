import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import { resultsFile, type TestResults } from '../run/testResults.mjs';
import { folderOf } from './folder.js';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** Runs these test files as a package's, with the shared configuration; their globals stand for vitest's names. */
function resultsOf(files: Readonly<Record<string, string>>): { readonly status: number | null; readonly results: TestResults } {
  const folder = folderOf({
    ...files,
    'package.json': '{ "name": "sample", "type": "module" }',
    'vitest.config.ts': `
      import { packageTests } from ${JSON.stringify(join(root, 'vitest.shared.ts'))};
      const shared = packageTests();
      export default { ...shared, test: { ...shared.test, globals: true } };`,
  });
  const { status } = spawnSync(process.execPath, [vitest, 'run'], { cwd: folder });
  return { status, results: JSON.parse(readFileSync(join(folder, resultsFile), 'utf8')) as TestResults };
}

describe('the results of a package', () => {
  it('count each test, and name each skipped one with its reason', () => {
    const { status, results } = resultsOf({
      'src/a.test.ts': `
        it('holds', () => {});
        it('holds too', () => {});
        it('needs an engine', (context) => context.skip(true, 'no engine here'));
        describe('a suite', () => { it.skip('says nothing', () => {}); });`,
    });
    expect(status).toBe(0);
    expect(results).toEqual({
      package: 'sample',
      passed: 2,
      failed: 0,
      skipped: [
        { title: 'src/a.test.ts: needs an engine', reason: 'no engine here' },
        { title: 'src/a.test.ts: a suite > says nothing', reason: 'no reason given' },
      ],
    });
  });

  it('count what fails outside of a test: a file that does not load, a hook', () => {
    const { status, results } = resultsOf({
      'src/a.test.ts': "it('fails', () => { throw new Error('no'); });",
      'src/b.test.ts': "import './nowhere.js';",
      'src/c.test.ts': "describe('hook', () => { beforeAll(() => { throw new Error('no'); }); it('never runs', () => {}); });",
    });
    expect(status).toBe(1);
    expect(results.failed).toBe(3);
  });

  it('fail a test that swallows the refusal of a connection', () => {
    const { status, results } = resultsOf({
      'src/a.test.ts': `
        import { connect } from 'node:net';
        it('swallows', () => { try { connect(1, '203.0.113.7'); } catch {} });`,
    });
    expect(status).toBe(1);
    expect(results).toMatchObject({ passed: 0, failed: 1 });
  });
});

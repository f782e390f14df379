import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import { ownTests, resultsFile, type TestResults } from '../run/testResults.mjs';
import { folderOf } from './folder.js';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

interface Run {
  /** vitest's own arguments. */
  readonly args?: readonly string[];
  /** What the package's configuration passes on, as source. */
  readonly options?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly suite?: string;
}

/** Runs these test files as a package's, with the shared configuration; their globals stand for vitest's names. */
function runOf(files: Readonly<Record<string, string>>, run: Run = {}): { readonly status: number | null; readonly folder: string } {
  const folder = folderOf({
    ...files,
    'package.json': '{ "name": "sample", "type": "module" }',
    'vitest.config.ts': `
      import { packageTests } from ${JSON.stringify(join(root, 'vitest.shared.ts'))};
      const shared = packageTests(${run.options ?? ''});
      export default { ...shared, test: { ...shared.test, globals: true } };`,
  });
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...(run.args ?? [])], { cwd: folder, env: { ...process.env, ...run.environment } });
  return { status, folder };
}

function resultsOf(files: Readonly<Record<string, string>>, run: Run = {}): { readonly status: number | null; readonly results: TestResults } {
  const { status, folder } = runOf(files, run);
  return { status, results: JSON.parse(readFileSync(join(folder, resultsFile(run.suite ?? ownTests)), 'utf8')) as TestResults };
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
      tests: [
        { file: 'src/a.test.ts', title: 'holds', state: 'passed' },
        { file: 'src/a.test.ts', title: 'holds too', state: 'passed' },
        { file: 'src/a.test.ts', title: 'needs an engine', state: 'skipped' },
        { file: 'src/a.test.ts', title: 'a suite > says nothing', state: 'skipped' },
      ],
    });
  });

  it('are kept apart by suite, so that one on other engines does not overwrite those of npm test', () => {
    const { folder } = runOf({ 'src/a.test.ts': "it('drills', () => {});" }, { suite: 'engines', options: "{ suite: 'engines' }" });
    expect(readdirSync(join(folder, 'test-results'))).toEqual(['engines.json']);
  });

  it('are not written by a run of some files or titles, which says nothing of the others', () => {
    const files = { 'src/a.test.ts': "it('holds', () => {});", 'src/b.test.ts': "it('holds', () => {});" };
    for (const args of [['src/a.test.ts'], ['-t', 'holds']]) {
      const { status, folder } = runOf(files, { args });
      expect(status).toBe(0);
      expect(existsSync(join(folder, 'test-results'))).toBe(false);
    }
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

  const reaches = {
    'src/a.test.ts': `
      import { connect } from 'node:net';
      it('swallows', () => { try { connect(1, '203.0.113.7').on('error', () => {}).destroy(); } catch {} });`,
  };

  it('fail a test that swallows the refusal of a connection [R11.4]', () => {
    const { status, results } = resultsOf(reaches);
    expect(status).toBe(1);
    expect(results).toMatchObject({ passed: 0, failed: 1 });
  });

  it.each([
    ['not for a suite that names no variable', '', { DRS_SAMPLE_ACCOUNT: '111122223333' }, 1],
    ['not where the variable is unset', "{ networkOpenedBy: 'DRS_SAMPLE_ACCOUNT' }", {}, 1],
    ['not where it is empty', "{ networkOpenedBy: 'DRS_SAMPLE_ACCOUNT' }", { DRS_SAMPLE_ACCOUNT: '' }, 1],
    ['not by another variable', "{ networkOpenedBy: 'DRS_SAMPLE_ACCOUNT' }", { DRS_OTHER_ACCOUNT: '111122223333' }, 1],
    ['where it names an account', "{ networkOpenedBy: 'DRS_SAMPLE_ACCOUNT' }", { DRS_SAMPLE_ACCOUNT: '111122223333' }, 0],
  ])('the network is opened by the variable a suite names, and %s [R11.4]', (_when, options, environment, expected) => {
    expect(runOf(reaches, { options, environment }).status).toBe(expected);
  });
});

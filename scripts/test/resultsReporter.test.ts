import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { resultsOf, runOf } from './samplePackage.js';

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
      failures: [],
      tests: [
        { file: 'src/a.test.ts', title: 'holds', state: 'passed' },
        { file: 'src/a.test.ts', title: 'holds too', state: 'passed' },
        { file: 'src/a.test.ts', title: 'needs an engine', state: 'skipped' },
        { file: 'src/a.test.ts', title: 'a suite > says nothing', state: 'skipped' },
      ],
    });
  });

  it('are kept apart by suite, so that one on other engines does not overwrite those of npm test', () => {
    const { folder } = runOf({ 'src/a.test.ts': "it('drills', () => {});" }, { configuration: "packageTests({ suite: 'engines' })" });
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

  it('count and name what fails, outside of a test, too: a file that does not load, a hook', () => {
    const { status, results } = resultsOf({
      'src/a.test.ts': "it('fails', () => { throw new Error('no'); });",
      'src/b.test.ts': "import './nowhere.js';",
      'src/c.test.ts': "describe('hook', () => { beforeAll(() => { throw new Error('no'); }); it('never runs', () => {}); });",
    });
    expect(status).toBe(1);
    expect(results.failed).toBe(3);
    expect(results.failures).toEqual([
      { title: 'src/a.test.ts: fails', reason: 'no' },
      { title: 'src/b.test.ts', reason: expect.stringContaining('./nowhere.js') as string },
      { title: 'src/c.test.ts: hook', reason: 'no' },
    ]);
  });

  const reasonsOf = (file: string): readonly (readonly [string, string])[] => resultsOf({ 'src/a.test.ts': file }).results.skipped.map(({ title, reason }) => [title.replace('src/a.test.ts: ', ''), reason]);

  it("say of tests whose suite could not be set up that this is why they did not run, and its error's first line", () => {
    expect(
      reasonsOf(`
        beforeAll(() => new Promise(() => {}), 50);
        it('waits for an engine', () => {});
        describe('inside', () => { it('waits too', () => {}); it.skip('waits for nothing', () => {}); });`),
    ).toEqual([
      ['waits for an engine', "the suite's own set-up failed: Hook timed out in 50ms."],
      ['inside > waits too', "the suite's own set-up failed: Hook timed out in 50ms."],
      ['inside > waits for nothing', 'no reason given'],
    ]);
    expect(
      reasonsOf(`
        it('needs nothing', () => {});
        describe('an engine', () => { beforeAll(() => { throw new Error('\\nit answers nothing\\nat all'); }); it('answers', () => {}); });`),
    ).toEqual([['an engine > answers', "the suite's own set-up failed: it answers nothing"]]);
  });

  it('say nothing of a set-up where a suite failed only to tidy up', () => {
    expect(
      reasonsOf(`
        afterAll(() => { throw new Error('it does not close'); });
        it('runs', () => {});
        it('skips itself', (context) => context.skip());`),
    ).toEqual([['skips itself', 'no reason given']]);
  });

  it('say of tests that a dying process never came to that the run broke off', () => {
    const { status, results } = resultsOf({ 'src/a.test.ts': "it('kills', () => process.kill(process.pid, 'SIGKILL')); it('comes later', () => {});" });
    expect(status).toBe(1);
    expect(results.skipped.map(({ reason }) => reason)).toEqual(['the run broke off before its end', 'the run broke off before its end']);
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
    expect(runOf(reaches, { configuration: `packageTests(${options})`, environment }).status).toBe(expected);
  });
});

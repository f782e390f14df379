import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import { folderOf } from './folder.js';

/** Runs .ci/run with an npm that answers `npm test` and `npm run drill` so. */
function ci(test: string, drill: string, scripts: Readonly<Record<string, string>> = {}): { readonly status: number | null; readonly last: string | undefined } {
  const folder = folderOf({
    'package.json': JSON.stringify({ scripts }),
    'bin/npm': `#!/bin/sh\ncase "$*" in test) ${test};; 'run drill') ${drill};; 'run test:engines') echo '5 passed, 0 failed';; 'run trace') exit 1;; esac\n`,
  });
  cpSync(join(root, '.ci'), join(folder, '.ci'), { recursive: true });
  const PATH = [join(folder, 'bin'), process.env['PATH']].join(delimiter);
  const { status, stdout } = spawnSync(join(folder, '.ci', 'run'), { cwd: '/', env: { ...process.env, PATH }, encoding: 'utf8' });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

describe('.ci/run', () => {
  const tests = "echo '40 passed, 0 failed, 2 skipped'";

  it('ends with the count of tests, in which the drill is one', () => {
    expect(ci(tests, 'true')).toEqual({ status: 0, last: '41 passed, 0 failed' });
  });

  it('adds the tests on other engines, where there are any', () => {
    expect(ci(tests, 'true', { 'test:engines': '' })).toEqual({ status: 0, last: '46 passed, 0 failed' });
  });

  it('fails where the trace does: one check', () => {
    expect(ci(tests, 'true', { trace: '' })).toEqual({ status: 1, last: '41 passed, 1 failed' });
  });

  it('fails where a test fails, and still runs the rest', () => {
    expect(ci("echo '39 passed, 1 failed, 0 skipped'; exit 1", 'true')).toEqual({ status: 1, last: '40 passed, 1 failed' });
  });

  it('fails where the drill fails', () => {
    expect(ci(tests, 'exit 11')).toEqual({ status: 1, last: '40 passed, 1 failed' });
  });

  it('never says that nothing failed where something other than a test did', () => {
    expect(ci(`${tests}; exit 1`, 'true')).toEqual({ status: 1, last: '41 passed, 1 failed' });
    expect(ci('exit 1', 'true')).toEqual({ status: 1, last: '1 passed, 1 failed' });
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import { folderOf, pathWith } from './folder.js';

/** Runs .ci/run with an npm that answers `npm test` and `npm run drill` so. */
function ci(test: string, drill: string, scripts: Readonly<Record<string, string>> = {}, environment: NodeJS.ProcessEnv = {}): { readonly status: number | null; readonly last: string | undefined; readonly lines: readonly string[] } {
  const folder = folderOf({
    'package.json': JSON.stringify({ scripts }),
    'bin/docker': '#!/bin/sh\nexit "${DOCKER:-1}"\n',
    'bin/npm': `#!/bin/sh\ncase "$*" in test) ${test};; 'run drill') ${drill};; 'run test:engines') echo '5 passed, 0 failed';; 'run test:engines -- --compose') echo '6 passed, 0 failed';; 'run trace') exit 1;; 'run skipped') eval "\${SKIPPED:-true}";; esac\n`,
  });
  cpSync(join(root, '.ci'), join(folder, '.ci'), { recursive: true });
  const { status, stdout } = spawnSync(join(folder, '.ci', 'run'), { cwd: '/', env: { ...process.env, PATH: pathWith(folder), ...environment }, encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  return { status, last: lines.at(-1), lines };
}

describe('.ci/run', () => {
  const tests = "echo '40 passed, 0 failed, 2 skipped'";

  it('ends with the count of tests, in which the drill is one', () => {
    expect(ci(tests, 'true')).toMatchObject({ status: 0, last: '41 passed, 0 failed' });
  });

  it('adds the tests on other engines, where there are any', () => {
    expect(ci(tests, 'true', { 'test:engines': '' })).toMatchObject({ status: 0, last: '46 passed, 0 failed' });
  });

  it('adds those on Amazon\'s own images where a Docker engine is reached, and says that they were skipped elsewhere', () => {
    expect(ci(tests, 'true', { 'test:engines': '' }, { DOCKER: '0' }).last).toBe('52 passed, 0 failed');
    expect(ci(tests, 'true', { 'test:engines': '' }).lines).toContain('Skipped: npm run test:engines -- --compose: no Docker engine is reached (docker info)');
  });

  it('fails where the trace does: one check', () => {
    expect(ci(tests, 'true', { trace: '' })).toMatchObject({ status: 1, last: '41 passed, 1 failed' });
  });

  it('fails where a test fails, and still runs the rest', () => {
    expect(ci("echo '39 passed, 1 failed, 0 skipped'; exit 1", 'true')).toMatchObject({ status: 1, last: '40 passed, 1 failed' });
  });

  it('fails where the drill fails', () => {
    expect(ci(tests, 'exit 11')).toMatchObject({ status: 1, last: '40 passed, 1 failed' });
  });

  it('ends with what was skipped and why, before the count: what the suites say, and what it did not run itself', () => {
    const says = { SKIPPED: "printf 'Skipped: no engine\\n  - core: a test\\n'" };
    const { status, lines } = ci(tests, 'true', { skipped: '', 'test:engines': '', 'test:load': '' }, { ...says, AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:1' });
    const end = lines.slice(lines.indexOf('== npm run skipped') + 1);
    expect(end.slice(0, 2)).toEqual(['Skipped: no engine', '  - core: a test']);
    expect(end).toContain('Skipped: npm run deploy:rehearsal: package.json has no such script');
    expect(end.find((line) => line.startsWith('Skipped: npm test without a network: a suite is pointed elsewhere by'))).toContain('AWS_ENDPOINT_URL_SFN');
    expect(end.at(-1)).toMatch(/^\d+ passed, 0 failed$/);
    expect(status).toBe(0);
  });

  it('ends with what a failed check printed last, below what was skipped: the log may be kept by its end alone', () => {
    const { lines } = ci("echo 'Failed: core: a test: expected 1 to be 2'; echo '39 passed, 1 failed, 0 skipped'; exit 1", 'true', { skipped: '' }, { SKIPPED: "echo 'Skipped: no engine'" });
    const end = lines.slice(lines.findIndex((line) => /^== failed: .*npm test$/.test(line)));
    expect(end.slice(1)).toEqual(['Failed: core: a test: expected 1 to be 2', '39 passed, 1 failed, 0 skipped', '', '41 passed, 1 failed']);
    expect(lines.indexOf('Skipped: no engine')).toBeLessThan(lines.length - end.length);
  });

  it('fails where an engine that is present was skipped: one check', () => {
    expect(ci(tests, 'true', { skipped: '' }, { SKIPPED: 'false' })).toMatchObject({ status: 1, last: '41 passed, 1 failed' });
  });

  it('never says that nothing failed where something other than a test did', () => {
    expect(ci(`${tests}; exit 1`, 'true')).toMatchObject({ status: 1, last: '41 passed, 1 failed' });
    expect(ci('exit 1', 'true')).toMatchObject({ status: 1, last: '1 passed, 1 failed' });
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { canSeeProcesses } from '../run/leftProcesses.mjs';
import { root } from '../run/root.mjs';
import type { TestResults } from '../run/testResults.mjs';
import { folderOf } from './folder.js';

const results = { package: 'core', passed: 1, failed: 0, skipped: [], tests: [] };

/** Runs `npm test` in a checkout where the suites are this shell script. */
function npmTest(suites: string): { readonly status: number | null; readonly lines: string[]; readonly checks: TestResults } {
  const npx = `#!/bin/sh
mkdir -p node_modules
case "$*" in *turbo*) ;; *) exit 0;; esac
mkdir -p packages/core/test-results "$TMPDIR/core"
echo '${JSON.stringify(results)}' > packages/core/test-results/tests.json
${suites}
`;
  const folder = folderOf({
    'package.json': JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19' } }),
    'pnpm-lock.yaml': '',
    'apps/finder/package.json': '{}',
    'packages/core/package.json': '{}',
    'packages/core/test-results/engines.json': JSON.stringify({ ...results, failed: 9 }),
    'scripts/package.json': '{}',
    'bin/npx': npx,
  });
  for (const each of ['run.mjs', 'run']) cpSync(join(root, 'scripts', each), join(folder, 'scripts', each), { recursive: true });
  const PATH = [join(folder, 'bin'), process.env['PATH']].join(delimiter);
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'scripts', 'run.mjs'), 'test'], { cwd: folder, env: { ...process.env, PATH }, encoding: 'utf8' });
  const checks = JSON.parse(readFileSync(join(folder, 'scripts/test-results/checks.json'), 'utf8')) as TestResults;
  return { status, lines: stdout.trimEnd().split('\n'), checks };
}

describe('npm test', () => {
  it('counts what it checks after the suites, by title, and nothing of earlier runs', () => {
    const { status, lines, checks } = npmTest('');
    const seen = canSeeProcesses ? 3 : 2;
    expect(lines.at(-1)).toBe(`${seen + 1} passed, 0 failed, ${3 - seen} skipped`);
    expect(status).toBe(0);
    const passed = checks.tests.filter(({ state }) => state === 'passed').map(({ title }) => title);
    expect(passed).toContain('[R12.5] no temporary file of the suites is left');
    expect(passed.every((title) => title.startsWith('[R12.5] '))).toBe(true);
  });

  it('fails where the suites leave something behind, and names it with the package [R12.5]', (context) => {
    context.skip(!canSeeProcesses, 'this system has no /proc to find processes in');
    const leave = 'touch "$TMPDIR/core/forgotten"; mkdir packages/core/.drs-orchestration; npm_package_name=core sleep 60 >/dev/null 2>&1 &';
    const { status, lines, checks } = npmTest(leave);
    expect(lines).toEqual([
      expect.stringMatching(/^FAILED \[R12\.5\] no process and .*: process \d+ of core: sleep 60$/),
      'FAILED [R12.5] no temporary file of the suites is left: forgotten, in the temporary folder of core',
      expect.stringMatching(/^FAILED \[R12\.5\] no record .*: records in .*packages.core..drs-orchestration$/),
      '1 passed, 3 failed, 0 skipped',
    ]);
    expect(checks.failed).toBe(3);
    expect(status).toBe(1);
  });
});

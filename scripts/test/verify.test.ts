import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { canSeeProcesses } from '../run/procStat.mjs';
import { gate } from '../run/coverage.mjs';
import { root } from '../run/root.mjs';
import type { TestResults } from '../run/testResults.mjs';
import { moveTemporaryFiles } from '../run/testRun.mjs';
import { folderOf, pathWith } from './folder.js';

const results = { package: 'core', passed: 1, failed: 0, skipped: [], failures: [], tests: [] };
const line = { start: { line: 1, column: 0 }, end: { line: 1, column: 9 } };
const covered = { statementMap: { 0: line }, s: { 0: 1 }, fnMap: {}, f: {}, branchMap: { 0: { type: 'if', loc: line, locations: [line], line: 1 } }, b: { 0: [1] } };

interface Outcome {
  readonly status: number | null;
  readonly lines: string[];
  /** What was checked after the suites. */
  readonly checks: TestResults | undefined;
}

interface Stage {
  /** What the suites that turbo starts do, in shell, and what the rehearsal does. */
  readonly suites?: string;
  readonly rehearsal?: string;
  /** What the simulation does, in TypeScript. */
  readonly simulation?: string;
  /** The packages of the coverage gate whose tests do not say what they cover. */
  readonly silent?: readonly string[];
}

/** Runs `scripts/run.mjs` in a checkout with these stand-ins. */
function run([command = '', ...args]: readonly string[], { suites = 'true', rehearsal = 'true', simulation = '', silent = [] }: Stage = {}): Outcome {
  const npx = `#!/bin/sh
mkdir -p node_modules
case "$*" in
  *turbo*)
    mkdir -p packages/core/test-results "$TMPDIR/core"
    echo '${JSON.stringify(results)}' > packages/core/test-results/tests.json
    cp -R reports/. .
    ${suites};;
  *rehearsal)
    ${rehearsal};;
esac
`;
  const packages = ['apps/orchestrator', 'apps/finder', 'apps/poller', 'packages/core', 'infra', 'simulation', 'scripts'];
  const folder = folderOf({
    'package.json': JSON.stringify({ packageManager: 'pnpm@1.2.3', engines: { node: '>=20.19' } }),
    'pnpm-lock.yaml': '',
    ...Object.fromEntries(packages.map((each) => [`${each}/package.json`, '{ "type": "module" }'])),
    'packages/core/test-results/engines.json': JSON.stringify({ ...results, failed: 9 }),
    'simulation/build/simulate.ts': simulation,
    'bin/npx': npx,
    'reports/.keep': '',
    'tmp/.keep': '',
  });
  for (const each of gate.packages.filter((name) => !silent.includes(name))) {
    const file = join(folder, 'reports', each, 'test-results/coverage/coverage-final.json');
    mkdirSync(dirname(file), { recursive: true });
    const path = join(folder, each, 'src/index.ts');
    writeFileSync(file, JSON.stringify({ [path]: { path, ...covered } }));
  }
  for (const each of ['run.mjs', 'run']) cpSync(join(root, 'scripts', each), join(folder, 'scripts', each), { recursive: true });
  symlinkSync(join(root, 'scripts', 'node_modules'), join(folder, 'scripts', 'node_modules'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'node_modules', 'tsx'), join(folder, 'node_modules', 'tsx'));
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'scripts', 'run.mjs'), command, ...args], { cwd: folder, env: { ...process.env, ...moveTemporaryFiles(join(folder, 'tmp')), PATH: pathWith(folder) }, encoding: 'utf8' });
  const file = join(folder, 'scripts/test-results', command === 'test' ? 'checks.json' : `${command}-checks.json`);
  return { status, lines: stdout.trimEnd().split('\n'), checks: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestResults) : undefined };
}

const leave = 'touch "$TMPDIR/core/forgotten"; mkdir packages/core/.drs-orchestration; npm_package_name=core sleep 60 >/dev/null 2>&1 & true';

describe('npm test', () => {
  it('counts what it checks after the suites, by title, and nothing of earlier runs', () => {
    const { status, lines, checks } = run(['test']);
    const unseen = canSeeProcesses ? 1 : 2;
    expect(lines.at(-1)).toBe(`${1 + 4 - unseen + 5} passed, 0 failed, ${unseen} skipped`);
    expect(status).toBe(0);
    const passed = checks?.tests.filter(({ state }) => state === 'passed').map(({ title }) => title);
    expect(passed).toContain('[R12.5] no temporary file of the suites is left');
    expect(passed).toContain('the tests of apps/poller cover 90 % of its lines and branches');
  });

  it('fails where the suites leave something behind, and names it with the package [R12.5]', (context) => {
    context.skip(!canSeeProcesses, 'this system has no /proc to find processes in');
    const { status, lines, checks } = run(['test'], { suites: leave });
    expect(lines.filter((each) => each.startsWith('FAILED'))).toEqual([
      expect.stringMatching(/^FAILED \[R12\.5\] no process and .*: process \d+ of core: sleep 60$/),
      'FAILED [R12.5] no temporary file of the suites is left: forgotten, in the temporary folder of core',
      expect.stringMatching(/^FAILED \[R12\.5\] no record .*: records in .*packages.core..drs-orchestration$/),
    ]);
    expect(lines.at(-1)).toMatch(/ passed, 3 failed, 1 skipped$/);
    expect(checks?.failed).toBe(3);
    expect(status).toBe(1);
  });

  it('fails where a package does not say what its tests cover, and names the report; a part of the packages may be silent', () => {
    const { status, lines } = run(['test'], { silent: ['apps/poller'] });
    expect(lines).toContain('FAILED the coverage is not known: there is no apps/poller/test-results/coverage/coverage-final.json. Did the tests of its package run?');
    expect(lines.at(-1)).toMatch(/ passed, 1 failed, \d skipped$/);
    expect(status).toBe(1);
    const part = run(['test', '--filter=core'], { silent: ['apps/poller'] });
    expect(part.status).toBe(0);
    expect(part.lines.at(-1)).toMatch(/ passed, 0 failed, \d skipped$/);
  });
});

describe('what runs beside npm test [R12.5]', () => {
  beforeEach((context) => context.skip(!canSeeProcesses, 'this system has no /proc to find processes in'));

  it('npm run test:load counts that nothing is left, and fails where something is', () => {
    const clean = run(['load']);
    expect([clean.status, clean.lines.at(-1)]).toEqual([0, '3 passed, 0 failed, 1 skipped']);
    const { status, lines, checks } = run(['load'], { suites: leave });
    expect([status, checks?.failed]).toEqual([1, 3]);
    expect(lines.at(-1)).toBe('0 passed, 3 failed, 1 skipped');
  });

  it('npm run simulate fails where a run leaves something behind, and names it', () => {
    expect(run(['simulate'], { simulation: "console.log('7 passed, 0 failed')" })).toMatchObject({ status: 0, lines: ['7 passed, 0 failed'] });
    const forgets = `
      import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      import { tmpdir } from 'node:os';
      writeFileSync(tmpdir() + '/forgotten', '');
      spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }).unref();
      console.log('7 passed, 0 failed');`;
    const { status, lines } = run(['simulate'], { simulation: forgets });
    expect(lines).toEqual([
      '7 passed, 0 failed',
      expect.stringMatching(/^FAILED \[R12\.5\] no process and .*: process \d+ of simulation: sleep 60$/),
      'FAILED [R12.5] no temporary file of the suites is left: forgotten, in the temporary folder of simulation',
    ]);
    expect(status).toBe(1);
  });

  it('npm run simulate ends as the simulation does', () => {
    expect(run(['simulate'], { simulation: 'process.exit(3)' }).status).toBe(3);
  });

  it('npm run deploy:rehearsal fails where it leaves something behind, and keeps its log where it fails by itself', () => {
    const forgets = 'echo "ok  all is well"; touch "$TMPDIR/forgotten"';
    expect(run(['rehearsal'], { rehearsal: forgets })).toMatchObject({ status: 1, lines: ['ok  all is well', expect.stringMatching(/: forgotten, in the temporary folder of infra$/)] });
    const { status, lines } = run(['rehearsal'], { rehearsal: 'touch "$TMPDIR/log"; echo "$TMPDIR/log"; exit 9' });
    expect(status).toBe(9);
    expect(lines).toHaveLength(1);
    const [log = ''] = lines;
    onTestFinished(() => rmSync(dirname(dirname(log)), { recursive: true, force: true }));
    expect(existsSync(log)).toBe(true);
  });
});

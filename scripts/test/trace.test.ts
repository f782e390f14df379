import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { root } from '../run/root.mjs';
import type { TestRun } from '../run/testResults.mjs';
import { folderOf } from './folder.js';

const list = `
- { id: R2.4, says: "A throttled call is repeated." }
- { id: R10.2, says: "A real drill launches instances.", onAws: "the emulators" }
- { id: A23, says: "A dashboard shows the polling.", due: 4 }
`;
const test = (title: string, state: TestRun['state'] = 'passed'): TestRun => ({ file: 'src/retry.test.ts', title, state });
const proven = [test('retries [R2.4]'), test('drills [R10.2]')];

interface Checkout {
  readonly tests?: readonly TestRun[];
  readonly engines?: readonly TestRun[];
  readonly list?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs the trace in a checkout with these results. */
function trace(args: readonly string[], checkout: Checkout): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const results = (tests: readonly TestRun[]): string => JSON.stringify({ package: 'core', passed: 0, failed: 0, skipped: [], failures: [], tests });
  const folder = folderOf({
    'package.json': '{}',
    'apps/finder/package.json': '{}',
    'packages/core/package.json': '{}',
    'docs/requirements.yaml': checkout.list ?? list,
    ...(checkout.tests === undefined ? {} : { 'packages/core/test-results/tests.json': results(checkout.tests) }),
    ...(checkout.engines === undefined ? {} : { 'apps/finder/test-results/engines.json': results(checkout.engines) }),
    ...checkout.files,
  });
  for (const each of ['run', 'trace']) cpSync(join(root, 'scripts', each), join(folder, 'scripts', each), { recursive: true });
  symlinkSync(join(root, 'scripts', 'node_modules'), join(folder, 'scripts', 'node_modules'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const program = 'import("./scripts/run/trace.mjs").then(async ({ trace }) => { process.exitCode = await trace(process.argv.slice(1)); })';
  return spawnSync(process.execPath, ['-e', program, '--', ...args], { cwd: folder, encoding: 'utf8' });
}

describe('npm run trace', () => {
  it('shows each requirement with its tests and how it stands, and succeeds where all are proven or due', () => {
    const { status, stdout } = trace([], { tests: [...proven, test('retries thrice [R2.4] [R10.2]')] });
    expect(stdout).toMatch(/R2\.4 +│ 2 +│ PROVEN +│ A throttled call/);
    expect(stdout).toMatch(/R10\.2 +│ 2 +│ ON AWS \(stands in: the emulators\) +│ A real drill/);
    expect(stdout).toMatch(/A23 +│ 0 +│ DUE 4 /);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('3 requirements: 1 PROVEN, 1 ON AWS, 1 DUE');
    expect(status).toBe(0);
  });

  it.each([
    ['no test passes', { tests: [test('drills [R10.2]'), test('retries [R2.4]', 'skipped')] }, 'R2.4 is UNPROVEN'],
    ['what stands in for AWS does not pass', { tests: [test('retries [R2.4]')] }, 'R10.2 is UNPROVEN'],
    ['one of its tests fails', { tests: [...proven, test('retries thrice [R2.4]', 'failed')] }, 'R2.4 is FAILED'],
    ['a test of what is due fails', { tests: [...proven, test('shows [A23]', 'failed')] }, 'A23 is FAILED'],
    ['a title has an id that is none', { tests: [...proven, test('x [R99.1]')] }, '[R99.1] is no requirement: src/retry.test.ts: x [R99.1]'],
    ['a title has two ids in one bracket', { tests: [...proven, test('x [R2.4, R10.2]')] }, '[R2.4, R10.2] is no requirement'],
  ])('fails where %s, and says so', (_when, checkout, said) => {
    const { status, stdout } = trace([], checkout);
    expect(stdout).toContain(said);
    expect(status).toBe(1);
  });

  it('says to run npm test where there are no results', () => {
    expect(trace([], {})).toMatchObject({ status: 1, stdout: '', stderr: 'There are no test results: run npm test first.\n' });
  });

  it('counts what ran beside npm test as well', () => {
    const { status } = trace([], { tests: [test('retries [R2.4]')], engines: [test('drills [R10.2]')] });
    expect(status).toBe(0);
  });

  it('lists one requirement’s tests with their files', () => {
    const { status, stdout } = trace(['--id', 'R2.4'], { tests: [...proven, test('retries thrice [R2.4]', 'skipped')] });
    expect(stdout.split('\n')).toEqual([
      'R2.4  PROVEN',
      'A throttled call is repeated.',
      '  passed  core src/retry.test.ts: retries [R2.4]',
      '  skipped core src/retry.test.ts: retries thrice [R2.4]',
      '',
    ]);
    expect(status).toBe(0);
    expect(trace(['--id', 'R2.5'], { tests: proven })).toMatchObject({ status: 2, stderr: expect.stringContaining('R2.5 is no requirement') });
  });

  it('gives all of it as JSON', () => {
    const { stdout } = trace(['--json'], { tests: proven });
    const { summary, faults, requirements } = JSON.parse(stdout) as { summary: string; faults: string[]; requirements: unknown[] };
    expect({ summary, faults }).toEqual({ summary: '3 requirements: 1 PROVEN, 1 ON AWS, 1 DUE', faults: [] });
    const proof = { package: 'core', file: 'src/retry.test.ts', title: 'retries [R2.4]', state: 'passed' };
    expect(requirements[0]).toEqual({ id: 'R2.4', says: 'A throttled call is repeated.', state: 'PROVEN', passed: 1, tests: [proof] });
  });

  it('knows its arguments', () => {
    expect(trace(['--all'], { tests: proven })).toMatchObject({ status: 2, stderr: expect.stringContaining('--id R2.4') });
  });

  it('asks for a mutant of each R and P, once the checkout has a catalogue of them', () => {
    const catalogue = { 'simulation/mutants/catalogue/index.ts': "export const catalogue = [{ name: 'retries-never', proves: ['R2.4'] }] as const;" };
    const named = '- { id: R2.4, says: "A throttled call is repeated.", mutant: retries-never }';
    expect(trace([], { tests: proven.slice(0, 1), list: named, files: catalogue })).toMatchObject({ status: 0, stdout: expect.stringMatching(/│ retries-never +│/) });
    const { status, stdout } = trace([], { tests: proven, files: catalogue });
    expect(stdout).toContain('R2.4 names no mutant');
    expect(status).toBe(1);
  });
});

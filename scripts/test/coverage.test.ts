import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { describeCoverage, gate, readCoverage } from '../run/coverage.mjs';
import { folderOf } from './folder.js';

/** What a package's tests covered: of each file, on ten lines with a branch each, these, counted from 0. */
type Covered = Readonly<Record<string, readonly number[]>>;

const at = (line: number): object => ({ start: { line, column: 0 }, end: { line, column: 9 } });
const ten = Array.from({ length: 10 }, (_, line) => line);
const map = (entry: (line: number) => unknown): object => Object.fromEntries(ten.map((line) => [line, entry(line)]));

function fileCoverage(path: string, lines: readonly number[]): object {
  const hits = (line: number): number => (lines.includes(line) ? 1 : 0);
  const branch = (line: number): object => ({ type: 'if', loc: at(line + 1), locations: [at(line + 1)], line: line + 1 });
  return { path, statementMap: map((line) => at(line + 1)), s: map(hits), fnMap: {}, f: {}, branchMap: map(branch), b: map((line) => [hits(line)]) };
}

function checkout(reports: Readonly<Record<string, Covered>>): string {
  const folder = folderOf({});
  for (const [name, covered] of Object.entries(reports)) {
    const files = Object.entries(covered).map(([file, lines]) => [join(folder, file), fileCoverage(join(folder, file), lines)]);
    mkdirSync(join(folder, name, 'test-results/coverage'), { recursive: true });
    writeFileSync(join(folder, name, 'test-results/coverage/coverage-final.json'), JSON.stringify(Object.fromEntries(files)));
  }
  return folder;
}

const core = 'packages/core/src/launch.ts';
const [finder, poller, orchestrator] = ['finder', 'poller', 'orchestrator'].map((app) => `apps/${app}/src/handler.ts`) as [string, string, string];

describe('the coverage gate', () => {
  it('wants 90 % of lines and branches of each package; what the apps’ tests cover in core counts', async () => {
    const folder = checkout({
      'packages/core': { [core]: [0, 1, 2, 3, 4] },
      'apps/orchestrator': { [core]: [4, 5, 6, 7], [orchestrator]: ten },
      'apps/finder': { [core]: [8], [finder]: ten.slice(1) },
      'apps/poller': { [core]: [], [poller]: ten.slice(2) },
    });
    const measured = [
      { package: 'packages/core', lines: 90, branches: 90, enough: true },
      { package: 'apps/orchestrator', lines: 100, branches: 100, enough: true },
      { package: 'apps/finder', lines: 90, branches: 90, enough: true },
      { package: 'apps/poller', lines: 80, branches: 80, enough: false },
    ];
    expect(await readCoverage(folder)).toEqual({ measured, missing: [] });
  });

  it('measures nothing where a report is missing, and names it', async () => {
    const folder = checkout({ 'packages/core': { [core]: [] }, 'apps/finder': { [finder]: ten }, 'apps/orchestrator': { [orchestrator]: ten } });
    expect(await readCoverage(folder)).toEqual({ measured: [], missing: ['apps/poller/test-results/coverage/coverage-final.json'] });
  });

  it('prints a line a package', () => {
    const [first = '', , third = ''] = gate.packages;
    expect(describeCoverage([{ package: first, lines: 95.14, branches: 91, enough: true }, { package: third, lines: 88, branches: 91, enough: false }])).toEqual([
      'Coverage of packages/core  95.1 % of lines, 91.0 % of branches',
      'Coverage of apps/finder    88.0 % of lines, 91.0 % of branches: BELOW 90 %',
    ]);
  });
});

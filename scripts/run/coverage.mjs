import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { root } from './root.mjs';

/** What must be covered, in percent of lines and of branches each, by the tests of all these packages together. */
export const gate = { packages: ['packages/core', 'apps/orchestrator', 'apps/finder', 'apps/poller'], percent: 90 };

/** Where vitest writes what a package's tests covered; turbo caches it. */
const report = join('test-results', 'coverage', 'coverage-final.json');

/**
 * @typedef {{ package: string, lines: number, branches: number, enough: boolean }} Coverage
 */

/**
 * The coverage of each package that is measured; of none where a package has no report, because a part of the tests
 * says nothing of core.
 * @param {string} [checkout]
 * @returns {Promise<{ measured: Coverage[], missing: string[] }>} `missing` are the reports that are not there
 */
export async function readCoverage(checkout = root) {
  const reports = gate.packages.map((name) => join(checkout, name, report));
  const missing = reports.filter((file) => !existsSync(file)).map((file) => relative(checkout, file));
  if (missing.length > 0) return { measured: [], missing };
  // Loaded here, because it is there only once it is installed.
  const { default: istanbul } = await import('istanbul-lib-coverage');
  const all = istanbul.createCoverageMap();
  for (const file of reports) all.merge(JSON.parse(readFileSync(file, 'utf8')));
  const measured = gate.packages.map((name) => {
    const total = istanbul.createCoverageSummary();
    const sources = join(checkout, name, 'src') + sep;
    for (const file of all.files()) if (file.startsWith(sources)) total.merge(all.fileCoverageFor(file).toSummary());
    const [lines, branches] = [Number(total.lines.pct), Number(total.branches.pct)];
    return { package: name, lines, branches, enough: lines >= gate.percent && branches >= gate.percent };
  });
  return { measured, missing: [] };
}

/**
 * A line for each package.
 * @param {readonly Coverage[]} measured
 * @returns {string[]}
 */
export function describeCoverage(measured) {
  const width = Math.max(0, ...measured.map((each) => each.package.length));
  return measured.map(
    (each) =>
      `Coverage of ${each.package.padEnd(width)}  ${each.lines.toFixed(1)} % of lines, ${each.branches.toFixed(1)} % of branches` +
      (each.enough ? '' : `: BELOW ${gate.percent} %`),
  );
}

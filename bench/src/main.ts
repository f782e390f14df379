// Runs all measurements, or those named as arguments; writes results.json and prints a table.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Measured, Measurement } from './measurement.js';
import { resultTable } from './resultTable.js';
import { statusIndex } from './statusIndex/statusIndex.js';

const measurements: readonly Measurement[] = [statusIndex];
const resultsFile = fileURLToPath(new URL('../results.json', import.meta.url));

const named = process.argv.slice(2);
const unknown = named.filter((name) => !measurements.some((measurement) => measurement.name === name));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}. There are ${measurements.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
} else {
  const results: { readonly measurement: Measurement; readonly measured: Measured }[] = [];
  for (const measurement of measurements.filter(({ name }) => named.length === 0 || named.includes(name))) {
    results.push({ measurement, measured: await measurement.run() });
  }
  const byName = <T>(part: (measured: Measured) => T): Record<string, T> => Object.fromEntries(results.map(({ measurement, measured }) => [measurement.name, part(measured)]));
  writeFileSync(resultsFile, `${JSON.stringify({ counts: byName(({ counts }) => counts), times: byName(({ times }) => times) }, undefined, 2)}\n`);
  console.log(resultTable(results));
}

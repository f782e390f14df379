import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure } from '../measurement.js';
import type { TestTimes } from '../tests/tests.js';
import type { Machine } from './machine.js';

/** `bench/results.json`: the measurements' own keys beside these. */
export interface Results extends Readonly<Record<string, unknown>> {
  readonly machine?: Machine;
  readonly tests?: TestTimes;
  /** By measurement, what the page shows. */
  readonly figures?: Readonly<Record<string, readonly Figure[]>>;
}

const file = fileURLToPath(new URL('../../results.json', import.meta.url));

/** What earlier runs left, or nothing. */
export function readResults(): Results {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};
}

/** Keeps results for the next run, and for whoever reads them. */
export function writeResults(results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

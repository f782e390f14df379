import { parseArgs } from 'node:util';
import type { TestTimes } from './tests/tests.js';

/** How the benchmark is asked for. */
export interface BenchArguments {
  /** The measurements to make. */
  readonly names: readonly string[];
  readonly tests: TestTimes;
}

/** Wrong arguments; the message says what is right. */
export class UsageError extends Error {}

function seconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === '' || !(number > 0 && Number.isFinite(number))) throw new UsageError(`--${option} takes seconds, but is ${JSON.stringify(text)}.`);
  return number;
}

/** Reads the command line: names of measurements (none: all), and wall times of `npm test` to be recorded. @throws UsageError */
export function parseBenchArguments(argv: readonly string[], known: readonly string[]): BenchArguments {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { 'tests-fresh': { type: 'string' }, 'tests-cached': { type: 'string' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { positionals, values } = parsed;
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`There is no measurement ${unknown.join(', ')}. There are ${known.join(', ')}.`);
  const [freshSeconds, cachedSeconds] = [seconds('tests-fresh', values['tests-fresh']), seconds('tests-cached', values['tests-cached'])];
  const tests = { ...(freshSeconds === undefined ? {} : { freshSeconds }), ...(cachedSeconds === undefined ? {} : { cachedSeconds }) };
  // Recording times alone measures nothing again.
  const names = positionals.length > 0 || Object.keys(tests).length > 0 ? positionals : known;
  return { names, tests };
}

import type { Measured, Measurement } from './measurement.js';

/** The results as people read them: a line each, right-aligned figures, and what misses its target. */
export function resultTable(results: readonly { readonly measurement: Pick<Measurement, 'name' | 'requirements'>; readonly measured: Measured }[]): string {
  const rows = results.flatMap(({ measurement: { name, requirements }, measured: { counts, times } }) => [
    [`${name} [${requirements.join(' ')}]`, '', ''],
    ...Object.entries(counts).map(([what, count]) => [`  ${what}`, String(count), '']),
    ...Object.entries(times).map(([what, { milliseconds, target }]) => [`  ${what}`, `${milliseconds.toFixed(1)} ms`, target === undefined ? '' : `${milliseconds <= target ? 'within' : 'MISSES'} ${target} ms`]),
  ]);
  const width = (column: number): number => Math.max(...rows.filter((row) => row[1] !== '').map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return rows.map(([what = '', figure = '', verdict = '']) => (figure === '' ? what : `${what.padEnd(first)}  ${figure.padStart(second)}  ${verdict}`.trimEnd())).join('\n');
}

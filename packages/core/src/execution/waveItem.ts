/** The sort key of an execution's own item. */
export const headerItem = 'EXECUTION';

/** The sort key of a wave's item, e.g. `WAVE#001`; sorts by wave number up to 999. */
export function waveItem(waveNumber: number): string {
  return `WAVE#${String(waveNumber).padStart(3, '0')}`;
}

import type { Figure } from '../measurement.js';

/** Wall times of `npm test` that somebody took: seconds. The benchmark does not run the tests itself. */
export interface TestTimes {
  readonly freshSeconds?: number;
  readonly cachedSeconds?: number;
}

/** The figures of what was given. */
export function testFigures({ freshSeconds, cachedSeconds }: TestTimes): readonly Figure[] {
  const shown = (seconds: number | undefined): string => (seconds === undefined ? 'not recorded' : `${Math.round(seconds)} s`);
  return [{ what: 'npm test: fresh; cached', measured: `${shown(freshSeconds)}; ${shown(cachedSeconds)}` }];
}

import { describe, expect, it } from 'vitest';
import { latencies } from '../src/latencies.js';
import { resultTable } from '../src/resultTable.js';

const targets = { average: 50, p99: 150, maximum: 300 };

describe('latencies', () => {
  it('are the mean, the 99th of a hundred, and the longest', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(latencies(samples, targets)).toEqual({ average: { milliseconds: 50.5, target: 50 }, p99: { milliseconds: 99, target: 150 }, maximum: { milliseconds: 100, target: 300 } });
    expect(latencies([7], targets)).toMatchObject({ p99: { milliseconds: 7 }, maximum: { milliseconds: 7 } });
  });

  it('of nothing are refused', () => {
    expect(() => latencies([], targets)).toThrow('nothing to sum up');
  });

  it('are printed beside their targets, and a missed one stands out', () => {
    const table = resultTable([{ measurement: { name: 'Index', requirements: ['R7.5'] }, measured: { counts: { pages: 1 }, times: { average: { milliseconds: 60, target: 50 }, p99: { milliseconds: 70, target: 150 } } } }]);
    expect(table).toBe('Index [R7.5]\n  pages          1\n  average  60.0 ms  MISSES 50 ms\n  p99      70.0 ms  within 150 ms');
  });
});

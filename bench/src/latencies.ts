import type { Times } from './measurement.js';

/** The mean, the 99th percentile and the maximum of samples (milliseconds), against targets. */
export function latencies(samples: readonly number[], targets: { readonly average: number; readonly p99: number; readonly maximum: number }): Times {
  if (samples.length === 0) throw new RangeError('there is nothing to sum up');
  const ascending = [...samples].sort((one, other) => one - other);
  const p99 = ascending[Math.max(0, Math.ceil(ascending.length * 0.99) - 1)] ?? 0;
  return {
    average: { milliseconds: samples.reduce((sum, sample) => sum + sample, 0) / samples.length, target: targets.average },
    p99: { milliseconds: p99, target: targets.p99 },
    maximum: { milliseconds: ascending.at(-1) ?? 0, target: targets.maximum },
  };
}

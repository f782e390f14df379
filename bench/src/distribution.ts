/** The mean of samples. @throws RangeError where there are none */
export function mean(samples: readonly number[]): number {
  if (samples.length === 0) throw new RangeError('there is nothing to take the mean of');
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

/** The least sample that so many per cent of all samples do not exceed. @throws RangeError where there are none */
export function percentile(samples: readonly number[], percent: number): number {
  const found = [...samples].sort((one, other) => one - other)[Math.max(0, Math.ceil((samples.length * percent) / 100) - 1)];
  if (found === undefined) throw new RangeError('there is nothing to take a percentile of');
  return found;
}

import type { MetricName } from '../metricNames.js';

/** One measurement with its dimensions. */
export interface Measurement {
  readonly name: MetricName;
  readonly value: number;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** Where measurements go (CloudWatch's embedded format, namespace DRS-Orchestration). Never throws. */
export interface Metrics {
  record(...measurements: readonly Measurement[]): void;
}

import { Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import { metricNamespace, metricUnits } from '../metricNames.js';
import type { Clock, Logger, Measurement, Metrics } from '../ports/index.js';
import type { Adapter } from './ports.js';

const ignore = (): void => undefined;
// Powertools warns of times far from the machine's own, as a sped-up clock's are.
const quiet = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Metrics in CloudWatch's embedded format, their times by our clock. Measurements of the same dimensions share a
 * line; they carry exactly those dimensions, so that alarms can name them. Failures are logged, never thrown.
 */
export function metricsOver(clock: Clock, logger: () => Pick<Logger, 'warn'>): Metrics {
  const powertools = new Powertools({ namespace: metricNamespace, logger: quiet });
  const publish = (dimensions: Readonly<Record<string, string>>, measurements: readonly Measurement[]): void => {
    // Powertools would add a dimension `service` of its own to each metric.
    powertools.clearDefaultDimensions();
    // An empty set too: EMF wants `[[]]` for a metric without dimensions.
    powertools.addDimensions({ ...dimensions });
    powertools.setTimestamp(clock.now());
    for (const { name, value } of measurements) powertools.addMetric(name, metricUnits[name], value);
    powertools.publishStoredMetrics();
  };
  return {
    record(...measurements) {
      try {
        const byDimensions = new Map<string, Measurement[]>();
        for (const measurement of measurements) {
          const key = JSON.stringify(Object.entries(measurement.dimensions ?? {}).sort());
          byDimensions.set(key, [...(byDimensions.get(key) ?? []), measurement]);
        }
        for (const group of byDimensions.values()) publish(group[0]?.dimensions ?? {}, group);
      } catch (error) {
        logger().warn('Metrics could not be recorded', { error });
      }
    },
  };
}

/** Metrics by Powertools. */
export const powertoolsMetrics: Adapter<Metrics> = {
  requires: [],
  build: ({ clock, ports }) => metricsOver(clock, () => ports.logger),
};

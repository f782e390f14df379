import type { LogFields, Logger, Metrics } from '@drs-orchestration/core';

/** A logger of which only errors are kept, each as its message and fields. */
export function errorLogger(keep: (line: string) => void, persistent: LogFields = {}): Logger {
  return {
    info: () => undefined,
    warn: () => undefined,
    error: (message, fields) => keep(`${message} ${JSON.stringify({ ...persistent, ...fields })}`),
    with: (fields) => errorLogger(keep, { ...persistent, ...fields }),
  };
}

/** Metrics that nobody reads. */
export const noMetrics: Metrics = { record: () => undefined };

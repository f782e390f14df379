import type { Clock, LogFields, Logger, Metrics } from '@drs-orchestration/core';

/** One line of a function's log, as an object of JSON. */
export interface FunctionLogLine {
  /** ISO 8601, by the system's clock. */
  readonly timestamp: string;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  /** The function that wrote it, e.g. `poller`. */
  readonly service: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Where a function's log lines go. */
export type FunctionLogSink = (line: FunctionLogLine) => void;

/** A logger of a local function: every line goes to `sink`, at the clock's time. */
export function sinkLogger(clock: Pick<Clock, 'now'>, service: string, sink: FunctionLogSink, persistent: LogFields = {}): Logger {
  const write =
    (level: FunctionLogLine['level']) =>
    (message: string, fields: LogFields = {}): void =>
      sink({ ...shown({ ...persistent, ...fields }), timestamp: new Date(clock.now()).toISOString(), level, service, message });
  return {
    info: write('INFO'),
    warn: write('WARN'),
    error: write('ERROR'),
    with: (fields) => sinkLogger(clock, service, sink, { ...persistent, ...fields }),
  };
}

/** Metrics of a local function: each measurement is a line of its log. */
export function sinkMetrics(clock: Pick<Clock, 'now'>, service: string, sink: FunctionLogSink): Metrics {
  return {
    record: (...measurements) => {
      for (const { name, value, dimensions } of measurements) {
        sink({ timestamp: new Date(clock.now()).toISOString(), level: 'INFO', service, message: 'metric', [name]: value, ...(dimensions === undefined ? {} : { dimensions }) });
      }
    },
  };
}

/** Errors have no enumerable fields, so JSON would show nothing of them. */
function shown(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value]),
  );
}

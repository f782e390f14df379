import { LogFormatter, LogItem, Logger as Powertools } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Clock, LogFields, Logger } from '../ports/index.js';
import type { CommonSettings } from './environment.js';
import type { Adapter } from './ports.js';

/** What a log line carries of an error: never the request or the answer, which an SDK's errors hold. */
function describeError(error: Error, depth = 0): LogAttributes {
  const { name, message, stack, cause } = error;
  const { code, kind } = error as { code?: string; kind?: string };
  return {
    name,
    message,
    ...(code === undefined ? {} : { code }),
    ...(kind === undefined ? {} : { kind }),
    ...(stack === undefined ? {} : { stack }),
    ...(cause instanceof Error && depth < 5 ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

/** Lines as Powertools writes them, but at our clock's time. */
class OurFormatter extends LogFormatter {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  override formatAttributes(attributes: UnformattedAttributes, fields: LogAttributes): LogItem {
    const line = {
      level: attributes.logLevel,
      message: attributes.message,
      timestamp: new Date(this.#clock.now()).toISOString(),
      service: attributes.serviceName,
      xray_trace_id: attributes.xRayTraceId,
    };
    return new LogItem({ attributes: line }).addAttributes(fields);
  }

  override formatError(error: Error): LogAttributes {
    return describeError(error);
  }
}

const over = (powertools: Powertools): Logger => ({
  info: (message, fields = {}) => powertools.info(message, { ...fields }),
  warn: (message, fields = {}) => powertools.warn(message, { ...fields }),
  error: (message, fields = {}) => powertools.error(message, { ...fields }),
  with: (fields: LogFields) => over(powertools.createChild({ persistentKeys: { ...fields } })),
});

/** A structured logger in Powertools' format, its times by our clock. */
export function loggerOver(clock: Clock, level: CommonSettings['LOG_LEVEL'], serviceName: string): Logger {
  return over(new Powertools({ logLevel: level, serviceName, logFormatter: new OurFormatter(clock) }));
}

/** Structured logs by Powertools; the service is what POWERTOOLS_SERVICE_NAME says, else drs-orchestration. */
export const powertoolsLogger: Adapter<Logger> = {
  requires: [],
  build: ({ clock, environment, settings }) =>
    loggerOver(clock, settings.LOG_LEVEL, environment['POWERTOOLS_SERVICE_NAME'] || 'drs-orchestration'),
};

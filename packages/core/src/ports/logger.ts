/** What a log line carries beside its message; `ExecutionId`, `WaveNumber`, `SourceServerId` where they apply. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A structured logger (design section 12). */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose every line carries `fields` too. */
  with(fields: LogFields): Logger;
}

import type { TargetOptions } from '../target/targetOptions.js';

/** The options of commands that answer once. */
export interface AnswerOptions extends TargetOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** The options of `executions list`. */
export interface ListOptions extends AnswerOptions {
  readonly status?: string;
  readonly plan?: string;
  readonly limit?: string;
}

/** The options of `executions approve`, `reject` and `cancel`. */
export interface DecisionOptions extends AnswerOptions {
  readonly wave?: string;
  readonly reason?: string;
}

/** The options of `preflight`. */
export interface PreflightOptions extends AnswerOptions {
  readonly recovery?: boolean;
  readonly scenario?: string;
}

/** The options of `report`. */
export interface ReportOptions extends AnswerOptions {
  readonly html?: string;
  readonly markdown?: string;
}

/** The options of `config`. */
export interface ConfigOptions extends AnswerOptions {
  readonly fromTerraform?: string;
}

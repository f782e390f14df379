import type { ExecutionType } from '@drs-orchestration/core';
import type { TargetOptions } from '../target/targetOptions.js';

/** The options of `drill`, `recover` and `executions retry`, as the command line gives them. */
export interface RunOptions extends TargetOptions {
  readonly scenario?: string;
  readonly speed?: string;
  readonly json?: boolean;
  readonly ephemeral?: boolean;
  readonly yes?: boolean;
}

/** What is run: a plan, or what did not succeed of an earlier execution. */
export type RunRequest =
  | { readonly command: 'drill' | 'recover'; readonly executionType: ExecutionType; readonly plan: string }
  | { readonly command: 'retry'; readonly executionId: string };

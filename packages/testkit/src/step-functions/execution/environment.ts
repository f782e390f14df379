import type { Clock } from '@drs-orchestration/core';
import type { FunctionInvoker } from './functionInvoker.js';
import type { TaskTokens } from './taskTokens.js';

/** What all executions of an engine share. */
export interface ExecutionEnvironment {
  readonly clock: Clock;
  readonly invoke: FunctionInvoker;
  readonly tokens: TaskTokens;
  readonly uuid: () => string;
  readonly region: string;
}

/** What identifies an execution; it is what `$$.Execution` and `$$.StateMachine` show. */
export interface ExecutionIdentity {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  /** The input, as a JSON value. */
  readonly input: unknown;
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
}

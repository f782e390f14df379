import type { FunctionHandler, FunctionOptions } from '@drs-orchestration/core';

/**
 * Makes a function's handler: what each function's bundle exports as `createHandler`. The events differ from function
 * to function; the host passes JSON.
 */
export type FunctionFactory = (options: FunctionOptions) => FunctionHandler<never>;

/** The factories of the system's four functions, from their bundles or their sources. */
export interface SystemFunctions {
  readonly finder: FunctionFactory;
  readonly poller: FunctionFactory;
  readonly orchestrator: FunctionFactory;
  readonly api: FunctionFactory;
}

/** One of the system's functions. */
export type SystemFunctionName = keyof SystemFunctions;

/** How long each function may run, in seconds. */
export const functionTimeouts: Readonly<Record<SystemFunctionName, number>> = {
  // It sweeps for 50 s of its minute (design section 7).
  finder: 60,
  // The state machine gives up on a Task 10 s after this.
  orchestrator: 300,
  poller: 300,
  // API Gateway answers for it after 30 s.
  api: 29,
};

/** The project and environment in the names of a local system's functions, tables and topics, and the Region it is in. */
export const localDeployment = { project: 'drs-orchestration', environment: 'local', region: 'us-east-1' } as const;

/** The name of a function of a local system, e.g. `drs-orchestration-finder-local`. */
export function localFunctionName(name: SystemFunctionName): string {
  return `${localDeployment.project}-${name}-${localDeployment.environment}`;
}

/** The ARN of a function of a local system. */
export function localFunctionArn(name: SystemFunctionName, accountId: string): string {
  return `arn:aws:lambda:${localDeployment.region}:${accountId}:function:${localFunctionName(name)}`;
}

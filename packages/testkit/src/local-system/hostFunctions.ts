import type { Environment, FunctionOptions, ItemStore } from '@drs-orchestration/core';
import type { LambdaHost } from '../lambda-host/lambdaHost.js';
import type { PausingClock } from '../clock/pausingClock.js';
import type { Activity } from './activity.js';
import { HandlerClock } from './handlerClock.js';
import { sinkLogger, sinkMetrics, type FunctionLogSink } from './functionLog.js';
import { functionTimeouts, localFunctionName, type SystemFunctionName, type SystemFunctions } from './systemFunctions.js';

/** What the functions of a local system are made with. */
export interface HostedFunctionsOptions {
  readonly clock: PausingClock;
  readonly environment: Environment;
  /** Given where there is no DynamoDB; otherwise the functions reach theirs as on AWS. */
  readonly items?: ItemStore;
  readonly log: FunctionLogSink;
  readonly activity: Activity;
}

/** The functions whose invocations change records by themselves; an API request's sender knows of its own. */
const writers: ReadonlySet<SystemFunctionName> = new Set<SystemFunctionName>(['orchestrator', 'poller']);

/** Hosts the four functions, each made as on AWS but for its logs and metrics; the end of each invocation that may have written is told. */
export function hostFunctions(host: LambdaHost, functions: SystemFunctions, options: HostedFunctionsOptions): void {
  const clock = new HandlerClock(options.clock);
  for (const name of Object.keys(functionTimeouts) as SystemFunctionName[]) {
    const made = functions[name](functionOptions(name, { ...options, clock })) as (event: unknown) => Promise<unknown>;
    const handler = (event: unknown): Promise<unknown> => clock.handle(async () => made(event));
    const told = async (event: unknown): Promise<unknown> => {
      try {
        return await handler(event);
      } finally {
        options.activity.tell();
      }
    };
    host.register(localFunctionName(name), writers.has(name) ? told : handler, { timeoutSeconds: functionTimeouts[name] });
  }
}

function functionOptions(name: SystemFunctionName, { clock, environment, items, log }: HostedFunctionsOptions): FunctionOptions {
  const ports = { logger: sinkLogger(clock, name, log), metrics: sinkMetrics(clock, name, log), ...(items === undefined ? {} : { items }) };
  return { clock, environment, ports };
}

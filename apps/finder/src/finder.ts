import type { FunctionHandler, FunctionOptions } from '@drs-orchestration/core';
import { createPorts, dynamodbItemStore, lambdaEntry, lambdaFunctions, powertoolsLogger, powertoolsMetrics } from '@drs-orchestration/core/aws';
import { find, type FinderSummary } from './find.js';

/** The function that finds executions due for a poll, and runs to repair. */
export function createHandler(options: FunctionOptions): FunctionHandler<unknown, FinderSummary> {
  const ports = createPorts(options, { items: dynamodbItemStore, functions: lambdaFunctions, logger: powertoolsLogger, metrics: powertoolsMetrics });
  return () => find(ports);
}

/** The Lambda function's entry. */
export const handler: FunctionHandler<unknown, FinderSummary> = lambdaEntry(createHandler);

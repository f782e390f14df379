import { TerminalError, type FunctionHandler, type FunctionOptions } from '@drs-orchestration/core';
import { awsAccounts, createPorts, drsOver, dynamodbItemStore, lambdaEntry, lambdaFunctions, powertoolsLogger, powertoolsMetrics, stepFunctionsStateMachine } from '@drs-orchestration/core/aws';
import * as z from 'zod';
import { pollerContext } from './context.js';
import { pollExecution, type PollSummary } from './pollExecution.js';

/** What the finder sends: the execution, and the `NextPollTime` it is called for. */
const pollEvent = z.object({ ExecutionId: z.string().min(1), NextPollTime: z.number().optional() });

/** The function that follows one execution's DRS jobs. */
export function createHandler(options: FunctionOptions): FunctionHandler<unknown, PollSummary> {
  const ports = createPorts(options, {
    items: dynamodbItemStore,
    accounts: awsAccounts({ drs: drsOver }),
    machine: stepFunctionsStateMachine,
    functions: lambdaFunctions,
    logger: powertoolsLogger,
    metrics: powertoolsMetrics,
  });
  const context = pollerContext(ports);
  return (event) => {
    const parsed = pollEvent.safeParse(event);
    if (!parsed.success) throw new TerminalError('UnknownEvent', `The poller was called with an event it does not know: ${z.prettifyError(parsed.error)}`);
    return pollExecution(context, parsed.data.ExecutionId, parsed.data.NextPollTime);
  };
}

/** The Lambda function's entry. */
export const handler: FunctionHandler<unknown, PollSummary> = lambdaEntry(createHandler);

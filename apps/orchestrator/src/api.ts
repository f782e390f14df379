import { Executions, type FunctionHandler, type FunctionOptions } from '@drs-orchestration/core';
import {
  awsAccounts,
  createPorts,
  drsOver,
  dynamodbItemStore,
  instancesOver,
  lambdaEntry,
  launchQuotas,
  parseEnvironment,
  powertoolsLogger,
  randomIdentifiers,
  stepFunctionsStateMachine,
} from '@drs-orchestration/core/aws';
import type { HttpAnswer } from './requests/httpAnswer.js';
import { handleRequest } from './requests/handleRequest.js';

/** The HTTP API's function. */
export function createHandler(options: FunctionOptions): FunctionHandler<unknown, HttpAnswer> {
  const ports = createPorts(options, {
    identifiers: randomIdentifiers,
    items: dynamodbItemStore,
    accounts: awsAccounts({ drs: drsOver, instances: instancesOver }),
    machine: stepFunctionsStateMachine,
    logger: powertoolsLogger,
  });
  const settings = parseEnvironment(options.environment, ['SOURCE_ACCOUNT_ID']);
  const context = {
    clock: ports.clock,
    identifiers: ports.identifiers,
    items: ports.items,
    accounts: ports.accounts,
    machine: ports.machine,
    logger: ports.logger,
    executions: new Executions(ports.items, ports.clock),
    quotas: launchQuotas(settings),
    sourceAccountId: settings.SOURCE_ACCOUNT_ID,
    ...(settings.TOPIC_ARN === undefined ? {} : { defaultTopicArn: settings.TOPIC_ARN }),
  };
  return (event) => handleRequest(context, event);
}

/** The Lambda function's entry. */
export const handler: FunctionHandler<unknown, HttpAnswer> = lambdaEntry(createHandler);

import type { FunctionHandler, FunctionOptions } from '@drs-orchestration/core';
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
  powertoolsMetrics,
  randomIdentifiers,
  snsNotifier,
  stepFunctionsStateMachine,
} from '@drs-orchestration/core/aws';
import { orchestratorContext } from './context.js';
import { dispatch } from './dispatch.js';

/** The function behind the state machine's Tasks, the repair, and the record of a machine's end. */
export function createHandler(options: FunctionOptions): FunctionHandler {
  const ports = createPorts(options, {
    identifiers: randomIdentifiers,
    items: dynamodbItemStore,
    accounts: awsAccounts({ drs: drsOver, instances: instancesOver }),
    notifier: snsNotifier,
    machine: stepFunctionsStateMachine,
    logger: powertoolsLogger,
    metrics: powertoolsMetrics,
  });
  const settings = parseEnvironment(options.environment, []);
  const context = orchestratorContext(ports, launchQuotas(settings), settings.HISTORY_RETENTION_DAYS);
  return (event) => dispatch(context, event);
}

/** The Lambda function's entry. */
export const handler: FunctionHandler = lambdaEntry(createHandler);

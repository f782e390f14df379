import { reasonOf } from '@drs-orchestration/core';
import type { StateReader } from '../definition/stateReader.js';
import { RuntimeFailure } from '../errors/runtimeFailure.js';
import { StateFailure } from '../errors/stateFailure.js';
import type { FunctionInvoker, InvocationOutcome } from '../execution/functionInvoker.js';
import { isJsonObject } from '../jsonValue.js';

const resources = ['arn:aws:states:::lambda:invoke', 'arn:aws:states:::lambda:invoke.waitForTaskToken'];
const parameterFields = ['FunctionName', 'FunctionName.$', 'Payload', 'Payload.$', 'InvocationType', 'Qualifier'];

/** Which of the supported integrations a Task uses: request and response, or waiting for its token. */
export function readLambdaResource(state: StateReader): 'invoke' | 'invoke.waitForTaskToken' {
  const resource = state.requiredString('Resource');
  if (!resources.includes(resource)) state.fault('Resource', `'${resource}' is not supported: this engine runs ${resources.join(' and ')} only`);
  const parameters = state.object('Parameters');
  if (parameters === undefined) state.fault('Parameters', 'are required: they name the function');
  else {
    parameters.allowOnly(parameterFields);
    if (!parameters.has('FunctionName') && !parameters.has('FunctionName.$')) parameters.fault('FunctionName', 'is required');
    const type = parameters.fields['InvocationType'] ?? 'RequestResponse';
    if (type !== 'RequestResponse') parameters.fault('InvocationType', `${JSON.stringify(type)} is not supported: a Task that does not wait tells nothing`);
  }
  return resource.endsWith('.waitForTaskToken') ? 'invoke.waitForTaskToken' : 'invoke';
}

/**
 * Invokes the function that the parameters name, and gives the result as `lambda:invoke` does.
 * @throws StateFailure with the function's error type, and its error as JSON for a cause.
 */
export async function invokeLambda(invoke: FunctionInvoker, parameters: unknown): Promise<unknown> {
  if (!isJsonObject(parameters) || typeof parameters['FunctionName'] !== 'string') {
    throw new RuntimeFailure(`The parameter FunctionName must be a string, in ${JSON.stringify(parameters)}`);
  }
  const outcome = await invoke(parameters['FunctionName'], parameters['Payload'] ?? {}).catch(unreachable);
  if ('payload' in outcome) {
    return { ExecutedVersion: '$LATEST', Payload: outcome.payload ?? null, SdkHttpMetadata: { HttpStatusCode: 200 }, StatusCode: 200 };
  }
  const { errorType, errorMessage, trace } = outcome.error;
  // Errors of the service itself come as text, a function's own as the JSON it answered with.
  if (errorType.startsWith('Lambda.')) throw new StateFailure(errorType, errorMessage);
  throw new StateFailure(errorType, JSON.stringify(trace === undefined ? { errorType, errorMessage } : { errorType, errorMessage, trace }));
}

function unreachable(reason: unknown): InvocationOutcome {
  return { error: { errorType: 'Lambda.SdkClientException', errorMessage: reasonOf(reason) } };
}

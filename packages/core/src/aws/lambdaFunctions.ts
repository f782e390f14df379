import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Functions } from '../ports/index.js';
import { callService } from './callService.js';
import { clientSettings, onOurClock, type Connection } from './clients.js';
import type { Adapter } from './ports.js';

/** The deployed functions' names or ARNs. */
export interface FunctionNames {
  readonly poller: string;
  readonly orchestrator: string;
}

/** The system's functions over a connection, invoked asynchronously (T1.3.1). */
export function functionsOver(connection: Connection, names: FunctionNames): Functions {
  const client = onOurClock(new LambdaClient(clientSettings('LAMBDA', connection, 'INVOCATIONS')), connection);
  const invoke = async (name: string, event: object, signal: AbortSignal | undefined): Promise<void> => {
    // A signal that gives up many calls at once would warn of its many listeners: each call has one of its own.
    const command = new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) });
    await callService('Lambda', 'Invoke', () => client.send(command), { about: name, ...(signal === undefined ? {} : { signal: AbortSignal.any([signal]) }) });
  };
  return {
    invokePoller: (event, signal) => invoke(names.poller, event, signal),
    // The orchestrator's events all name their task (state-machine.md).
    invokeRepair: ({ ExecutionId }, signal) => invoke(names.orchestrator, { Task: 'Repair', ExecutionId }, signal),
  };
}

/** Invokes the poller and the orchestrator, by Lambda. */
export const lambdaFunctions: Adapter<Functions> = {
  requires: ['POLLER_FUNCTION', 'ORCHESTRATOR_FUNCTION', 'AWS_REGION'],
  build: ({ clock, environment, settings }) =>
    functionsOver(
      { clock, environment, region: settings.AWS_REGION },
      { poller: settings.POLLER_FUNCTION, orchestrator: settings.ORCHESTRATOR_FUNCTION },
    ),
};

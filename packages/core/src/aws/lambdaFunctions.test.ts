import { InvokeCommand, LambdaClient, ResourceNotFoundException, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { ManualClock } from '../../test/manualClock.js';
import { functionsOver } from './lambdaFunctions.js';

const sent = mockClient(LambdaClient);
const functions = functionsOver(connectionOn(new ManualClock()), { poller: 'drs-poller', orchestrator: 'drs-orchestrator' });
beforeEach(() => sent.reset());

const invocations = (): unknown[] =>
  sent.commandCalls(InvokeCommand).map(({ args: [{ input }] }) => ({ ...input, Payload: JSON.parse(Buffer.from(input.Payload as Uint8Array).toString()) as unknown }));

describe('invoking our functions', () => {
  it('the poller is invoked asynchronously, with the poll it is called for [T1.3.1]', async () => {
    await functions.invokePoller({ ExecutionId: 'e', NextPollTime: 17 });
    expect(invocations()).toEqual([{ FunctionName: 'drs-poller', InvocationType: 'Event', Payload: { ExecutionId: 'e', NextPollTime: 17 } }]);
  });

  it('the orchestrator is invoked asynchronously to repair', async () => {
    await functions.invokeRepair({ ExecutionId: 'e' });
    expect(invocations()).toEqual([{ FunctionName: 'drs-orchestrator', InvocationType: 'Event', Payload: { Task: 'Repair', ExecutionId: 'e' } }]);
  });

  it('a call that is given up while it waits to be repeated is not made again [T1.3.2]', async () => {
    const clock = new ManualClock();
    const patient = functionsOver(connectionOn(clock), { poller: 'drs-poller', orchestrator: 'drs-orchestrator' });
    sent.rejects(new TooManyRequestsException({ message: 'slow down', $metadata: { httpStatusCode: 429 } }));
    const giveUp = new AbortController();
    const call = patient.invokePoller({ ExecutionId: 'e' }, giveUp.signal);
    giveUp.abort(new Error('no time left'));
    await expect(call).rejects.toMatchObject({ service: 'Lambda', operation: 'Invoke' });
    expect(sent.commandCalls(InvokeCommand).length).toBeLessThanOrEqual(1);
  });

  it.each([
    [new TooManyRequestsException({ message: 'slow down', $metadata: { httpStatusCode: 429 } }), 'THROTTLED'],
    [new ResourceNotFoundException({ message: 'gone', $metadata: { httpStatusCode: 404 } }), 'NOT_FOUND'],
  ])('an invocation that is not accepted names Lambda and the function [T1.3.2]', async (error, kind) => {
    sent.rejects(error);
    await expect(functions.invokePoller({ ExecutionId: 'e' })).rejects.toMatchObject({
      service: 'Lambda', operation: 'Invoke', kind, message: expect.stringContaining('drs-poller') as string,
    });
  });
});

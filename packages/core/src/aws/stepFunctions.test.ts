import {
  DescribeExecutionCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, ExecutionLimitExceeded, InvalidToken, SendTaskSuccessCommand, SFNClient,
  StartExecutionCommand, StateMachineDoesNotExist, StopExecutionCommand, TaskDoesNotExist, TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { connectionOn } from '../../test/connection.js';
import { FakeHandler, refusal } from '../../test/fakeHandler.js';
import { ManualClock } from '../../test/manualClock.js';
import { clientSettings, onOurClock } from './clients.js';
import { StepFunctionsStateMachine } from './stepFunctions.js';

const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:recovery';
const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:recovery:e-1';
const fault = { message: 'no', $metadata: { httpStatusCode: 400 } };
const sent = mockClient(SFNClient);
const machine = new StepFunctionsStateMachine(new SFNClient({ region: 'us-east-1' }), arn);
beforeEach(() => sent.reset());

describe('starting an execution', () => {
  it('goes by its name and its input', async () => {
    await machine.start('e-1', { Mode: 'RUN', ExecutionId: 'e-1' });
    const input = sent.commandCalls(StartExecutionCommand)[0]?.args[0].input;
    expect(input).toMatchObject({ stateMachineArn: arn, name: 'e-1' });
    expect(JSON.parse(input?.input ?? '')).toEqual({ Mode: 'RUN', ExecutionId: 'e-1' });
  });

  it('under a taken name does nothing, so repeating is harmless', async () => {
    sent.rejects(new ExecutionAlreadyExists(fault));
    await expect(machine.start('e-1', {})).resolves.toBeUndefined();
  });

  it.each([
    [new StateMachineDoesNotExist(fault), 'NOT_FOUND'],
    [new ExecutionLimitExceeded(fault), 'QUOTA'],
  ])('that fails names Step Functions', async (error, kind) => {
    sent.rejects(error);
    await expect(machine.start('e-1', {})).rejects.toMatchObject({ service: 'Step Functions', operation: 'StartExecution', kind });
  });
});

describe('stopping an execution', () => {
  it('goes by its name and says why', async () => {
    await machine.stop('e-1', 'cancelled by an operator');
    expect(sent.commandCalls(StopExecutionCommand)[0]?.args[0].input).toEqual({ executionArn, cause: 'cancelled by an operator' });
  });

  it('that never was does nothing', async () => {
    sent.rejects(new ExecutionDoesNotExist(fault));
    await expect(machine.stop('e-1', 'c')).resolves.toBeUndefined();
  });

  it('that fails is an error', async () => {
    sent.rejects(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    await expect(machine.stop('e-1', 'c')).rejects.toMatchObject({ operation: 'StopExecution', kind: 'NETWORK' });
  });
});

describe('describing an execution', () => {
  it('gives its status, and error and cause where it has them', async () => {
    sent.on(DescribeExecutionCommand).resolvesOnce({ status: 'FAILED', error: 'States.Timeout', cause: 'too long' }).resolvesOnce({ status: 'RUNNING' }).resolvesOnce({ status: 'PENDING_REDRIVE' });
    expect(await machine.describe('e-1')).toEqual({ status: 'FAILED', error: 'States.Timeout', cause: 'too long' });
    expect(await machine.describe('e-1')).toEqual({ status: 'RUNNING' });
    expect(await machine.describe('e-1')).toEqual({ status: 'RUNNING' });
    expect(sent.commandCalls(DescribeExecutionCommand)[0]?.args[0].input).toEqual({ executionArn });
  });

  it('that never was gives undefined', async () => {
    sent.rejects(new ExecutionDoesNotExist(fault));
    expect(await machine.describe('e-1')).toBeUndefined();
  });
});

describe('answering a waiting task', () => {
  it('is accepted with its output', async () => {
    sent.on(SendTaskSuccessCommand).resolves({});
    expect(await machine.answer('token', { Answer: 'SETTLED' })).toBe('ACCEPTED');
    expect(sent.commandCalls(SendTaskSuccessCommand)[0]?.args[0].input).toEqual({ taskToken: 'token', output: '{"Answer":"SETTLED"}' });
  });

  it.each([new TaskTimedOut(fault), new TaskDoesNotExist(fault), new InvalidToken(fault)])('that no longer waits (%s) is GONE', async (error) => {
    sent.rejects(error);
    expect(await machine.answer('token', {})).toBe('GONE');
  });

  it('is GONE at once by what comes over the wire too', async () => {
    sent.restore();
    const clock = new ManualClock();
    for (const name of ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']) {
      const handler = new FakeHandler(refusal(400, name));
      const client = onOurClock(new SFNClient({ ...clientSettings('SFN', connectionOn(clock)), requestHandler: handler as never }), connectionOn(clock));
      expect(await new StepFunctionsStateMachine(client, arn).answer('token', {})).toBe('GONE');
      expect(handler.sent).toHaveLength(1);
    }
  });
});

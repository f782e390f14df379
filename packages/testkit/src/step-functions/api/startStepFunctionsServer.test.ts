import {
  CreateStateMachineCommand, DescribeExecutionCommand, DescribeStateMachineCommand, GetExecutionHistoryCommand, ListExecutionsCommand,
  SendTaskHeartbeatCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand, StartSyncExecutionCommand, StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoopbackServer } from '../../http-api/loopbackServer.js';
import { localEngine } from '../conformance/localEngine.js';
import { startStepFunctionsServer } from './startStepFunctionsServer.js';

const { clock, host, engine } = localEngine();
let server: LoopbackServer;
let client: SFNClient;
let token = '';

beforeAll(async () => {
  host.register('f', async (event: unknown) => void (token = (event as { token: string }).token));
  server = await startStepFunctionsServer({ engine });
  client = new SFNClient({ region: 'us-east-1', endpoint: server.url, credentials: { accessKeyId: 'a', secretAccessKey: 's' }, maxAttempts: 1, disableHostPrefix: true });
});
afterAll(async () => {
  client.destroy();
  clock.stop();
  await server.close();
});

const definition = JSON.stringify({
  StartAt: 'T',
  States: {
    T: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', Parameters: { FunctionName: 'f', Payload: { 'token.$': '$$.Task.Token' } }, ResultPath: '$.r', End: true },
  },
});

it("runs an execution that the SDK's client starts, answers and reads", async () => {
  const { stateMachineArn, creationDate } = await client.send(new CreateStateMachineCommand({ name: 'machine', definition, roleArn: 'arn:aws:iam::123456789012:role/r' }));
  expect(creationDate).toEqual(new Date(clock.now()));
  expect((await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).definition).toBe(definition);
  const { executionArn, startDate } = await client.send(new StartExecutionCommand({ stateMachineArn, name: 'run', input: '{"a":1}' }));
  expect(startDate).toEqual(new Date(clock.now()));
  await client.send(new SendTaskHeartbeatCommand({ taskToken: token }));
  await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"Answer":"START"}' }));
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1,"r":{"Answer":"START"}}', stopDate: new Date(clock.now()) });
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events!.map(({ type }) => type)).toEqual([
    'ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded',
  ]);
  expect(events![2]!.taskScheduledEventDetails).toMatchObject({ resourceType: 'lambda', resource: 'invoke.waitForTaskToken', region: 'us-east-1' });
  expect((await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }))).executions).toHaveLength(1);
});

it("throws the SDK's own error classes for refused calls", async () => {
  await expect(client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }))).rejects.toMatchObject({ name: 'TaskTimedOut', message: "Task Timed Out: 'Provided task does not exist anymore'", $metadata: { httpStatusCode: 400 } });
  await expect(client.send(new CreateStateMachineCommand({ name: 'bad', definition: '{}', roleArn: 'r' }))).rejects.toMatchObject({ name: 'InvalidDefinition', message: expect.stringContaining('/StartAt: is required') as string });
  await expect(client.send(new StopExecutionCommand({ executionArn: 'arn:aws:states:us-east-1:123456789012:execution:machine:none' }))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
});

it('refuses by name what it does not implement', async () => {
  await expect(client.send(new StartSyncExecutionCommand({ stateMachineArn: 'arn' }))).rejects.toMatchObject({ name: 'UnknownOperationException', message: 'this engine does not implement StartSyncExecution' });
});

it('listens on the loopback interface only, and no more once closed', async () => {
  const other = await startStepFunctionsServer({ engine });
  expect(new URL(other.url).hostname).toBe('127.0.0.1');
  expect((await fetch(other.url, { method: 'POST' })).status).toBe(400);
  await other.close();
  await expect(fetch(other.url, { method: 'POST' })).rejects.toThrow();
});

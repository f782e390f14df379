import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localEngine, type LocalEngine } from '../conformance/localEngine.js';
import { inProcessStateMachine } from './inProcessStateMachine.js';
import type { StatusChangeEvent } from './statusChange.js';

const pass = (state: object = {}): string => JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', ...state, End: true } } });
const wait = (seconds: number): string => JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: seconds, End: true } } });
const waiting = (more: object = {}): string =>
  JSON.stringify({
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: 'f', Payload: { 'token.$': '$$.Task.Token' } }, ...more, End: true,
      },
    },
  });

let local: LocalEngine;
let tokens: string[];
beforeEach(() => {
  local = localEngine();
  tokens = [];
  local.host.register('f', async (event: unknown) => void tokens.push((event as { token: string }).token));
  local.clock.start();
});
afterEach(() => local.clock.stop());

const create = async (definition: string, name = 'machine'): Promise<string> => (await local.engine.createStateMachine({ name, definition })).stateMachineArn;
const untilWaiting = async (count = 1): Promise<string> => {
  while (tokens.length < count) await local.clock.sleep(1);
  await local.clock.sleep(1);
  return tokens.at(-1)!;
};
const codeOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => 'OK', (error: Error) => error.name);

describe('starting executions', () => {
  it('answers the same name and input again while that execution runs, and starts nothing [R9.2]', async () => {
    const stateMachineArn = await create(wait(60));
    const first = await local.engine.startExecution({ stateMachineArn, name: 'run', input: '{"a":1}' });
    await local.clock.sleep(1_000);
    expect(await local.engine.startExecution({ stateMachineArn, name: 'run', input: '{"a":1}' })).toEqual(first);
    expect((await local.engine.listExecutions({ stateMachineArn })).executions).toHaveLength(1);
  });

  it('refuses a name that is taken with another input, or by an execution that has ended', async () => {
    const stateMachineArn = await create(wait(60));
    const { executionArn } = await local.engine.startExecution({ stateMachineArn, name: 'run', input: '{}' });
    expect(await codeOf(local.engine.startExecution({ stateMachineArn, name: 'run', input: '{"a":1}' }))).toBe('ExecutionAlreadyExists');
    await local.engine.untilEnded(executionArn);
    expect(await codeOf(local.engine.startExecution({ stateMachineArn, name: 'run', input: '{}' }))).toBe('ExecutionAlreadyExists');
  });

  it('names its errors as the API does', async () => {
    const { engine } = local;
    const stateMachineArn = await create(pass());
    expect(await codeOf(engine.startExecution({ stateMachineArn: 'nonsense' }))).toBe('InvalidArn');
    expect(await codeOf(engine.startExecution({ stateMachineArn: `${stateMachineArn}x` }))).toBe('StateMachineDoesNotExist');
    expect(await codeOf(engine.startExecution({ stateMachineArn, name: 'a b' }))).toBe('InvalidName');
    expect(await codeOf(engine.startExecution({ stateMachineArn, input: 'not json' }))).toBe('InvalidExecutionInput');
    expect(await codeOf(engine.startExecution({ stateMachineArn, input: JSON.stringify('x'.repeat(262_144)) }))).toBe('InvalidExecutionInput');
    expect(await codeOf(engine.describeExecution({ executionArn: 'arn:aws:states:us-east-1:123456789012:execution:machine:none' }))).toBe('ExecutionDoesNotExist');
    expect(await codeOf(engine.createStateMachine({ name: 'express', definition: pass(), type: 'EXPRESS' }))).toBe('StateMachineTypeNotSupported');
  });
});

describe('state machines', () => {
  it('can be created twice alike, but not otherwise under a name that is taken', async () => {
    const arn = await create(pass());
    expect(await create(pass())).toBe(arn);
    expect(await codeOf(create(wait(1)))).toBe('StateMachineAlreadyExists');
  });

  it('change for executions that start later, not for those that run', async () => {
    const stateMachineArn = await create(JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 9, Next: 'P' }, P: { Type: 'Pass', Result: 'old', End: true } } }));
    const before = await local.engine.startExecution({ stateMachineArn });
    const { revisionId } = await local.engine.updateStateMachine({ stateMachineArn, definition: pass({ Result: 'new' }) });
    const after = await local.engine.startExecution({ stateMachineArn });
    expect((await local.engine.untilEnded(before.executionArn)).output).toBe('"old"');
    expect((await local.engine.untilEnded(after.executionArn)).output).toBe('"new"');
    expect((await local.engine.describeStateMachine({ stateMachineArn })).revisionId).toBe(revisionId);
  });

  it('are gone once deleted, while what runs goes on', async () => {
    const stateMachineArn = await create(wait(5));
    const { executionArn } = await local.engine.startExecution({ stateMachineArn });
    await local.engine.deleteStateMachine({ stateMachineArn });
    expect(await codeOf(local.engine.startExecution({ stateMachineArn }))).toBe('StateMachineDoesNotExist');
    expect((await local.engine.untilEnded(executionArn)).status).toBe('SUCCEEDED');
  });
});

describe('task tokens', () => {
  it('answer only once: the second answer is told that the task is gone', async () => {
    const { executionArn } = await local.engine.startExecution({ stateMachineArn: await create(waiting()) });
    const taskToken = await untilWaiting();
    await local.engine.sendTaskSuccess({ taskToken, output: '{"a":1}' });
    expect(await codeOf(local.engine.sendTaskSuccess({ taskToken, output: '{}' }))).toBe('TaskTimedOut');
    expect((await local.engine.untilEnded(executionArn)).output).toBe('{"a":1}');
    expect(await codeOf(local.engine.sendTaskHeartbeat({ taskToken }))).toBe('TaskTimedOut');
  });

  it('are dead once the task has timed out or the execution was stopped', async () => {
    const stateMachineArn = await create(waiting({ TimeoutSeconds: 5 }));
    const timedOut = await local.engine.startExecution({ stateMachineArn });
    const first = await untilWaiting();
    expect((await local.engine.untilEnded(timedOut.executionArn)).error).toBe('States.Timeout');
    expect(await codeOf(local.engine.sendTaskSuccess({ taskToken: first, output: '{}' }))).toBe('TaskTimedOut');
    const stopped = await local.engine.startExecution({ stateMachineArn });
    const second = await untilWaiting(2);
    await local.engine.stopExecution(stopped);
    expect(await codeOf(local.engine.sendTaskFailure({ taskToken: second }))).toBe('TaskTimedOut');
  });

  it('are told apart: nonsense is InvalidToken, another engine has TaskDoesNotExist, bad output InvalidOutput', async () => {
    await local.engine.startExecution({ stateMachineArn: await create(waiting()) });
    const taskToken = await untilWaiting();
    const foreign = Buffer.from('task:another:1').toString('base64');
    expect(await codeOf(local.engine.sendTaskSuccess({ taskToken: 'nonsense', output: '{}' }))).toBe('InvalidToken');
    expect(await codeOf(local.engine.sendTaskSuccess({ taskToken: foreign, output: '{}' }))).toBe('TaskDoesNotExist');
    expect(await codeOf(local.engine.sendTaskSuccess({ taskToken, output: 'not json' }))).toBe('InvalidOutput');
  });

  it('are new for each attempt: the one before a retry is dead', async () => {
    const { executionArn } = await local.engine.startExecution({
      stateMachineArn: await create(waiting({ TimeoutSeconds: 5, Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }] })),
    });
    const second = await untilWaiting(2);
    expect(await codeOf(local.engine.sendTaskSuccess({ taskToken: tokens[0]!, output: '{}' }))).toBe('TaskTimedOut');
    await local.engine.sendTaskSuccess({ taskToken: second, output: '2' });
    expect((await local.engine.untilEnded(executionArn)).output).toBe('2');
  });

  it('live on by heartbeats, and time out without', async () => {
    const { executionArn } = await local.engine.startExecution({ stateMachineArn: await create(waiting({ HeartbeatSeconds: 10, TimeoutSeconds: 600 })) });
    const taskToken = await untilWaiting();
    const start = local.clock.now();
    for (let beat = 0; beat < 3; beat += 1) {
      await local.clock.sleep(9_000);
      await local.engine.sendTaskHeartbeat({ taskToken });
    }
    const { error, stopDate } = await local.engine.untilEnded(executionArn);
    expect([error, stopDate!.getTime() - start]).toEqual(['States.Timeout', 27_000 + 10_000]);
  });

  it('that are accepted are never lost: an answer at the very moment of the time-out counts, or is told that it is late', async () => {
    const { clock, engine } = local;
    const stateMachineArn = await create(waiting({ TimeoutSeconds: 5 }));
    for (const early of [true, false]) {
      let answered: unknown;
      const sender = async (): Promise<void> => {
        await clock.sleep(5_000);
        answered = await codeOf(engine.sendTaskSuccess({ taskToken: tokens.at(-1)!, output: '"in time"' }));
      };
      if (early) void sender();
      const { executionArn } = await engine.startExecution({ stateMachineArn });
      if (!early) void sender();
      const { status } = await engine.untilEnded(executionArn);
      await clock.sleep(1);
      expect([answered, status]).toEqual(early ? ['OK', 'SUCCEEDED'] : ['TaskTimedOut', 'FAILED']);
    }
  });

  it('answered to a function that never returns end with the answer at the time-out', async () => {
    local.host.register('f', async (event: unknown) => {
      await local.engine.sendTaskSuccess({ taskToken: (event as { token: string }).token, output: '"answered"' });
      await new Promise(() => undefined);
    });
    const { executionArn } = await local.engine.startExecution({ stateMachineArn: await create(waiting({ TimeoutSeconds: 5 })) });
    expect((await local.engine.untilEnded(executionArn)).output).toBe('"answered"');
  });

  it('answered before a function that then fails count all the same', async () => {
    local.host.register('f', async (event: unknown) => {
      await local.engine.sendTaskSuccess({ taskToken: (event as { token: string }).token, output: '"answered"' });
      throw new Error('crashed afterwards');
    });
    const { executionArn } = await local.engine.startExecution({ stateMachineArn: await create(waiting()) });
    expect((await local.engine.untilEnded(executionArn)).output).toBe('"answered"');
  });
});

describe('stopping', () => {
  it('aborts what runs, keeps what has ended, and leaves no timer', async () => {
    const stateMachineArn = await create(JSON.stringify({
      StartAt: 'M',
      States: { M: { Type: 'Map', ItemProcessor: { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, End: true } } }, End: true } },
    }));
    const { executionArn } = await local.engine.startExecution({ stateMachineArn, input: '[1,2,3]' });
    await local.clock.sleep(1_000);
    expect(local.clock.pendingSleeps).toBe(3);
    const { stopDate } = await local.engine.stopExecution({ executionArn, error: 'Cancelled', cause: 'by an operator' });
    expect(await local.engine.describeExecution({ executionArn })).toMatchObject({ status: 'ABORTED', error: 'Cancelled', cause: 'by an operator', stopDate });
    const { events } = await local.engine.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 1 });
    expect(events[0]).toMatchObject({ type: 'ExecutionAborted', executionAbortedEventDetails: { error: 'Cancelled', cause: 'by an operator' } });
    await local.clock.sleep(1_000);
    expect(local.clock.pendingSleeps).toBe(0);
    expect(await local.engine.stopExecution({ executionArn })).toEqual({ stopDate });
  });

  it('of the whole engine leaves nothing on the clock', async () => {
    await local.engine.startExecution({ stateMachineArn: await create(wait(600)) });
    await local.clock.sleep(1);
    local.engine.close();
    await local.clock.sleep(1);
    expect(local.clock.pendingSleeps).toBe(0);
  });
});

describe('histories and lists', () => {
  it('come in pages, forwards or newest first, with what AWS shows of an event', async () => {
    const { executionArn } = await local.engine.startExecution({ stateMachineArn: await create(pass({ Result: { a: 1 } })), input: '{"x":0}' });
    await local.engine.untilEnded(executionArn);
    const first = await local.engine.getExecutionHistory({ executionArn, maxResults: 3 });
    const second = await local.engine.getExecutionHistory({ executionArn, maxResults: 3, nextToken: first.nextToken! });
    expect([first.events.map(({ id }) => id), second.events.map(({ id }) => id), second.nextToken]).toEqual([[1, 2, 3], [4], undefined]);
    expect(first.events[1]).toMatchObject({ previousEventId: 0, type: 'PassStateEntered', stateEnteredEventDetails: { name: 'P', input: '{"x":0}', inputDetails: { truncated: false } } });
    expect(second.events[0]).toMatchObject({ previousEventId: 3, executionSucceededEventDetails: { output: '{"a":1}' } });
    const [newest] = (await local.engine.getExecutionHistory({ executionArn, reverseOrder: true, includeExecutionData: false })).events;
    expect(newest).toMatchObject({ id: 4 });
    expect(newest).not.toHaveProperty('executionSucceededEventDetails.output');
  });

  it('list executions newest first, by status and by page', async () => {
    const stateMachineArn = await create(wait(5));
    for (const name of ['a', 'b', 'c']) await local.engine.startExecution({ stateMachineArn, name });
    await local.engine.stopExecution({ executionArn: stateMachineArn.replace(':stateMachine:', ':execution:') + ':b' });
    const page = await local.engine.listExecutions({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 });
    const rest = await local.engine.listExecutions({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1, nextToken: page.nextToken! });
    expect([...page.executions, ...rest.executions].map(({ name }) => name)).toEqual(['c', 'a']);
  });
});

it('events of status changes have the shape EventBridge gives them [R4.3]', async () => {
  const events: StatusChangeEvent[] = [];
  local.engine.onStatusChange((event) => events.push(event));
  const stateMachineArn = await create(JSON.stringify({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'c' } } }));
  const { executionArn } = await local.engine.startExecution({ stateMachineArn, name: 'run', input: '{"ExecutionId":"x"}' });
  await local.engine.untilEnded(executionArn);
  expect(events.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'FAILED']);
  expect(events[1]).toMatchObject({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: [executionArn],
    detail: { executionArn, stateMachineArn, name: 'run', status: 'FAILED', input: '{"ExecutionId":"x"}', output: null, error: 'E', cause: 'c', startDate: local.clock.now(), stopDate: local.clock.now() },
  });
});

describe("core's StateMachine port", () => {
  it('starts once under a name, however often and with whatever it is asked', async () => {
    const machine = inProcessStateMachine(local.engine, await create(wait(5)));
    await machine.start('run', { a: 1 });
    await machine.start('run', { a: 2 });
    expect(await machine.describe('run')).toEqual({ status: 'RUNNING' });
    await local.clock.sleep(6_000);
    await machine.start('run', { a: 1 });
    expect(await machine.describe('run')).toEqual({ status: 'SUCCEEDED' });
  });

  it('stops what runs and leaves alone what has ended or never was', async () => {
    const machine = inProcessStateMachine(local.engine, await create(wait(5)));
    await machine.start('run', {});
    await machine.stop('run', 'cancelled');
    await machine.stop('run', 'again');
    await machine.stop('never', 'x');
    expect(await machine.describe('run')).toEqual({ status: 'ABORTED', cause: 'cancelled' });
    expect(await machine.describe('never')).toBeUndefined();
  });

  it('says whether an answer was accepted or the task is gone', async () => {
    const machine = inProcessStateMachine(local.engine, await create(waiting()));
    await machine.start('run', {});
    const token = await untilWaiting();
    expect([await machine.answer(token, { Answer: 'SETTLED' }), await machine.answer(token, {}), await machine.answer('nonsense', {})]).toEqual(['ACCEPTED', 'GONE', 'GONE']);
  });
});

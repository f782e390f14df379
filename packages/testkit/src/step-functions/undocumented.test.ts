import { describe, expect, it } from 'vitest';
import { taskBuilder } from './conformance/runCase.js';
import { localEngine } from './conformance/localEngine.js';
import { maxHistoryEvents } from './limits.js';

const task = taskBuilder('f');
const boom = (): never => {
  throw Object.assign(new Error('bang'), { name: 'Boom' });
};

/** Runs a machine to its end on an engine of its own. */
async function run(machine: object, answer: () => unknown = boom, input: unknown = {}) {
  const { clock, host, engine } = localEngine();
  host.register('f', async () => answer());
  const { stateMachineArn } = await engine.createStateMachine({ name: 'machine', definition: JSON.stringify(machine) });
  const { executionArn } = await engine.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  const { status, error, cause, output } = await clock.run(() => engine.untilEnded(executionArn));
  const { events } = await engine.getExecutionHistory({ executionArn, maxResults: 1000 });
  const [last] = (await engine.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 1 })).events;
  return { status, error, cause, output: output === undefined ? undefined : (JSON.parse(output) as unknown), types: events.map(({ type }) => type), last: last! };
}

describe('where AWS documents nothing, the engine goes by recordings of it:', () => {
  it("a caught error passes by the state's OutputPath", async () => {
    const { output } = await run({ StartAt: 'T', States: { T: task('T', { Catch: [{ ErrorEquals: ['Boom'], ResultPath: '$.e', Next: 'C' }], OutputPath: '$.no.such.path', End: true }), C: { Type: 'Pass', End: true } } }, boom, { a: 1 });
    expect(output).toMatchObject({ a: 1, e: { Error: 'Boom', Cause: expect.stringContaining('"errorMessage":"bang"') as string } });
  });

  it("a time-out's Cause is the empty string in Catch, and the execution that fails of it has none", async () => {
    const machine = (more: object): object => ({ StartAt: 'T', States: { T: task('T', { TimeoutSeconds: 1, End: true, ...more }, { token: true }), ...('Catch' in more ? { C: { Type: 'Pass', End: true } } : {}) } });
    expect((await run(machine({ Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'C' }] }), () => null)).output).toEqual({ Error: 'States.Timeout', Cause: '' });
    expect(await run(machine({}), () => null)).toMatchObject({ error: 'States.Timeout', cause: undefined });
  });

  it("an iteration that fails ends its Task's state too, and the Wait beside it", async () => {
    const { types } = await run(
      {
        StartAt: 'M',
        States: {
          M: {
            Type: 'Map',
            ItemProcessor: {
              StartAt: 'Which',
              States: { Which: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'T' }], Default: 'Long' }, T: task('T', { End: true }), Long: { Type: 'Wait', Seconds: 30, End: true } },
            },
            End: true,
          },
        },
      },
      boom,
      [1, 2],
    );
    expect(types.filter((type) => type.includes('Aborted')).sort()).toEqual(['MapIterationAborted', 'TaskStateAborted', 'WaitStateAborted']);
  });

  it('a Map or a Parallel that is retried is started again, and only its last attempt is recorded as failed', async () => {
    const fail = { F: { Type: 'Fail', Error: 'E', Cause: 'c' } };
    const retry = { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }], End: true };
    expect((await run({ StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: { StartAt: 'F', States: fail }, ...retry } } }, boom, [1])).types).toEqual([
      'ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapIterationStarted', 'FailStateEntered', 'MapIterationFailed',
      'MapStateStarted', 'MapIterationStarted', 'FailStateEntered', 'MapIterationFailed', 'MapStateFailed', 'ExecutionFailed',
    ]);
    expect((await run({ StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [{ StartAt: 'F', States: fail }], ...retry } } })).types).toEqual([
      'ExecutionStarted', 'ParallelStateEntered', 'ParallelStateStarted', 'FailStateEntered', 'ParallelStateStarted', 'FailStateEntered', 'ParallelStateFailed', 'ExecutionFailed',
    ]);
  });

  it('an execution that reaches the longest history fails with States.Runtime, which is its last event', async () => {
    const { status, error, cause, last } = await run({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } });
    expect({ status, error, cause }).toEqual({ status: 'FAILED', error: 'States.Runtime', cause: `The execution reached the maximum number of history events (${maxHistoryEvents}).` });
    expect(last).toMatchObject({ id: maxHistoryEvents, type: 'ExecutionFailed' });
  });

  it('a failure that no Retry and no Catch can take says in which state it happened', async () => {
    const { cause } = await run({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'x.$': 'States.ArrayGetItem($.l, 9)' }, End: true } } }, boom, { l: [1] });
    expect(cause).toMatch(/^An error occurred while executing the state 'P' \(entered at the event id #2\)\. The function 'States\.ArrayGetItem\(\$\.l, 9\)' had the following error: /u);
  });
});

import type { ConformanceCase, TaskBuilder } from './conformanceCase.js';

const attempt = ['TaskScheduled', 'TaskStarted', 'TaskFailed'];
const withCatch = (task: TaskBuilder, more: Readonly<Record<string, unknown>>): object => ({
  StartAt: 'T',
  States: { T: task('T', { ...more, End: true }), C: { Type: 'Pass', End: true } },
});
const boom = { error: { name: 'Boom', message: 'bang' } };

/** Retry and Catch (developer guide, "Handling errors in Step Functions workflows"). */
export const errorCases: readonly ConformanceCase[] = [
  {
    rule: 'a Retrier repeats the attempt after its interval, and each attempt has its events',
    ids: ['R9.1', 'P26'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 3 }], ResultSelector: { 'p.$': '$.Payload' }, End: true }) } }),
    answers: { T: [boom, boom, { payload: 'ok' }] },
    expected: { status: 'SUCCEEDED', output: { p: 'ok' } },
    events: ['ExecutionStarted', 'TaskStateEntered', ...attempt, ...attempt, 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    leastSeconds: 2,
  },
  {
    rule: 'when the retries are spent, the last error fails the execution',
    ids: ['R9.1', 'R9.5'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 }], End: true }) } }),
    answers: { T: [boom, { error: { name: 'Other', message: 'x' } }] },
    expected: { status: 'FAILED', error: 'Other' },
    events: ['ExecutionStarted', 'TaskStateEntered', ...attempt, ...attempt, 'ExecutionFailed'],
  },
  {
    rule: 'MaxAttempts 0 never retries, whatever a later Retrier says',
    machine: (task) => withCatch(task, { Retry: [{ ErrorEquals: ['TerminalError'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3 }], Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.e', Next: 'C' }], ResultPath: '$.r' }),
    answers: { T: [{ error: { name: 'TerminalError', message: 'x' } }] },
    expected: { status: 'SUCCEEDED' },
    eventCounts: { TaskScheduled: 1, TaskFailed: 1, TaskStateExited: 1 },
  },
  {
    rule: 'each Retrier counts its own attempts',
    machine: (task) => ({
      StartAt: 'T',
      States: { T: task('T', { Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 }, { ErrorEquals: ['B'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 }], ResultSelector: { 'p.$': '$.Payload' }, End: true }) },
    }),
    answers: { T: [{ error: { name: 'A', message: '' } }, { error: { name: 'B', message: '' } }, { payload: 3 }] },
    expected: { status: 'SUCCEEDED', output: { p: 3 } },
  },
  {
    rule: '$$.State.RetryCount counts the retries',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 1, BackoffRate: 1 }], ResultSelector: { 'n.$': '$$.State.RetryCount' }, End: true }) } }),
    answers: { T: [boom, boom, { payload: {} }] },
    expected: { status: 'SUCCEEDED', output: { n: 2 } },
  },
  {
    rule: 'Catch takes the first entry that matches, puts Error and Cause where it says, and passes by OutputPath',
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { Catch: [{ ErrorEquals: ['Other'], Next: 'Wrong' }, { ErrorEquals: ['More', 'Boom'], ResultPath: '$.e', Next: 'C' }, { ErrorEquals: ['States.ALL'], Next: 'Wrong' }], OutputPath: '$.no.such.path', End: true }),
        C: { Type: 'Pass', Parameters: { 'error.$': '$.e.Error', 'cause.$': 'States.StringToJson($.e.Cause)', 'a.$': '$.a' }, Next: 'D' },
        D: { Type: 'Pass', Parameters: { 'error.$': '$.error', 'message.$': '$.cause.errorMessage', 'type.$': '$.cause.errorType', 'a.$': '$.a' }, End: true },
        Wrong: { Type: 'Fail' },
      },
    }),
    input: { a: 1 },
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: { error: 'Boom', message: 'bang', type: 'Boom', a: 1 } },
  },
  {
    rule: 'a caught error leaves the state by TaskStateExited',
    machine: (task) => withCatch(task, { Catch: [{ ErrorEquals: ['Boom'], ResultPath: null, Next: 'C' }] }),
    input: { a: 1 },
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
    events: ['ExecutionStarted', 'TaskStateEntered', ...attempt, 'TaskStateExited', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: 'States.TaskFailed takes any error of a task but a time-out',
    machine: (task) => withCatch(task, { TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.TaskFailed'], ResultPath: null, Next: 'C' }] }),
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: 'an intrinsic function given what it cannot take is an error that Catch takes',
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { Catch: [{ ErrorEquals: ['States.IntrinsicFailure'], ResultPath: null, Next: 'C' }], End: true }, { payload: { 'x.$': 'States.ArrayGetItem($.l, 9)' } }),
        C: { Type: 'Pass', End: true },
      },
    }),
    input: { l: [1] },
    expected: { status: 'SUCCEEDED', output: { l: [1] } },
    differs: { moto: 'fails with States.Runtime' },
  },
  {
    rule: 'States.ALL does not catch States.DataLimitExceeded: a result above 256 KB fails the execution',
    machine: (task) => withCatch(task, { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'C' }] }),
    answers: { T: [{ payload: 'x'.repeat(263_000) }] },
    expected: { status: 'FAILED', error: 'States.DataLimitExceeded', cause: /exceeding the maximum number of bytes service limit/u },
    events: ['ExecutionStarted', 'TaskStateEntered', ...attempt, 'ExecutionFailed'],
    differs: { moto: 'lets States.ALL catch it' },
  },
  {
    rule: 'States.DataLimitExceeded is caught by its own name',
    machine: (task) => withCatch(task, { Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], ResultPath: null, Next: 'C' }] }),
    answers: { T: [{ payload: 'x'.repeat(263_000) }] },
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: "an execution that takes longer than its machine's TimeoutSeconds is timed out, and nothing in it can catch that",
    ids: ['R4.3'],
    machine: () => ({ StartAt: 'W', TimeoutSeconds: 1, States: { W: { Type: 'Wait', Seconds: 30, End: true } } }),
    expected: { status: 'TIMED_OUT' },
    events: ['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut'],
  },
];

import type { ConformanceCase } from './conformanceCase.js';

const waiting = ['TaskScheduled', 'TaskStarted', 'TaskSubmitted'];
const token = { token: true } as const;

/** Waiting for a task token (developer guide, "Wait for a callback with the task token"). */
export const tokenCases: readonly ConformanceCase[] = [
  {
    rule: 'a Task that waits for its token ends with the output that is sent, and not with what its function returns',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [{ succeedAfter: 1, output: { Answer: 'SETTLED' } }] },
    expected: { status: 'SUCCEEDED', output: { Answer: 'SETTLED' } },
    events: ['ExecutionStarted', 'TaskStateEntered', ...waiting, 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    leastSeconds: 1,
  },
  {
    rule: 'an answer sent before the function has returned counts as well',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultPath: '$.r', End: true }, token) } }),
    input: { a: 1 },
    answers: { T: [{ succeed: 'START' }] },
    expected: { status: 'SUCCEEDED', output: { a: 1, r: 'START' } },
    events: ['ExecutionStarted', 'TaskStateEntered', ...waiting, 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: 'SendTaskFailure fails the Task with the error and cause sent',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [{ fail: { error: 'Rejected', cause: 'by the approver' } }] },
    expected: { status: 'FAILED', error: 'Rejected', cause: 'by the approver' },
    differs: { moto: 'shows no cause' },
    events: ['ExecutionStarted', 'TaskStateEntered', ...waiting, 'TaskFailed', 'ExecutionFailed'],
  },
  {
    rule: 'a token that nobody answers in time is States.Timeout, which States.TaskFailed does not take, with an empty cause',
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' }, { ErrorEquals: ['States.Timeout'], ResultPath: '$.e', Next: 'C' }], End: true }, token),
        C: { Type: 'Pass', OutputPath: '$.e', End: true },
        Wrong: { Type: 'Fail' },
      },
    }),
    answers: { T: [{ silent: true }] },
    expected: { status: 'SUCCEEDED', output: { Error: 'States.Timeout', Cause: '' } },
    events: ['ExecutionStarted', 'TaskStateEntered', ...waiting, 'TaskTimedOut', 'TaskStateExited', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
    leastSeconds: 1,
  },
  {
    rule: 'TimeoutSecondsPath takes the time-out from the input',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { TimeoutSecondsPath: '$.s', End: true }, token) } }),
    input: { s: 1 },
    answers: { T: [{ silent: true }] },
    expected: { status: 'FAILED', error: 'States.Timeout' },
    leastSeconds: 1,
  },
  {
    rule: 'a token is registered again by a Catch to a Pass that leads back: each time-out costs eight events',
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { TimeoutSeconds: 2, Retry: [{ ErrorEquals: ['TerminalError', 'States.Timeout'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'], MaxAttempts: 3 }], Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Again' }], End: true }, token),
        Again: { Type: 'Pass', Next: 'T' },
      },
    }),
    answers: { T: [{ silent: true }, { succeed: { late: true } }] },
    expected: { status: 'SUCCEEDED', output: { late: true } },
    events: [
      'ExecutionStarted', 'TaskStateEntered', ...waiting, 'TaskTimedOut', 'TaskStateExited', 'PassStateEntered', 'PassStateExited',
      'TaskStateEntered', ...waiting, 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded',
    ],
    leastSeconds: 2,
  },
  {
    rule: 'the Pass between can make the next wait longer, by TimeoutSecondsPath and MathAdd',
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { TimeoutSecondsPath: '$.s', Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Longer' }], ResultPath: '$.r', End: true }, token),
        Longer: { Type: 'Pass', Parameters: { 's.$': 'States.MathAdd($.s, 9)' }, Next: 'T' },
      },
    }),
    input: { s: 1 },
    answers: { T: [{ silent: true }, { succeedAfter: 2, output: 'late' }] },
    expected: { status: 'SUCCEEDED', output: { s: 10, r: 'late' } },
    leastSeconds: 3,
  },
  {
    rule: 'a token without a heartbeat in time is States.Timeout',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { HeartbeatSeconds: 1, TimeoutSeconds: 60, End: true }, token) } }),
    answers: { T: [{ silent: true }] },
    expected: { status: 'FAILED', error: 'States.Timeout' },
    events: ['ExecutionStarted', 'TaskStateEntered', ...waiting, 'TaskTimedOut', 'ExecutionFailed'],
    leastSeconds: 1,
  },
  {
    rule: 'an invocation that fails fails the Task, which then waits for no token',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [{ error: { name: 'TerminalError', message: 'x' } }] },
    expected: { status: 'FAILED', error: 'TerminalError' },
    events: ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed', 'ExecutionFailed'],
  },
];

import { anyCause, type ConformanceCase } from './conformanceCase.js';
import { heartbeat, silent, succeeds, succeedsAfter, success, throws } from './scriptedAnswer.js';
import { sources } from './sources.js';

const waiting = ['TaskScheduled', 'TaskStarted', 'TaskSubmitted'];
const token = { token: true } as const;
const exactlyT = (more: readonly string[]): readonly string[] => ['ExecutionStarted', 'TaskStateEntered T', ...waiting, ...more];

/** Waiting for a task token. */
export const tokenCases: readonly ConformanceCase[] = [
  {
    rule: 'a Task that waits for its token ends with the output that is sent, and not with what its function returns',
    source: [sources.guideCallback, sources.apiSendTaskSuccess, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [succeedsAfter(1, { Answer: 'SETTLED' })] },
    expected: { status: 'SUCCEEDED', output: { Answer: 'SETTLED' } },
    events: exactlyT(['TaskSucceeded', 'TaskStateExited T', 'ExecutionSucceeded']),
    leastSeconds: 1,
  },
  {
    rule: 'an answer sent before the function has returned counts as well',
    source: [sources.guideCallback, sources.apiSendTaskSuccess, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultPath: '$.r', End: true }, token) } }),
    input: { a: 1 },
    answers: { T: [succeeds('START')] },
    expected: { status: 'SUCCEEDED', output: { a: 1, r: 'START' } },
    events: exactlyT(['TaskSucceeded', 'TaskStateExited T', 'ExecutionSucceeded']),
  },
  {
    rule: 'SendTaskFailure fails the Task with the error and cause sent',
    source: [sources.apiSendTaskFailure, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [{ calls: [{ operation: 'SendTaskFailure', error: 'Rejected', cause: 'by the approver' }] }] },
    expected: { status: 'FAILED', error: 'Rejected', cause: 'by the approver' },
    events: exactlyT(['TaskFailed', 'ExecutionFailed']),
    differs: { moto: 'shows no cause' },
  },
  {
    rule: 'an error sent by SendTaskFailure is caught by its name',
    source: [sources.apiSendTaskFailure, sources.guideCatch],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Catch: [{ ErrorEquals: ['Rejected'], ResultPath: null, Next: 'C' }], End: true }, token), C: { Type: 'Pass', End: true } } }),
    input: { a: 1 },
    answers: { T: [{ calls: [{ operation: 'SendTaskFailure', error: 'Rejected', after: 1 }] }] },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
  },
  {
    rule: 'a token that nobody answers in time is States.Timeout, which States.TaskFailed does not take',
    source: [sources.guideErrorNames, sources.guideTask, sources.apiHistoryEvent],
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' }, { ErrorEquals: ['States.Timeout'], ResultPath: '$.e', Next: 'C' }], End: true }, token),
        C: { Type: 'Pass', Parameters: { 'error.$': '$.e.Error' }, End: true },
        Wrong: { Type: 'Fail' },
      },
    }),
    answers: { T: [silent] },
    expected: { status: 'SUCCEEDED', output: { error: 'States.Timeout' } },
    events: exactlyT(['TaskTimedOut', 'TaskStateExited T', 'PassStateEntered C', 'PassStateExited C', 'ExecutionSucceeded']),
    leastSeconds: 1,
  },
  {
    rule: 'TimeoutSecondsPath takes the time-out from the input',
    source: [sources.guideTask, sources.aslTask],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { TimeoutSecondsPath: '$.s', End: true }, token) } }),
    input: { s: 1 },
    answers: { T: [silent] },
    expected: { status: 'FAILED', error: 'States.Timeout' },
    leastSeconds: 1,
  },
  {
    rule: 'TimeoutSecondsPath must lead to a positive integer',
    source: [sources.guideTask, sources.aslTask, sources.guideErrorNames],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { TimeoutSecondsPath: '$.s', End: true }, token) } }),
    input: { s: 'soon' },
    answers: { T: [succeeds({})] },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
  },
  {
    rule: 'a Task that timed out and is retried has a new token; the one before answers TaskTimedOut',
    source: [sources.guideCallback, sources.apiSendTaskSuccess, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { TimeoutSeconds: 2, Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 1 }], End: true }, token) } }),
    answers: { T: [{ calls: [success('first', { after: 4, refusedAs: 'TaskTimedOut' })] }, succeedsAfter(1.5, { attempt: 2 })] },
    expected: { status: 'SUCCEEDED', output: { attempt: 2 } },
    events: exactlyT(['TaskTimedOut', ...waiting, 'TaskSucceeded', 'TaskStateExited T', 'ExecutionSucceeded']),
    retryWaits: [1],
    differs: { moto: 'keeps the token of the attempt that timed out' },
  },
  {
    rule: 'a token is registered again by a Catch to a Pass that leads back',
    source: [sources.guideCallback, sources.guideCatch, sources.apiHistoryEvent],
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { TimeoutSeconds: 2, Retry: [{ ErrorEquals: ['TerminalError', 'States.Timeout'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'], MaxAttempts: 3 }], Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Again' }], End: true }, token),
        Again: { Type: 'Pass', Next: 'T' },
      },
    }),
    answers: { T: [silent, succeeds({ late: true })] },
    expected: { status: 'SUCCEEDED', output: { late: true } },
    events: exactlyT([
      'TaskTimedOut', 'TaskStateExited T', 'PassStateEntered Again', 'PassStateExited Again',
      'TaskStateEntered T', ...waiting, 'TaskSucceeded', 'TaskStateExited T', 'ExecutionSucceeded',
    ]),
    leastSeconds: 2,
  },
  {
    rule: 'the Pass between can make the next wait longer, by TimeoutSecondsPath and MathAdd',
    source: [sources.guideTask, sources.guideIntrinsics],
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { TimeoutSecondsPath: '$.s', Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Longer' }], ResultPath: '$.r', End: true }, token),
        Longer: { Type: 'Pass', Parameters: { 's.$': 'States.MathAdd($.s, 9)' }, Next: 'T' },
      },
    }),
    input: { s: 1 },
    answers: { T: [silent, succeedsAfter(2, 'late')] },
    expected: { status: 'SUCCEEDED', output: { s: 10, r: 'late' } },
    leastSeconds: 3,
  },
  {
    rule: 'a missed heartbeat is States.Timeout, and TaskTimedOut in the history',
    source: [sources.guideTask, sources.guideCallback, sources.apiSendTaskHeartbeat, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { HeartbeatSeconds: 1, TimeoutSeconds: 60, End: true }, token) } }),
    answers: { T: [silent] },
    expected: { status: 'FAILED', error: 'States.Timeout' },
    events: exactlyT(['TaskTimedOut', 'ExecutionFailed']),
    leastSeconds: 1,
  },
  {
    rule: 'a missed heartbeat is taken by States.HeartbeatTimeout in Catch',
    source: [sources.guideErrorNames, sources.aslErrorCodes],
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { HeartbeatSecondsPath: '$.beat', TimeoutSeconds: 60, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], ResultPath: null, Next: 'C' }], End: true }, token),
        C: { Type: 'Pass', Result: { caught: true }, End: true },
      },
    }),
    input: { beat: 1 },
    answers: { T: [silent] },
    expected: { status: 'SUCCEEDED', output: { caught: true } },
    leastSeconds: 1,
    differs: { moto: 'takes a missed heartbeat by States.Timeout only' },
  },
  {
    rule: 'States.HeartbeatTimeout does not take a time-out',
    source: [sources.guideErrorNames, sources.aslErrorCodes],
    machine: (task) => ({
      StartAt: 'T',
      States: { T: task('T', { TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], ResultPath: null, Next: 'C' }], End: true }, token), C: { Type: 'Pass', End: true } },
    }),
    answers: { T: [silent] },
    expected: { status: 'FAILED', error: 'States.Timeout' },
  },
  {
    rule: 'SendTaskHeartbeat starts the heartbeat anew, and makes no event',
    source: [sources.apiSendTaskHeartbeat, sources.guideCallback, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { HeartbeatSeconds: 5, TimeoutSeconds: 60, End: true }, token) } }),
    answers: { T: [{ calls: [heartbeat(3), success({ alive: true }, { after: 6 })] }] },
    expected: { status: 'SUCCEEDED', output: { alive: true } },
    events: exactlyT(['TaskSucceeded', 'TaskStateExited T', 'ExecutionSucceeded']),
    leastSeconds: 6,
  },
  {
    rule: 'TimeoutSeconds is the longest that a Task may take, however many heartbeats there are',
    source: [sources.apiSendTaskHeartbeat],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { HeartbeatSeconds: 3, TimeoutSeconds: 4, End: true }, token) } }),
    answers: { T: [{ calls: [heartbeat(1.5), heartbeat(3)] }] },
    expected: { status: 'FAILED', error: 'States.Timeout' },
    leastSeconds: 4,
  },
  {
    rule: 'an invocation that fails fails the Task, which then waits for no token',
    source: [sources.guideLambda, sources.guideErrorNames, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [throws('TerminalError')] },
    expected: { status: 'FAILED', error: 'TerminalError' },
    events: ['ExecutionStarted', 'TaskStateEntered T', 'TaskScheduled', 'TaskStarted', 'TaskFailed', 'ExecutionFailed'],
  },
];

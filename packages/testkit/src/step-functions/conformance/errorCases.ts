import { anyCause, type ConformanceCase, type TaskBuilder } from './conformanceCase.js';
import { returns, throws } from './scriptedAnswer.js';
import { sources } from './sources.js';

const attempt = ['TaskScheduled', 'TaskStarted', 'TaskFailed'];
const withCatch = (task: TaskBuilder, more: Readonly<Record<string, unknown>>): object => ({
  StartAt: 'T',
  States: { T: task('T', { ...more, End: true }), C: { Type: 'Pass', End: true } },
});
const retrying = (task: TaskBuilder, retriers: readonly object[]): object => ({ StartAt: 'T', States: { T: task('T', { Retry: retriers, ResultSelector: { 'p.$': '$.Payload' }, End: true }) } });
const boom = throws('Boom', 'bang');

/** Retry and Catch. */
export const errorCases: readonly ConformanceCase[] = [
  {
    rule: 'a Retrier repeats the attempt after its interval, and each attempt has its events',
    source: [sources.guideRetry, sources.apiHistoryEvent],
    ids: ['R9.1', 'P26'],
    machine: (task) => retrying(task, [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 3 }]),
    answers: { T: [boom, boom, returns('ok')] },
    expected: { status: 'SUCCEEDED', output: { p: 'ok' } },
    events: ['ExecutionStarted', 'TaskStateEntered T', ...attempt, ...attempt, 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited T', 'ExecutionSucceeded'],
    retryWaits: [1, 1],
    leastSeconds: 2,
  },
  {
    rule: 'a Retrier that says nothing more waits 1 second, doubles that each time, and makes three attempts',
    source: [sources.aslRetry, sources.guideRetry, sources.apiHistoryEvent],
    ids: ['R9.1', 'P26'],
    machine: (task) => retrying(task, [{ ErrorEquals: ['Boom'] }]),
    answers: { T: [boom] },
    expected: { status: 'FAILED', error: 'Boom' },
    eventCounts: { TaskFailed: 4 },
    retryWaits: [1, 2, 4],
    leastSeconds: 7,
  },
  {
    rule: 'BackoffRate multiplies the interval after each attempt',
    source: [sources.guideRetry, sources.apiHistoryEvent],
    machine: (task) => retrying(task, [{ ErrorEquals: ['Boom'], IntervalSeconds: 2, BackoffRate: 1.5, MaxAttempts: 2 }]),
    answers: { T: [boom, boom, returns('ok')] },
    expected: { status: 'SUCCEEDED', output: { p: 'ok' } },
    retryWaits: [2, 3],
  },
  {
    rule: 'MaxDelaySeconds is the longest interval, however fast the BackoffRate grows',
    source: [sources.guideRetry, sources.aslRetry, sources.apiHistoryEvent],
    ids: ['R9.1'],
    machine: (task) => retrying(task, [{ ErrorEquals: ['Boom'], IntervalSeconds: 1, BackoffRate: 10, MaxDelaySeconds: 2, MaxAttempts: 3 }]),
    answers: { T: [boom, boom, boom, returns('ok')] },
    expected: { status: 'SUCCEEDED', output: { p: 'ok' } },
    retryWaits: [1, 2, 2],
    leastSeconds: 5,
  },
  {
    rule: 'when the retries are spent, the last error fails the execution',
    source: [sources.guideRetry, sources.apiHistoryEvent],
    ids: ['R9.1', 'R9.5'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 }], End: true }) } }),
    answers: { T: [boom, throws('Other')] },
    expected: { status: 'FAILED', error: 'Other' },
    events: ['ExecutionStarted', 'TaskStateEntered', ...attempt, ...attempt, 'ExecutionFailed'],
  },
  {
    rule: 'MaxAttempts 0 never retries, whatever a later Retrier says',
    source: [sources.aslRetry, sources.guideRetry, sources.apiHistoryEvent],
    machine: (task) => withCatch(task, { Retry: [{ ErrorEquals: ['TerminalError', 'States.Timeout'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 3 }], Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.e', Next: 'C' }], ResultPath: '$.r' }),
    answers: { T: [throws('TerminalError')] },
    expected: { status: 'SUCCEEDED' },
    eventCounts: { TaskScheduled: 1, TaskFailed: 1, TaskStateExited: 1 },
  },
  {
    rule: "each Retrier counts its own attempts for all of the state's run, and Catch takes what is left",
    source: [sources.guideRetry, sources.aslRetry, sources.apiHistoryEvent],
    machine: (task) => ({
      StartAt: 'X',
      States: {
        X: task('X', {
          Retry: [{ ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2.0, MaxAttempts: 2 }, { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 }],
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Z' }],
          Next: 'Y',
        }),
        Y: { Type: 'Fail' },
        Z: { Type: 'Pass', End: true },
      },
    }),
    answers: { X: ['ErrorA', 'ErrorB', 'ErrorC', 'ErrorB'].map((name) => throws(name)) },
    expected: { status: 'SUCCEEDED', output: {} },
    eventCounts: { TaskFailed: 4 },
    retryWaits: [1, 2, 5],
    leastSeconds: 8,
  },
  {
    rule: 'a state that is entered again begins to count its retries anew',
    source: [sources.aslRetry, sources.apiHistoryEvent],
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 1, MaxAttempts: 1 }], Catch: [{ ErrorEquals: ['Boom'], ResultPath: null, Next: 'Again' }], ResultPath: null, End: true }),
        Again: { Type: 'Pass', Next: 'T' },
      },
    }),
    answers: { T: [boom, boom, boom, returns('ok')] },
    expected: { status: 'SUCCEEDED', output: {} },
    eventCounts: { TaskFailed: 3, TaskSucceeded: 1, TaskStateEntered: 2, TaskStateExited: 2 },
  },
  {
    rule: '$$.State.RetryCount counts the retries',
    source: [sources.guideContext],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 1, BackoffRate: 1 }], ResultSelector: { 'n.$': '$$.State.RetryCount' }, End: true }) } }),
    answers: { T: [boom, boom, returns({})] },
    expected: { status: 'SUCCEEDED', output: { n: 2 } },
  },
  {
    rule: "Catch takes the first entry that matches, and puts Error and Cause into the state's input where it says",
    source: [sources.guideCatch, sources.aslCatch],
    machine: (task) => ({
      StartAt: 'T',
      States: {
        T: task('T', { Catch: [{ ErrorEquals: ['Other'], Next: 'Wrong' }, { ErrorEquals: ['More', 'Boom'], ResultPath: '$.e', Next: 'C' }, { ErrorEquals: ['States.ALL'], Next: 'Wrong' }], End: true }),
        C: { Type: 'Pass', Parameters: { 'error.$': '$.e.Error', 'cause.$': '$.e.Cause', 'a.$': '$.a' }, Next: 'Said' },
        Said: { Type: 'Choice', Choices: [{ And: [{ Variable: '$.error', StringEquals: 'Boom' }, { Variable: '$.cause', StringMatches: '*bang*' }, { Variable: '$.a', NumericEquals: 1 }], Next: 'Right' }], Default: 'Wrong' },
        Right: { Type: 'Pass', Result: {}, End: true },
        Wrong: { Type: 'Fail' },
      },
    }),
    input: { a: 1 },
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: 'without a ResultPath, a Catch hands on the error alone',
    source: [sources.guideCatch],
    machine: (task) => ({
      StartAt: 'T',
      States: { T: task('T', { Catch: [{ ErrorEquals: ['Boom'], Next: 'C' }], End: true }), C: { Type: 'Pass', Parameters: { 'whole.$': '$.Error' }, Next: 'D' }, D: { Type: 'Pass', End: true } },
    }),
    input: { Error: 'mine', a: 1 },
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: { whole: 'Boom' } },
  },
  {
    rule: 'a caught error leaves the state by TaskStateExited, and ResultPath null keeps the input as it was',
    source: [sources.aslCatch, sources.aslFilters, sources.apiHistoryEvent],
    machine: (task) => withCatch(task, { Catch: [{ ErrorEquals: ['Boom'], ResultPath: null, Next: 'C' }] }),
    input: { a: 1 },
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
    events: ['ExecutionStarted', 'TaskStateEntered T', ...attempt, 'TaskStateExited T', 'PassStateEntered C', 'PassStateExited C', 'ExecutionSucceeded'],
  },
  {
    rule: 'retries come before Catch',
    source: [sources.guideCatch, sources.aslCatch, sources.apiHistoryEvent],
    machine: (task) => withCatch(task, { Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 1, MaxAttempts: 1 }], Catch: [{ ErrorEquals: ['Boom'], ResultPath: null, Next: 'C' }] }),
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: {} },
    events: ['ExecutionStarted', 'TaskStateEntered T', ...attempt, ...attempt, 'TaskStateExited T', 'PassStateEntered C', 'PassStateExited C', 'ExecutionSucceeded'],
  },
  {
    rule: 'States.TaskFailed takes any error of a task but a time-out',
    source: [sources.guideErrorNames],
    machine: (task) => withCatch(task, { TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.TaskFailed'], ResultPath: null, Next: 'C' }] }),
    answers: { T: [boom] },
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: 'States.ALL does not catch States.DataLimitExceeded: a result above 256 KB fails the execution',
    source: [sources.guideErrorNames, sources.guideQuotas],
    machine: (task) => withCatch(task, { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'C' }] }),
    answers: { T: [returns('x'.repeat(263_000))] },
    expected: { status: 'FAILED', error: 'States.DataLimitExceeded', cause: anyCause },
    differs: { moto: 'lets States.ALL catch it' },
  },
  {
    rule: "an execution that takes longer than its machine's TimeoutSeconds is timed out, and nothing in it can catch that",
    source: [sources.aslTopLevel, sources.guideErrorNames, sources.apiHistoryEvent],
    ids: ['R4.3'],
    machine: () => ({
      StartAt: 'P',
      TimeoutSeconds: 1,
      States: {
        P: { Type: 'Parallel', Branches: [{ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 30, End: true } } }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], End: true },
        C: { Type: 'Pass', End: true },
      },
    }),
    expected: { status: 'TIMED_OUT' },
    eventCounts: { WaitStateExited: 0, ParallelStateExited: 0, PassStateEntered: 0, ExecutionTimedOut: 1 },
    lastEvent: 'ExecutionTimedOut',
  },
  {
    rule: 'an execution that timed out shows States.Timeout for its error',
    source: [sources.guideErrorNames, sources.aslTopLevel, sources.apiDescribeExecution],
    machine: () => ({ StartAt: 'W', TimeoutSeconds: 1, States: { W: { Type: 'Wait', Seconds: 30, End: true } } }),
    expected: { status: 'TIMED_OUT', error: 'States.Timeout' },
    differs: { moto: 'shows no error of an execution that timed out' },
  },
];

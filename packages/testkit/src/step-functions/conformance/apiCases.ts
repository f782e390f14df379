import type { ConformanceCase } from './conformanceCase.js';
import { heartbeat, succeeds, success } from './scriptedAnswer.js';
import { sources } from './sources.js';

const waiting = ['TaskScheduled', 'TaskStarted', 'TaskSubmitted'];
const token = { token: true } as const;

/** What the API answers to calls that come late, twice or with nonsense, and StopExecution. */
export const apiCases: readonly ConformanceCase[] = [
  {
    rule: 'a token that was answered is closed: another answer or a heartbeat is TaskTimedOut, and changes nothing',
    source: [sources.apiSendTaskSuccess, sources.apiSendTaskFailure, sources.apiSendTaskHeartbeat],
    ids: ['R9.2'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Next: 'W' }, token), W: { Type: 'Wait', Seconds: 4, End: true } } }),
    answers: {
      T: [{
        calls: [
          success({ answer: 1 }, { after: 1 }),
          success({ answer: 2 }, { after: 2, refusedAs: 'TaskTimedOut' }),
          { operation: 'SendTaskFailure', error: 'Rejected', after: 2.5, refusedAs: 'TaskTimedOut' },
          { ...heartbeat(3), refusedAs: 'TaskTimedOut' },
        ],
      }],
    },
    expected: { status: 'SUCCEEDED', output: { answer: 1 } },
    differs: { moto: 'answers 200 to a task that was answered' },
  },
  {
    rule: 'a token that timed out is answered with TaskTimedOut, and the execution goes on without it',
    source: [sources.apiSendTaskSuccess],
    machine: (task) => ({
      StartAt: 'T',
      States: { T: task('T', { TimeoutSeconds: 1, Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'W' }], End: true }, token), W: { Type: 'Wait', Seconds: 3, End: true } },
    }),
    input: { a: 1 },
    answers: { T: [{ calls: [success('late', { after: 2.5, refusedAs: 'TaskTimedOut' })] }] },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
    differs: { moto: 'answers 200 to a task that timed out' },
  },
  {
    rule: 'a token that Step Functions never made is InvalidToken, to all three calls',
    source: [sources.apiSendTaskSuccess, sources.apiSendTaskFailure, sources.apiSendTaskHeartbeat],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: {
      T: [{
        calls: [
          success({}, { token: 'no-token-at-all', refusedAs: 'InvalidToken' }),
          { operation: 'SendTaskFailure', token: 'no-token-at-all', refusedAs: 'InvalidToken' },
          { operation: 'SendTaskHeartbeat', token: 'no-token-at-all', refusedAs: 'InvalidToken' },
          success({ mine: true }),
        ],
      }],
    },
    expected: { status: 'SUCCEEDED', output: { mine: true } },
  },
  {
    rule: 'an output that is no JSON is InvalidOutput, and the token still waits',
    source: [sources.apiSendTaskSuccess],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }, token) } }),
    answers: { T: [{ calls: [{ operation: 'SendTaskSuccess', output: 'no JSON', after: 1, refusedAs: 'InvalidOutput' }, success({ mine: true }, { after: 1.5 })] }] },
    expected: { status: 'SUCCEEDED', output: { mine: true } },
    differs: { moto: 'takes any text, which then fails the execution' },
  },
  {
    rule: 'StopExecution aborts an execution with the error and cause sent: what it waits for is given up, no state is left any more, and the last event is ExecutionAborted',
    source: [sources.apiStopExecution, sources.apiDescribeExecution, sources.apiHistoryEvent],
    ids: ['R4.5'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { TimeoutSeconds: 60, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], Next: 'C' }, token), C: { Type: 'Pass', End: true } } }),
    answers: { T: [{ calls: [{ operation: 'StopExecution', error: 'Cancelled', cause: 'by an operator', after: 1 }, success('late', { after: 2, refusedAs: 'TaskTimedOut' })] }] },
    expected: { status: 'ABORTED', error: 'Cancelled', cause: 'by an operator' },
    eventCounts: { TaskSubmitted: 1, TaskSucceeded: 0, TaskStateExited: 0, PassStateEntered: 0, ExecutionFailed: 0, ExecutionAborted: 1 },
    lastEvent: 'ExecutionAborted',
    differs: { moto: 'shows no error of a stopped execution, or ends it as FAILED' },
  },
  {
    rule: 'StopExecution ends the iterations of a Map, too',
    source: [sources.apiStopExecution, sources.apiHistoryEvent],
    machine: (task) => ({
      StartAt: 'M',
      States: { M: { Type: 'Map', ItemProcessor: { StartAt: 'T', States: { T: task('T', { Next: 'W' }), W: { Type: 'Wait', Seconds: 30, End: true } } }, End: true } },
    }),
    input: [1, 2],
    answers: { T: [{ calls: [] }, { calls: [{ operation: 'StopExecution', after: 1 }] }] },
    expected: { status: 'ABORTED' },
    eventCounts: { WaitStateEntered: 2, WaitStateExited: 0, MapIterationSucceeded: 0, MapStateExited: 0, ExecutionAborted: 1 },
    lastEvent: 'ExecutionAborted',
    differs: { moto: 'shows no error of a stopped execution, or ends it as FAILED' },
  },
  {
    rule: 'an answer to a Task in a Map finds the iteration whose token it is',
    source: [sources.guideCallback, sources.guideContext, sources.apiHistoryEvent],
    machine: (task) => ({
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          ItemSelector: { 'n.$': '$$.Map.Item.Value' },
          ItemProcessor: { StartAt: 'T', States: { T: task('T', { ResultPath: '$.r', End: true }, { ...token, payload: { 'WaveNumber.$': '$.n' } }) } },
          End: true,
        },
      },
    }),
    input: [1, 2],
    answers: { 'T 1': [{ calls: [success('to the first')] }], 'T 2': [succeeds('to the second')] },
    expected: { status: 'SUCCEEDED', output: [{ n: 1, r: 'to the first' }, { n: 2, r: 'to the second' }] },
    eventsInAnyOrder: [
      'ExecutionStarted', 'MapStateEntered M', 'MapStateStarted',
      ...[1, 2].flatMap(() => ['MapIterationStarted', 'TaskStateEntered T', ...waiting, 'TaskSucceeded', 'TaskStateExited T', 'MapIterationSucceeded']),
      'MapStateSucceeded', 'MapStateExited M', 'ExecutionSucceeded',
    ],
  },
];

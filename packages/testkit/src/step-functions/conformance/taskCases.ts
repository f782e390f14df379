import { anyCause, type ConformanceCase } from './conformanceCase.js';
import { returns, throws } from './scriptedAnswer.js';
import { sources } from './sources.js';

/** `lambda:invoke`. */
export const taskCases: readonly ConformanceCase[] = [
  {
    rule: "a Task's result is Lambda's answer with the payload in it, and ResultSelector takes what is wanted",
    source: [sources.guideLambda, sources.guideParameters, sources.guideHistory, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'answer.$': '$.Payload', 'status.$': '$.StatusCode' }, Next: 'S' }), S: { Type: 'Succeed' } } }),
    answers: { T: [returns({ x: [1, 'two', null] })] },
    expected: { status: 'SUCCEEDED', output: { answer: { x: [1, 'two', null] }, status: 200 } },
    events: ['ExecutionStarted', 'TaskStateEntered T', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited T', 'SucceedStateEntered S', 'SucceedStateExited S', 'ExecutionSucceeded'],
  },
  {
    rule: 'ResultSelector may add constants',
    source: [sources.aslTemplate, sources.guideParameters],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'Payload.$': '$.Payload', Failure: '', Wait: { Count: 1, Seconds: 900 } }, ResultPath: '$.Run', End: true }) } }),
    input: { a: 1 },
    answers: { T: [returns('p')] },
    expected: { status: 'SUCCEEDED', output: { a: 1, Run: { Payload: 'p', Failure: '', Wait: { Count: 1, Seconds: 900 } } } },
  },
  {
    rule: 'ResultPath puts the result into the raw input, OutputPath then selects from that',
    source: [sources.aslFilters, sources.guideTask],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { InputPath: '$.in', ResultSelector: { 'p.$': '$.Payload' }, ResultPath: '$.out', OutputPath: '$.out', End: true }) } }),
    input: { in: {}, other: 1 },
    answers: { T: [returns(7)] },
    expected: { status: 'SUCCEEDED', output: { p: 7 } },
  },
  {
    rule: 'ResultPath null keeps the input',
    source: [sources.aslFilters],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultPath: null, End: true }) } }),
    input: { a: 1 },
    answers: { T: [returns({ big: 'x' })] },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
  },
  {
    rule: 'the payload is built from the input, the context object and constants',
    source: [sources.aslTemplate, sources.guideContext],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'sent.$': '$.Payload.sent' }, End: true }, { payload: { sent: { 'a.$': '$.a', 'state.$': '$$.State.Name', k: 1 } } }) } }),
    input: { a: [1] },
    expected: { status: 'SUCCEEDED', output: { sent: { a: [1], state: 'T', k: 1 } } },
  },
  {
    rule: "a function's error fails the Task under the error's name, and its message is in the cause",
    source: [sources.guideErrorNames, sources.guideCatch, sources.apiHistoryEvent],
    ids: ['R9.5'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }) } }),
    answers: { T: [throws('TerminalError', 'no such server s-1')] },
    expected: { status: 'FAILED', error: 'TerminalError', cause: /no such server s-1/u },
    events: ['ExecutionStarted', 'TaskStateEntered T', 'TaskScheduled', 'TaskStarted', 'TaskFailed', 'ExecutionFailed'],
  },
  {
    rule: 'a missing path in Parameters is States.Runtime, before anything is scheduled, which States.ALL does not catch',
    source: [sources.guideErrorNames, sources.aslTemplate, sources.apiHistoryEvent],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], End: true }, { payload: { 'x.$': '$.missing' } }), C: { Type: 'Pass', End: true } } }),
    input: { a: 1 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
    events: ['ExecutionStarted', 'TaskStateEntered', 'ExecutionFailed'],
    differs: { moto: 'lets States.ALL catch States.Runtime' },
  },
  {
    rule: 'an intrinsic function given what it cannot take is States.Runtime in a Task, too, which States.ALL does not catch',
    source: [sources.guideErrorNames, sources.aslTemplate],
    machine: (task) => ({
      StartAt: 'T',
      States: { T: task('T', { Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'C' }], End: true }, { payload: { 'x.$': 'States.ArrayGetItem($.l, 9)' } }), C: { Type: 'Pass', End: true } },
    }),
    input: { l: [1] },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
    differs: { moto: 'lets States.ALL catch States.Runtime' },
  },
  {
    rule: 'a missing path in ResultSelector is States.Runtime: let it take only what is always there',
    source: [sources.guideErrorNames, sources.aslTemplate],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'x.$': '$.Payload.missing' }, End: true }) } }),
    answers: { T: [returns({})] },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
  },
];

import type { ConformanceCase } from './conformanceCase.js';

const succeeded = ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'];

/** `lambda:invoke` (developer guide, "Invoke an AWS Lambda function with Step Functions"). */
export const taskCases: readonly ConformanceCase[] = [
  {
    rule: "a Task's result is Lambda's answer with the payload in it, and ResultSelector takes what is wanted",
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'answer.$': '$.Payload', 'status.$': '$.StatusCode' }, End: true }) } }),
    answers: { T: [{ payload: { x: [1, 'two', null] } }] },
    expected: { status: 'SUCCEEDED', output: { answer: { x: [1, 'two', null] }, status: 200 } },
    events: succeeded,
  },
  {
    rule: 'ResultPath puts the result into the raw input, OutputPath then selects from that',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { InputPath: '$.in', ResultSelector: { 'p.$': '$.Payload' }, ResultPath: '$.out', OutputPath: '$.out', End: true }) } }),
    input: { in: {}, other: 1 },
    answers: { T: [{ payload: 7 }] },
    expected: { status: 'SUCCEEDED', output: { p: 7 } },
  },
  {
    rule: 'ResultPath null keeps the input',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultPath: null, End: true }) } }),
    input: { a: 1 },
    answers: { T: [{ payload: { big: 'x' } }] },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
  },
  {
    rule: 'the payload is built from the input, the context object and constants',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'sent.$': '$.Payload.sent' }, End: true }, { payload: { sent: { 'a.$': '$.a', 'state.$': '$$.State.Name', k: 1 } } }) } }),
    input: { a: [1] },
    expected: { status: 'SUCCEEDED', output: { sent: { a: [1], state: 'T', k: 1 } } },
  },
  {
    rule: "a function's error fails the Task under the error's name, with Lambda's JSON for a cause",
    ids: ['R9.5'],
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { End: true }) } }),
    answers: { T: [{ error: { name: 'TerminalError', message: 'no such server s-1' } }] },
    expected: { status: 'FAILED', error: 'TerminalError', cause: /"errorMessage": ?"no such server s-1"/u },
    events: ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskFailed', 'ExecutionFailed'],
  },
  {
    rule: 'a missing path in Parameters is States.Runtime, before anything is scheduled',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }], End: true }, { payload: { 'x.$': '$.missing' } }), C: { Type: 'Pass', End: true } } }),
    input: { a: 1 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: /The JSONPath '\$\.missing' specified for the field 'x\.\$' could not be found in the input/u },
    events: ['ExecutionStarted', 'TaskStateEntered', 'ExecutionFailed'],
    differs: { moto: 'lets States.ALL catch States.Runtime' },
  },
  {
    rule: 'a missing path in ResultSelector is States.Runtime: let it take only what is always there',
    machine: (task) => ({ StartAt: 'T', States: { T: task('T', { ResultSelector: { 'x.$': '$.Payload.missing' }, End: true }) } }),
    answers: { T: [{ payload: {} }] },
    expected: { status: 'FAILED', error: 'States.Runtime' },
  },
];

import type { ConformanceCase } from './conformanceCase.js';

const one = (state: object): object => ({ StartAt: 'A', States: { A: state } });

/** Input, parameters, results and output, and the context object (developer guide, "Processing input and output"). */
export const dataFlowCases: readonly ConformanceCase[] = [
  {
    rule: 'a Pass state hands its input on',
    machine: () => one({ Type: 'Pass', End: true }),
    input: { a: 1, b: [null, false, ''] },
    expected: { status: 'SUCCEEDED', output: { a: 1, b: [null, false, ''] } },
    events: ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: 'the first state need not get an object: 0, false, null and the empty string are inputs too',
    machine: () => one({ Type: 'Pass', Parameters: { 'whole.$': '$' }, End: true }),
    input: 0,
    expected: { status: 'SUCCEEDED', output: { whole: 0 } },
  },
  {
    rule: 'Result stands for the input, and ResultPath puts it beside what is there',
    machine: () => one({ Type: 'Pass', Result: { x: 1 }, ResultPath: '$.a.b', End: true }),
    input: { a: { c: 2 } },
    expected: { status: 'SUCCEEDED', output: { a: { c: 2, b: { x: 1 } } } },
  },
  {
    rule: 'a Result is taken as it is, even where its keys look like expressions',
    machine: () => one({ Type: 'Pass', Result: { 'x.$': '$.a' }, End: true }),
    input: { a: 1 },
    expected: { status: 'SUCCEEDED', output: { 'x.$': '$.a' } },
  },
  {
    rule: 'ResultPath null drops the result',
    machine: () => one({ Type: 'Pass', Result: 'gone', ResultPath: null, End: true }),
    input: { a: 1 },
    expected: { status: 'SUCCEEDED', output: { a: 1 } },
  },
  {
    rule: 'InputPath selects what a state works on, ResultPath goes into what it was given, OutputPath selects what it hands on',
    machine: () => one({ Type: 'Pass', InputPath: '$.in', ResultPath: '$.out', OutputPath: '$.out', End: true }),
    input: { in: { x: 1 }, other: 2 },
    expected: { status: 'SUCCEEDED', output: { x: 1 } },
  },
  {
    rule: 'InputPath null gives an empty object, and so does OutputPath null',
    machine: () => ({
      StartAt: 'A',
      States: { A: { Type: 'Pass', InputPath: null, ResultPath: '$.in', Next: 'B' }, B: { Type: 'Pass', Parameters: { 'in.$': '$.in' }, Next: 'C' }, C: { Type: 'Pass', OutputPath: null, ResultPath: '$', End: true } },
    }),
    input: { a: 1 },
    expected: { status: 'SUCCEEDED', output: {} },
  },
  {
    rule: 'Parameters mix constants and paths at any depth, and a path selects null as well',
    machine: () => one({ Type: 'Pass', Parameters: { deep: { 'x.$': '$.a.b', list: [{ 'y.$': '$.n' }, 'z'] }, k: 1 }, End: true }),
    input: { a: { b: [1] }, n: null },
    expected: { status: 'SUCCEEDED', output: { deep: { x: [1], list: [{ y: null }, 'z'] }, k: 1 } },
  },
  {
    rule: 'a path that can select many values gives a list, and an empty one where there are none',
    machine: () => one({ Type: 'Pass', Parameters: { 'some.$': '$.l[*].v', 'none.$': '$.m[*]', 'first.$': '$.l[0]' }, End: true }),
    input: { l: [{ v: 1 }, { v: 2 }, { v: 3 }] },
    expected: { status: 'SUCCEEDED', output: { some: [1, 2, 3], none: [], first: { v: 1 } } },
  },
  {
    rule: 'a slice of a list is a list, of which fields can be taken',
    machine: () => one({ Type: 'Pass', Parameters: { 'two.$': '$.l[0:2].v', 'last.$': '$.l[-1:]', 'all.$': '$..v' }, End: true }),
    input: { l: [{ v: 1 }, { v: 2 }, { v: 3 }] },
    expected: { status: 'SUCCEEDED', output: { two: [1, 2], last: [{ v: 3 }], all: [1, 2, 3] } },
    differs: { moto: 'takes a list of one for its only item' },
  },
  {
    rule: 'a field name may be quoted in brackets',
    machine: () => one({ Type: 'Pass', Parameters: { "x.$": "$['a b']['c.d']" }, End: true }),
    input: { 'a b': { 'c.d': 5 } },
    expected: { status: 'SUCCEEDED', output: { x: 5 } },
  },
  {
    rule: 'the context object names the execution, the state and the machine',
    machine: () => ({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Parameters: { 'input.$': '$$.Execution.Input', 'state.$': '$$.State.Name', 'same.$': '$$.Execution.Name', 'machine.$': '$$.StateMachine.Name' }, Next: 'Same?' },
        'Same?': { Type: 'Choice', Choices: [{ Variable: '$.same', StringEqualsPath: '$.machine', Next: 'B' }] },
        B: { Type: 'Pass', Parameters: { 'input.$': '$.input', 'state.$': '$.state' }, End: true },
      },
    }),
    input: { a: 1 },
    expected: { status: 'SUCCEEDED', output: { input: { a: 1 }, state: 'A' } },
  },
  {
    rule: 'the context object has times, a state being entered no sooner than its execution starts',
    machine: () => ({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Parameters: { 'entered.$': '$$.State.EnteredTime', 'started.$': '$$.Execution.StartTime' }, Next: 'Times?' },
        'Times?': { Type: 'Choice', Choices: [{ Variable: '$.entered', TimestampGreaterThanEqualsPath: '$.started', Next: 'B' }] },
        B: { Type: 'Pass', Result: {}, End: true },
      },
    }),
    expected: { status: 'SUCCEEDED', output: {} },
    differs: { moto: 'takes timestamps in UTC and whole seconds only' },
  },
  {
    rule: 'Succeed ends the execution with its filtered input',
    machine: () => one({ Type: 'Succeed', InputPath: '$.a' }),
    input: { a: { b: 1 } },
    expected: { status: 'SUCCEEDED', output: { b: 1 } },
    events: ['ExecutionStarted', 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: 'Fail ends the execution with its Error and Cause, and is never exited',
    machine: () => one({ Type: 'Fail', Error: 'Broken', Cause: 'on purpose' }),
    expected: { status: 'FAILED', error: 'Broken', cause: 'on purpose' },
    events: ['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed'],
  },
  {
    rule: 'ErrorPath and CausePath take a path or an intrinsic function',
    machine: () => one({ Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('because {}', $.why)" }),
    input: { e: 'Broken', why: 'x' },
    expected: { status: 'FAILED', error: 'Broken', cause: 'because x' },
  },
];

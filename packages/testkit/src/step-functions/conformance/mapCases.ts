import type { ConformanceCase } from './conformanceCase.js';

const map = (fields: object, startAt: string, states: object): object => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: startAt, States: states }, ...fields }, Caught: { Type: 'Pass', End: true } },
});
const plain = (fields: object, startAt: string, states: object): object => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: { StartAt: startAt, States: states }, ...fields, End: true } },
});

/** Inline Map states (developer guide, "Map workflow state", inline mode). */
export const mapCases: readonly ConformanceCase[] = [
  {
    rule: 'one iteration at a time, in order, the outputs in order',
    ids: ['R1.5', 'P5'],
    machine: () => plain({ MaxConcurrency: 1, ItemsPath: '$.l' }, 'P', { P: { Type: 'Pass', End: true } }),
    input: { l: ['a', 'b'] },
    expected: { status: 'SUCCEEDED', output: ['a', 'b'] },
    events: [
      'ExecutionStarted', 'MapStateEntered', 'MapStateStarted',
      'MapIterationStarted', 'PassStateEntered', 'PassStateExited', 'MapIterationSucceeded',
      'MapIterationStarted', 'PassStateEntered', 'PassStateExited', 'MapIterationSucceeded',
      'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded',
    ],
  },
  {
    rule: 'an empty list has no iterations',
    machine: () => plain({}, 'P', { P: { Type: 'Pass', End: true } }),
    input: [],
    expected: { status: 'SUCCEEDED', output: [] },
    events: ['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: "ItemSelector sees the Map's input and the item with its index",
    machine: () => plain({ ItemsPath: '$.l', ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index', 'k.$': '$.k' }, ResultPath: '$.out' }, 'P', { P: { Type: 'Pass', End: true } }),
    input: { l: ['a', 'b'], k: 1 },
    expected: { status: 'SUCCEEDED', output: { l: ['a', 'b'], k: 1, out: [{ v: 'a', i: 0, k: 1 }, { v: 'b', i: 1, k: 1 }] } },
  },
  {
    rule: 'the older names Iterator and Parameters mean the same',
    machine: () => ({ StartAt: 'M', States: { M: { Type: 'Map', Parameters: { 'v.$': '$$.Map.Item.Value' }, Iterator: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, End: true } } }),
    input: [1],
    expected: { status: 'SUCCEEDED', output: [{ v: 1 }] },
  },
  {
    rule: 'servers are positions: ItemsPath takes no intrinsic function, a Pass before it does',
    machine: () => ({
      StartAt: 'Positions',
      States: {
        Positions: { Type: 'Pass', Parameters: { 'list.$': 'States.ArrayRange(1, $.n, 1)' }, Next: 'M' },
        M: { Type: 'Map', ItemsPath: '$.list', MaxConcurrency: 1, ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, End: true },
      },
    }),
    input: { n: 3 },
    expected: { status: 'SUCCEEDED', output: [1, 2, 3] },
  },
  {
    rule: 'MaxConcurrency 0 runs the iterations side by side',
    ids: ['R1.4', 'P4'],
    machine: () => plain({ MaxConcurrency: 0 }, 'W', { W: { Type: 'Wait', Seconds: 1, End: true } }),
    input: [1, 2, 3, 4],
    expected: { status: 'SUCCEEDED', output: [1, 2, 3, 4] },
    eventCounts: { MapIterationStarted: 4, MapIterationSucceeded: 4, WaitStateEntered: 4, WaitStateExited: 4 },
  },
  {
    rule: 'no more than 40 iterations run at the same time',
    machine: () => plain({ MaxConcurrency: 0, ResultPath: null }, 'W', { W: { Type: 'Wait', Seconds: 1, End: true } }),
    input: Array.from({ length: 41 }, (_, index) => index),
    expected: { status: 'SUCCEEDED' },
    leastSeconds: 2,
    differs: { moto: 'runs them all at once' },
  },
  {
    rule: "a Fail in an iteration fails the Map under the Fail's own name, and the remaining iterations never start",
    machine: () => map({ MaxConcurrency: 1, Catch: [{ ErrorEquals: ['ServerFailed'], ResultPath: '$.e', Next: 'Caught' }], ItemsPath: '$.l', End: true }, 'F', { F: { Type: 'Fail', Error: 'ServerFailed', Cause: 'x' } }),
    input: { l: [1, 2] },
    expected: { status: 'SUCCEEDED', output: { l: [1, 2], e: { Error: 'ServerFailed', Cause: 'x' } } },
    events: [
      'ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapIterationStarted', 'FailStateEntered', 'MapIterationFailed',
      'MapStateFailed', 'MapStateExited', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded',
    ],
  },
  {
    rule: 'retrying a Map starts its iterations again, and only the last attempt fails it',
    machine: () => plain({ Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }] }, 'F', { F: { Type: 'Fail', Error: 'E', Cause: 'c' } }),
    input: [1],
    expected: { status: 'FAILED', error: 'E', cause: 'c' },
    events: [
      'ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapIterationStarted', 'FailStateEntered', 'MapIterationFailed',
      'MapStateStarted', 'MapIterationStarted', 'FailStateEntered', 'MapIterationFailed', 'MapStateFailed', 'ExecutionFailed',
    ],
  },
  {
    rule: 'an iteration that fails aborts those beside it',
    machine: (task) => plain({ ItemsPath: '$.l' }, 'Which?', {
      'Which?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'T' }], Default: 'Long' },
      T: task('T', { End: true }),
      Long: { Type: 'Wait', Seconds: 30, End: true },
    }),
    input: { l: [1, 2] },
    answers: { T: [{ error: { name: 'Boom', message: '' } }] },
    expected: { status: 'FAILED', error: 'Boom' },
    eventCounts: { MapIterationFailed: 1, MapIterationAborted: 1, TaskStateAborted: 1, WaitStateAborted: 1, MapStateFailed: 1, WaitStateExited: 0 },
    differs: { moto: 'records no aborted states' },
  },
  {
    rule: "items that are no list are States.Runtime, which the Map's Catch does not take",
    machine: () => map({ ItemsPath: '$.l', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true }, 'P', { P: { Type: 'Pass', End: true } }),
    input: { l: { not: 'a list' } },
    expected: { status: 'FAILED', error: 'States.Runtime' },
    differs: { moto: 'lets States.ALL catch States.Runtime' },
  },
  {
    rule: 'a Map inside a Map has its own item',
    machine: () => plain({ ItemsPath: '$.l' }, 'Inner', {
      Inner: { Type: 'Map', ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index' }, ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, End: true },
    }),
    input: { l: [['a'], ['b', 'c']] },
    expected: { status: 'SUCCEEDED', output: [[{ v: 'a', i: 0 }], [{ v: 'b', i: 0 }, { v: 'c', i: 1 }]] },
  },
];

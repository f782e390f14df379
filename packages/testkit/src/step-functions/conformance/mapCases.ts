import { anyCause, type ConformanceCase } from './conformanceCase.js';
import { throws } from './scriptedAnswer.js';
import { sources } from './sources.js';

const map = (fields: object, startAt: string, states: object): object => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: startAt, States: states }, ...fields }, Caught: { Type: 'Pass', End: true } },
});
const plain = (fields: object, startAt: string, states: object): object => ({
  StartAt: 'M',
  States: { M: { Type: 'Map', ItemProcessor: { StartAt: startAt, States: states }, ...fields, End: true } },
});
const iteration = ['MapIterationStarted', 'PassStateEntered P', 'PassStateExited P', 'MapIterationSucceeded'];

/** Inline Map states. */
export const mapCases: readonly ConformanceCase[] = [
  {
    rule: 'MaxConcurrency 1: one iteration at a time, in order, the outputs in order',
    source: [sources.aslMap, sources.guideInlineMap, sources.apiHistoryEvent],
    ids: ['R1.5', 'P5'],
    machine: () => plain({ MaxConcurrency: 1, ItemsPath: '$.l' }, 'P', { P: { Type: 'Pass', End: true } }),
    input: { l: ['a', 'b'] },
    expected: { status: 'SUCCEEDED', output: ['a', 'b'] },
    events: ['ExecutionStarted', 'MapStateEntered M', 'MapStateStarted', ...iteration, ...iteration, 'MapStateSucceeded', 'MapStateExited M', 'ExecutionSucceeded'],
  },
  {
    rule: 'an empty list has no iterations',
    source: [sources.aslMap, sources.apiHistoryEvent],
    machine: () => plain({}, 'P', { P: { Type: 'Pass', End: true } }),
    input: [],
    expected: { status: 'SUCCEEDED', output: [] },
    events: ['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
  },
  {
    rule: "ItemSelector sees the Map's input, constants, and the item with its index",
    source: [sources.guideItemSelector, sources.aslMap, sources.guideContext],
    machine: () => plain({ ItemsPath: '$.l', ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index', 'k.$': '$.k', c: { Count: 1 } }, ResultPath: '$.out' }, 'P', { P: { Type: 'Pass', End: true } }),
    input: { l: ['a', 'b'], k: 1 },
    expected: { status: 'SUCCEEDED', output: { l: ['a', 'b'], k: 1, out: [{ v: 'a', i: 0, k: 1, c: { Count: 1 } }, { v: 'b', i: 1, k: 1, c: { Count: 1 } }] } },
  },
  {
    rule: 'the older names Iterator and Parameters mean the same',
    source: [sources.guideInlineMap, sources.aslMap],
    machine: () => ({ StartAt: 'M', States: { M: { Type: 'Map', Parameters: { 'v.$': '$$.Map.Item.Value' }, Iterator: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, End: true } } }),
    input: [1],
    expected: { status: 'SUCCEEDED', output: [{ v: 1 }] },
  },
  {
    rule: 'servers are positions: ItemsPath takes no intrinsic function, a Pass before it does',
    source: [sources.guideInlineMap, sources.guideIntrinsics],
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
    source: [sources.guideInlineMap, sources.aslMap, sources.apiHistoryEvent],
    ids: ['R1.4', 'P4'],
    machine: () => plain({ MaxConcurrency: 0 }, 'W', { W: { Type: 'Wait', Seconds: 1, End: true } }),
    input: [1, 2, 3, 4],
    expected: { status: 'SUCCEEDED', output: [1, 2, 3, 4] },
    eventCounts: { MapIterationStarted: 4, MapIterationSucceeded: 4, WaitStateEntered: 4, WaitStateExited: 4 },
  },
  {
    rule: 'no more than 40 iterations run at the same time',
    source: [sources.guideInlineMap],
    machine: () => plain({ MaxConcurrency: 0, ResultPath: null }, 'W', { W: { Type: 'Wait', Seconds: 1, End: true } }),
    input: Array.from({ length: 41 }, (_, index) => index),
    expected: { status: 'SUCCEEDED' },
    leastSeconds: 2,
    differs: { moto: 'runs them all at once' },
  },
  {
    rule: 'a Choice in an iteration ends it at Succeed, and the others go on',
    source: [sources.aslMap, sources.aslSucceed],
    machine: () => plain({}, 'One?', { 'One?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'Done' }], Default: 'P' }, Done: { Type: 'Succeed' }, P: { Type: 'Pass', Result: 'passed', End: true } }),
    input: [1, 2],
    expected: { status: 'SUCCEEDED', output: [1, 'passed'] },
  },
  {
    rule: "a Fail in an iteration fails the Map under the Fail's own name, and the remaining iterations never start",
    source: [sources.aslMap, sources.guideInlineMap, sources.guideFail, sources.apiHistoryEvent],
    machine: () => map({ MaxConcurrency: 1, Catch: [{ ErrorEquals: ['ServerFailed'], ResultPath: '$.e', Next: 'Caught' }], ItemsPath: '$.l', End: true }, 'F', { F: { Type: 'Fail', Error: 'ServerFailed', Cause: 'x' } }),
    input: { l: [1, 2] },
    expected: { status: 'SUCCEEDED', output: { l: [1, 2], e: { Error: 'ServerFailed', Cause: 'x' } } },
    events: [
      'ExecutionStarted', 'MapStateEntered M', 'MapStateStarted', 'MapIterationStarted', 'FailStateEntered F', 'MapIterationFailed',
      'MapStateFailed', 'MapStateExited M', 'PassStateEntered Caught', 'PassStateExited Caught', 'ExecutionSucceeded',
    ],
  },
  {
    rule: 'retrying a Map starts all its iterations again',
    source: [sources.guideInlineMap, sources.apiHistoryEvent],
    machine: () => plain({ MaxConcurrency: 1, Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 1 }] }, 'Two?', {
      'Two?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'F' }], Default: 'P' },
      F: { Type: 'Fail', Error: 'E', Cause: 'c' },
      P: { Type: 'Pass', End: true },
    }),
    input: [1, 2],
    expected: { status: 'FAILED', error: 'E', cause: 'c' },
    eventCounts: { MapStateEntered: 1, MapIterationStarted: 4, MapIterationSucceeded: 2, MapIterationFailed: 2, FailStateEntered: 2, ExecutionFailed: 1 },
    leastSeconds: 1,
  },
  {
    rule: 'an iteration that fails ends those beside it',
    source: [sources.guideInlineMap, sources.aslMap, sources.apiHistoryEvent],
    machine: (task) => plain({ ItemsPath: '$.l' }, 'Which?', {
      'Which?': { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 1, Next: 'T' }], Default: 'Long' },
      T: task('T', { End: true }),
      Long: { Type: 'Wait', Seconds: 30, End: true },
    }),
    input: { l: [1, 2] },
    answers: { T: [throws('Boom')] },
    expected: { status: 'FAILED', error: 'Boom' },
    eventCounts: { MapIterationFailed: 1, MapIterationAborted: 1, MapStateFailed: 1, WaitStateExited: 0 },
    differs: { moto: 'records no iteration that was ended' },
  },
  {
    rule: "items that are no list are States.Runtime, which the Map's Catch does not take",
    source: [sources.aslMap, sources.guideErrorNames],
    machine: () => map({ ItemsPath: '$.l', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true }, 'P', { P: { Type: 'Pass', End: true } }),
    input: { l: { not: 'a list' } },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
    differs: { moto: 'lets States.ALL catch States.Runtime' },
  },
  {
    rule: 'a Map inside a Map has its own item',
    source: [sources.guideContext, sources.aslMap],
    machine: () => plain({ ItemsPath: '$.l' }, 'Inner', {
      Inner: { Type: 'Map', ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index' }, ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, End: true },
    }),
    input: { l: [['a'], ['b', 'c']] },
    expected: { status: 'SUCCEEDED', output: [[{ v: 'a', i: 0 }], [{ v: 'b', i: 0 }, { v: 'c', i: 1 }]] },
  },
];

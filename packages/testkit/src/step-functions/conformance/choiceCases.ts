import { anyCause, type ConformanceCase } from './conformanceCase.js';
import { sources } from './sources.js';

/** A machine that says whether a rule held. */
const asks = (rule: object): object => ({
  StartAt: 'Ask',
  States: {
    Ask: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: { answer: 'yes' }, End: true },
    No: { Type: 'Pass', Result: { answer: 'no' }, End: true },
  },
});

const answers = (rule: string, choice: object, input: unknown, answer: 'yes' | 'no', more: Partial<ConformanceCase> = {}): ConformanceCase => ({
  rule, source: [sources.aslChoice], machine: () => asks(choice), input, expected: { status: 'SUCCEEDED', output: { answer } }, ...more,
});

const missingIsRuntime = 'takes Default where AWS fails with States.Runtime';

/** Choice rules. */
export const choiceCases: readonly ConformanceCase[] = [
  {
    rule: 'the first rule that holds decides, and the input goes on unchanged',
    source: [sources.guideChoice, sources.apiHistoryEvent],
    machine: () => ({
      StartAt: 'Ask',
      States: {
        Ask: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThan: 1, Next: 'First' }, { Variable: '$.n', NumericGreaterThan: 0, Next: 'Second' }], Default: 'Second' },
        First: { Type: 'Pass', End: true },
        Second: { Type: 'Pass', Result: 'second', End: true },
      },
    }),
    input: { n: 2 },
    expected: { status: 'SUCCEEDED', output: { n: 2 } },
    events: ['ExecutionStarted', 'ChoiceStateEntered Ask', 'ChoiceStateExited Ask', 'PassStateEntered First', 'PassStateExited First', 'ExecutionSucceeded'],
  },
  answers('Default is where to go if no rule holds', { Variable: '$.n', NumericEquals: 2 }, { n: 1 }, 'no', { source: [sources.guideChoice] }),
  answers('And needs all its rules', { And: [{ Variable: '$.a', NumericEquals: 1 }, { Variable: '$.b', StringEquals: 'x' }] }, { a: 1, b: 'y' }, 'no'),
  answers('And looks at no rule after one that fails, so IsPresent guards a comparison', { And: [{ Variable: '$.a', IsPresent: true }, { Variable: '$.a', NumericEquals: 1 }] }, {}, 'no', { source: [sources.guideChoice, sources.aslChoice] }),
  answers('Or needs one of its rules', { Or: [{ Variable: '$.a', NumericEquals: 2 }, { Variable: '$.b', StringEquals: 'y' }] }, { a: 1, b: 'y' }, 'yes'),
  answers('Not turns a rule round', { Not: { Variable: '$.a', BooleanEquals: true } }, { a: false }, 'yes'),
  answers('BooleanEquals compares with true and with false', { And: [{ Variable: '$.a', BooleanEquals: true }, { Variable: '$.b', BooleanEquals: false }] }, { a: true, b: false }, 'yes'),
  answers('IsPresent holds for a null', { Variable: '$.a', IsPresent: true }, { a: null }, 'yes'),
  answers('IsPresent false holds for what is missing', { Variable: '$.a.b', IsPresent: false }, { a: {} }, 'yes'),
  answers('IsPresent false does not hold for what is there', { Variable: '$.a.b', IsPresent: false }, { a: { b: 0 } }, 'no'),
  answers('IsPresent looks for an item of a list, too', { And: [{ Variable: '$.l[0]', IsPresent: true }, { Variable: '$.empty[0]', IsPresent: false }] }, { l: [{}], empty: [] }, 'yes'),
  answers('IsNull, IsString, IsNumeric, IsBoolean and IsTimestamp tell kinds apart', {
    And: [
      { Variable: '$.n', IsNull: true }, { Variable: '$.s', IsString: true }, { Variable: '$.i', IsNumeric: true },
      { Variable: '$.b', IsBoolean: true }, { Variable: '$.t', IsTimestamp: true }, { Variable: '$.s', IsTimestamp: false }, { Variable: '$.s', IsNumeric: false },
    ],
  }, { n: null, s: '5', i: 5, b: false, t: '2026-11-21T03:45:00Z' }, 'yes'),
  answers('values of different kinds are unequal, which is no failure', { Variable: '$.s', NumericEquals: 5 }, { s: '5' }, 'no', { source: [sources.aslChoice, sources.guideChoice] }),
  answers('NumericGreaterThanEquals holds from its bound on, and for no string', { And: [{ Variable: '$.a', NumericGreaterThanEquals: 1 }, { Not: { Variable: '$.b', NumericGreaterThanEquals: 1 } }, { Not: { Variable: '$.s', NumericGreaterThanEquals: 1 } }] }, { a: 1, b: 0, s: '2' }, 'yes'),
  answers('StringMatches knows the asterisk', { And: [{ Variable: '$.f', StringMatches: 'log-*.txt' }, { Not: { Variable: '$.f', StringMatches: 'log-' } }] }, { f: 'log-2026-11.txt' }, 'yes'),
  answers('in StringMatches a backslash makes the asterisk literal', { And: [{ Variable: '$.star', StringMatches: 'a\\*b' }, { Not: { Variable: '$.f', StringMatches: 'a\\*b' } }] }, { star: 'a*b', f: 'axb' }, 'yes', { differs: { moto: 'knows no escapes there' } }),
  answers('strings are ordered by their characters', { And: [{ Variable: '$.a', StringLessThan: 'b' }, { Variable: '$.a', StringGreaterThanEquals: 'a' }] }, { a: 'abc' }, 'yes'),
  answers('timestamps are compared as times, not as texts', { And: [{ Variable: '$.t', TimestampEquals: '2026-11-21T03:45:00Z' }, { Variable: '$.t', TimestampLessThan: '2026-11-21T03:45:00.001Z' }] }, { t: '2026-11-21T04:45:00+01:00' }, 'yes', {
    source: [sources.aslTimestamps, sources.aslChoice], differs: { moto: 'takes timestamps in UTC and whole seconds only' },
  }),
  answers('the Path variants compare with another place', { And: [{ Variable: '$.a', NumericLessThanEqualsPath: '$.b' }, { Variable: '$.s', StringEqualsPath: '$.s2' }, { Variable: '$.t', BooleanEqualsPath: '$.u' }] }, { a: 1, b: 1, s: 'x', s2: 'x', t: false, u: false }, 'yes'),
  {
    rule: 'a comparison of a missing place is States.Runtime, which ends the execution',
    source: [sources.guideErrorNames, sources.guideChoice, sources.apiHistoryEvent],
    machine: () => asks({ Variable: '$.missing', StringEquals: 'x' }),
    input: {},
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
    events: ['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed'],
    differs: { moto: missingIsRuntime },
  },
  {
    rule: 'a kind test of a missing place is States.Runtime too: only IsPresent may find none',
    source: [sources.aslChoice, sources.guideErrorNames],
    machine: () => asks({ Variable: '$.missing', IsString: true }),
    input: {},
    expected: { status: 'FAILED', error: 'States.Runtime' },
    differs: { moto: missingIsRuntime },
  },
  {
    rule: 'without a Default, no rule holding fails the execution for not leaving the state: States.Runtime',
    source: [sources.guideChoice, sources.guideErrorNames, sources.apiHistoryEvent],
    machine: () => ({ StartAt: 'Ask', States: { Ask: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 2, Next: 'Yes' }] }, Yes: { Type: 'Succeed' } } }),
    input: { a: 1 },
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
    events: ['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed'],
  },
];

import type { ConformanceCase } from './conformanceCase.js';

/** A machine that says whether a rule held. */
const asks = (rule: object): object => ({
  StartAt: 'Ask',
  States: {
    Ask: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
    Yes: { Type: 'Pass', Result: { answer: 'yes' }, End: true },
    No: { Type: 'Pass', Result: { answer: 'no' }, End: true },
  },
});

const answers = (rule: string, choice: object, input: unknown, answer: 'yes' | 'no', differs?: ConformanceCase['differs']): ConformanceCase => ({
  rule, machine: () => asks(choice), input, expected: { status: 'SUCCEEDED', output: { answer } }, ...(differs === undefined ? {} : { differs }),
});

const missingIsRuntime = 'takes Default where AWS fails with States.Runtime';

/** Choice rules (developer guide, "Choice workflow state"). */
export const choiceCases: readonly ConformanceCase[] = [
  {
    rule: 'the first rule that holds decides, and the input goes on unchanged',
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
    events: ['ExecutionStarted', 'ChoiceStateEntered', 'ChoiceStateExited', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
  },
  answers('And needs all its rules', { And: [{ Variable: '$.a', NumericEquals: 1 }, { Variable: '$.b', StringEquals: 'x' }] }, { a: 1, b: 'y' }, 'no'),
  answers('And looks at no rule after one that fails, so IsPresent guards a comparison', { And: [{ Variable: '$.a', IsPresent: true }, { Variable: '$.a', NumericEquals: 1 }] }, {}, 'no'),
  answers('Or needs one of its rules', { Or: [{ Variable: '$.a', NumericEquals: 2 }, { Variable: '$.b', StringEquals: 'y' }] }, { a: 1, b: 'y' }, 'yes'),
  answers('Not turns a rule round', { Not: { Variable: '$.a', BooleanEquals: true } }, { a: false }, 'yes'),
  answers('IsPresent holds for a null', { Variable: '$.a', IsPresent: true }, { a: null }, 'yes'),
  answers('IsPresent false holds for what is missing', { Variable: '$.a.b', IsPresent: false }, { a: {} }, 'yes'),
  answers('IsNull, IsString, IsNumeric, IsBoolean and IsTimestamp tell kinds apart', {
    And: [
      { Variable: '$.n', IsNull: true }, { Variable: '$.s', IsString: true }, { Variable: '$.i', IsNumeric: true },
      { Variable: '$.b', IsBoolean: true }, { Variable: '$.t', IsTimestamp: true }, { Variable: '$.s', IsTimestamp: false }, { Variable: '$.s', IsNumeric: false },
    ],
  }, { n: null, s: '5', i: 5, b: false, t: '2026-11-21T03:45:00Z' }, 'yes'),
  answers('values of different kinds are unequal, which is no failure', { Variable: '$.s', NumericEquals: 5 }, { s: '5' }, 'no'),
  answers('StringMatches knows the asterisk', { And: [{ Variable: '$.f', StringMatches: 'log-*.txt' }, { Not: { Variable: '$.f', StringMatches: 'log-' } }] }, { f: 'log-2026-11.txt' }, 'yes'),
  answers('in StringMatches a backslash makes the asterisk literal', { And: [{ Variable: '$.star', StringMatches: 'a\\*b' }, { Not: { Variable: '$.f', StringMatches: 'a\\*b' } }] }, { star: 'a*b', f: 'axb' }, 'yes', { moto: 'knows no escapes there' }),
  answers('strings are ordered by their characters', { And: [{ Variable: '$.a', StringLessThan: 'b' }, { Variable: '$.a', StringGreaterThanEquals: 'a' }] }, { a: 'abc' }, 'yes'),
  answers('timestamps are compared as times, not as texts', { And: [{ Variable: '$.t', TimestampEquals: '2026-11-21T03:45:00Z' }, { Variable: '$.t', TimestampLessThan: '2026-11-21T03:45:00.001Z' }] }, { t: '2026-11-21T04:45:00+01:00' }, 'yes', { moto: 'takes timestamps in UTC and whole seconds only' }),
  answers('the Path variants compare with another place', { And: [{ Variable: '$.a', NumericLessThanEqualsPath: '$.b' }, { Variable: '$.s', StringEqualsPath: '$.s2' }, { Variable: '$.t', BooleanEqualsPath: '$.u' }] }, { a: 1, b: 1, s: 'x', s2: 'x', t: false, u: false }, 'yes'),
  {
    rule: 'a comparison of a missing place is States.Runtime, which ends the execution',
    machine: () => asks({ Variable: '$.missing', StringEquals: 'x' }),
    input: {},
    expected: { status: 'FAILED', error: 'States.Runtime', cause: /Invalid path '\$\.missing'/u },
    events: ['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed'],
    differs: { moto: missingIsRuntime },
  },
  {
    rule: 'a kind test of a missing place is States.Runtime too: only IsPresent may find none',
    machine: () => asks({ Variable: '$.missing', IsString: true }),
    input: {},
    expected: { status: 'FAILED', error: 'States.Runtime' },
    differs: { moto: missingIsRuntime },
  },
  {
    rule: 'without a Default, no rule holding is States.NoChoiceMatched',
    machine: () => ({ StartAt: 'Ask', States: { Ask: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: 2, Next: 'Yes' }] }, Yes: { Type: 'Succeed' } } }),
    input: { a: 1 },
    expected: { status: 'FAILED', error: 'States.NoChoiceMatched' },
    events: ['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed'],
    differs: { moto: 'fails with States.Runtime' },
  },
];

import { describe, expect, it } from 'vitest';
import { compileDefinition, DefinitionFaults } from './compileDefinition.js';

/** The faults of a definition; none where it is fine. */
function faultsOf(definition: unknown): readonly string[] {
  try {
    compileDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
    return [];
  } catch (error) {
    if (error instanceof DefinitionFaults) return error.faults;
    throw error;
  }
}
const only = (state: object, name = 'A'): object => ({ StartAt: name, States: { [name]: { End: true, ...state } } });
const task = (more: object): object => only({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, ...more });
const map = (more: object): object => only({ Type: 'Map', ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } }, ...more });

describe('a definition', () => {
  it('tells all its faults at once, each with its place', () => {
    expect(faultsOf({ StartAt: 'X', States: { A: { Type: 'Pass', Next: 'B' }, C: { Type: 'Wait', Seconds: -1, End: true } } })).toEqual([
      '/States/C/Seconds: must be an integer from 0 to 99999999, not -1',
      "/StartAt: there is no state 'X' here",
      "/States/A: leads to 'B', which is no state here",
      '/States/A: cannot be reached',
      '/States/C: cannot be reached',
    ]);
  });

  it('may wait up to 31,622,400 s before a retry', () => {
    const retrying = (MaxDelaySeconds: number): object => task({ Retry: [{ ErrorEquals: ['A'], MaxDelaySeconds }] });
    expect(faultsOf(retrying(31_622_400))).toEqual([]);
    expect(faultsOf(retrying(31_622_401))).toEqual(['/States/A/Retry[0]/MaxDelaySeconds: must be an integer from 1 to 31622400, not 31622401']);
  });

  it.each([
    ['no JSON at all', '{', 'definition: '],
    ['no states', { StartAt: 'A' }, '/States: is required'],
    ['a field of the machine that does not exist', { ...only({ Type: 'Pass' }), Start: 'A' }, '/Start: is not supported: there is no such field here'],
    ['a type that does not exist', only({ Type: 'Loop' }), "/States/A/Type: 'Loop' is no type of state"],
    ['a misspelt field', only({ Type: 'Pass', ResutlPath: '$.x' }), '/States/A/ResutlPath: is not supported'],
    ['neither Next nor End', { StartAt: 'A', States: { A: { Type: 'Pass' } } }, '/States/A/Next: is required, unless End is true'],
    ['a Catch that leaves the Map', { StartAt: 'M', States: { M: { Type: 'Map', End: true, ItemProcessor: { StartAt: 'T', States: { T: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'f' }, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Out' }], End: true } } } }, Out: { Type: 'Succeed' } } }, "/States/M/ItemProcessor/States/T: leads to 'Out', which is no state here"],
    ['a name used twice, even in a Map', { StartAt: 'B', States: { B: { Type: 'Map', End: true, ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } } } } }, 'a state of this name is there already'],
    ['a path without a dollar', only({ Type: 'Pass', InputPath: 'a' }), "/States/A/InputPath: 'a' is no JSONPath"],
    ['a ResultPath that leads to many places', only({ Type: 'Pass', ResultPath: '$.a[*]' }), '/States/A/ResultPath: '],
    ['a ResultPath into the context object', only({ Type: 'Pass', ResultPath: '$$.a' }), '/States/A/ResultPath: '],
    ['an expression that is none', only({ Type: 'Pass', Parameters: { 'x.$': 'a' } }), '/States/A/Parameters: '],
    ['an intrinsic function that does not exist', only({ Type: 'Pass', Parameters: { 'x.$': 'States.Frobnicate($.a)' } }), 'States.Frobnicate is not supported: there is no such function'],
    ['too few arguments', only({ Type: 'Pass', Parameters: { 'x.$': 'States.MathAdd(1)' } }), 'States.MathAdd takes 2 arguments, not 1'],
    ['an escape that is none', only({ Type: 'Pass', Parameters: { 'x.$': "States.Format('\\\"{}', $.a)" } }), 'the escape \\" is none'],
    ['States.ALL before another Retrier', task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }), '/States/A/Retry[0]/ErrorEquals: States.ALL must be in the last entry'],
    ['States.ALL beside another name', task({ Retry: [{ ErrorEquals: ['States.ALL', 'A'] }] }), 'States.ALL must stand alone'],
    ['a misspelt error name', task({ Retry: [{ ErrorEquals: ['States.TimeOut'] }] }), "'States.TimeOut' is no error name of Step Functions"],
    ['a misspelt field of a Retrier', task({ Retry: [{ ErrorEquals: ['A'], MaxAttempt: 1 }] }), '/States/A/Retry[0]/MaxAttempt: is not supported'],
    ['a BackoffRate below 1', task({ Retry: [{ ErrorEquals: ['A'], BackoffRate: 0.5 }] }), '/States/A/Retry[0]/BackoffRate: '],
    ['both time-outs', task({ TimeoutSeconds: 5, TimeoutSecondsPath: '$.s' }), 'excludes TimeoutSeconds'],
    ['a heartbeat that cannot be missed in time', task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }), 'must be smaller than TimeoutSeconds'],
    ['two operators in a rule', { StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, IsString: true, Next: 'B' }] }, B: { Type: 'Succeed' } } }, 'a rule has exactly one operator, not 2'],
    ['a comparison with the wrong kind', { StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Variable: '$.a', NumericEquals: '1', Next: 'B' }] }, B: { Type: 'Succeed' } } }, 'NumericEquals: cannot be compared with "1"'],
    ['an operator that does not exist', { StartAt: 'A', States: { A: { Type: 'Choice', Choices: [{ Variable: '$.a', Equals: 1, Next: 'B' }] }, B: { Type: 'Succeed' } } }, 'Equals: is no operator of a Choice'],
    ['a Wait without an end', only({ Type: 'Wait' }), 'give exactly one of Seconds, SecondsPath, Timestamp, TimestampPath'],
  ])('is refused with %s', (_what, definition, fault) => {
    expect(faultsOf(definition).join('\n')).toContain(fault);
  });
});

describe('what Step Functions has and this engine has not', () => {
  it.each([
    ['JSONata', { ...only({ Type: 'Pass' }), QueryLanguage: 'JSONata' }, '/QueryLanguage: JSONata is not supported'],
    ['JSONata in one state', only({ Type: 'Pass', QueryLanguage: 'JSONata' }), '/States/A/QueryLanguage: JSONata is not supported'],
    ['variables', only({ Type: 'Pass', Assign: { x: 1 } }), '/States/A/Assign: is not supported: variables'],
    ['a Lambda function as the Resource', task({ Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f' }), '/States/A/Resource: '],
    ['activities', task({ Resource: 'arn:aws:states:us-east-1:123456789012:activity:a' }), '/States/A/Resource: '],
    ['other services', task({ Resource: 'arn:aws:states:::sns:publish' }), "'arn:aws:states:::sns:publish' is not supported: this engine runs arn:aws:states:::lambda:invoke and"],
    ['jobs that are waited for', task({ Resource: 'arn:aws:states:::states:startExecution.sync' }), '/States/A/Resource: '],
    ['asynchronous invocations', task({ Parameters: { FunctionName: 'f', InvocationType: 'Event' } }), 'InvocationType: "Event" is not supported'],
    ['credentials of other accounts', task({ Credentials: { RoleArn: 'x' } }), '/States/A/Credentials: is not supported'],
    ['random delays', task({ Retry: [{ ErrorEquals: ['A'], JitterStrategy: 'FULL' }] }), 'JitterStrategy: FULL is not supported'],
    ['distributed Maps', map({ ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'B', States: { B: { Type: 'Pass', End: true } } } }), 'Mode: is not supported'],
    ['items read from a bucket', map({ ItemReader: {} }), '/States/A/ItemReader: is not supported: it belongs to distributed Maps'],
    ['tolerated failures', map({ ToleratedFailureCount: 1 }), '/States/A/ToleratedFailureCount: is not supported'],
    ['randomness', only({ Type: 'Pass', Parameters: { 'x.$': 'States.MathRandom(1, 2)' } }), 'States.MathRandom is not supported: it draws from ambient randomness'],
    ['filters in paths, which would run as code', only({ Type: 'Pass', Parameters: { 'x.$': '$.l[?(@.a > 1)]' } }), 'filters and scripts are not supported here'],
    ['scripts in paths', only({ Type: 'Pass', InputPath: '$.l[(@.length-1)]' }), 'filters and scripts are not supported here'],
  ])('%s: refused by name', (_what, definition, fault) => {
    expect(faultsOf(definition).join('\n')).toContain(fault);
  });
});

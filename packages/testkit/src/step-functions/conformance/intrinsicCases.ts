import { anyCause, type ConformanceCase } from './conformanceCase.js';
import { sources } from './sources.js';

/** A call of an intrinsic function, and what it gives. */
const gives = (call: string, input: unknown, value: unknown, rule = `${call} of ${JSON.stringify(input)}`, differs: ConformanceCase['differs'] = {}): ConformanceCase => ({
  rule,
  source: [sources.guideIntrinsics, sources.aslIntrinsicList],
  machine: () => ({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'value.$': call }, End: true } } }),
  input,
  expected: { status: 'SUCCEEDED', output: { value } },
  differs,
});

/** A call that is given what it cannot take. */
const fails = (call: string, input: unknown): ConformanceCase => ({
  rule: `${call} of ${JSON.stringify(input)} is States.Runtime: a function that fails ends the execution`,
  source: [sources.guideIntrinsics, sources.aslTemplate, sources.guideErrorNames],
  machine: () => ({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'value.$': call }, End: true } } }),
  input,
  expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
});

const nineNumbers = { inputArray: [1, 2, 3, 4, 5, 6, 7, 8, 9] };

/** Intrinsic functions; most of the values are the documents' own examples. */
export const intrinsicCases: readonly ConformanceCase[] = [
  gives("States.Format('Your name is {}, we are in the year {}', $.name, 2020)", { name: 'Foo', zebra: 'stripe' }, 'Your name is Foo, we are in the year 2020'),
  gives("States.Format('{} of {}: {}', $.a, $.b, $.c)", { a: 1, b: 'two', c: null }, '1 of two: null'),
  gives("States.Format('\\{{}\\} it\\'s C:\\\\{}', $.a, 'x')", { a: 1 }, "{1} it's C:\\x", 'Format takes escaped braces, quotes and backslashes as text', { moto: 'takes escaped braces for places' }),
  gives("States.Format('{}', $.a)", { a: 'C:\\dir \\{x\\} "q"' }, 'C:\\dir \\{x\\} "q"', 'Format takes arguments as they are, backslashes included'),
  gives('States.JsonToString($.someJson)', { someJson: { name: 'Foo', year: 2020 }, zebra: 'stripe' }, '{"name":"Foo","year":2020}'),
  gives('States.JsonToString($.a)', { a: { q: 'say "hi" \\ bye' } }, '{"q":"say \\"hi\\" \\\\ bye"}', 'JsonToString keeps backslashes and quotes'),
  gives('States.StringToJson($.someString)', { someString: '{"number": 20}', zebra: 'stripe' }, { number: 20 }),
  gives('States.StringToJson($.a)', { a: '{"x":[1,"y\\\\z"]}' }, { x: [1, 'y\\z'] }, 'StringToJson reads JSON with its escapes'),
  gives('States.StringToJson(States.JsonToString($))', { a: [1, { b: 'c"\\' }] }, { a: [1, { b: 'c"\\' }] }, 'calls nest'),
  gives('States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]),
  gives('States.ArrayRange(1, $.n, 1)', { n: 4 }, [1, 2, 3, 4]),
  gives('States.ArrayRange(0, 10, 3)', {}, [0, 3, 6, 9]),
  fails('States.ArrayRange(1, $.n, 1)', { n: 1001 }),
  gives('States.MathAdd($.value1, $.step)', { value1: 111, step: -1 }, 110),
  gives("States.Array('Foo', 2020, $.someJson)", { someJson: { random: 'abcdefg' }, zebra: 'stripe' }, ['Foo', 2020, { random: 'abcdefg' }]),
  gives("States.Array('Foo', 2020, $.someJson, null)", { someJson: { random: 'abcdefg' }, zebra: 'stripe' }, ['Foo', 2020, { random: 'abcdefg' }, null], 'null is an argument like any other', { moto: 'drops the literal null' }),
  gives('States.ArrayLength($.inputArray)', nineNumbers, 9),
  gives('States.ArrayGetItem($.inputArray, $.index)', { ...nineNumbers, index: 5 }, 6),
  fails('States.ArrayGetItem($.inputArray, $.index)', { ...nineNumbers, index: 9 }),
  gives('States.ArrayContains($.inputArray, $.lookingFor)', { ...nineNumbers, lookingFor: 5 }, true),
  gives('States.ArrayPartition($.inputArray, 4)', nineNumbers, [[1, 2, 3, 4], [5, 6, 7, 8], [9]]),
  gives('States.ArrayUnique($.inputArray)', { inputArray: [1, 2, 3, 3, 3, 3, 3, 3, 4] }, [1, 2, 3, 4]),
  gives('States.StringSplit($.inputString, $.splitter)', { inputString: '1,2,3,4,5', splitter: ',' }, ['1', '2', '3', '4', '5']),
  gives("States.StringSplit($.inputString, $.splitter)", { inputString: 'This.is+a,test=string', splitter: '.+,=' }, ['This', 'is', 'a', 'test', 'string'], 'StringSplit splits at each of its delimiters'),
  gives('States.Base64Encode($.input)', { input: 'Data to encode' }, 'RGF0YSB0byBlbmNvZGU='),
  gives('States.Base64Decode($.base64)', { base64: 'RGF0YSB0byBlbmNvZGU=' }, 'Data to encode'),
  gives("States.Hash($.s, 'SHA-256')", { s: 'input data' }, 'b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3'),
  gives('States.JsonMerge($.json1, $.json2, false)', { json1: { a: { a1: 1, a2: 2 }, b: 2 }, json2: { a: { a3: 1, a4: 2 }, c: 3 } }, { a: { a3: 1, a4: 2 }, b: 2, c: 3 }),
  {
    rule: 'the recovery machine counts a wait up: as many quarters of an hour as it was registered, 16 at most',
    source: [sources.guideIntrinsics, sources.aslIntrinsics],
    machine: () => ({
      StartAt: 'Wait',
      States: {
        Wait: {
          Type: 'Pass',
          Parameters: {
            'Count.$': 'States.MathAdd($.Wait.Count, 1)',
            'Seconds.$': 'States.ArrayGetItem(States.ArrayRange(900, 14400, 900), States.ArrayLength(States.ArrayGetItem(States.ArrayPartition(States.ArrayRange(1, 15, 1), $.Wait.Count), 0)))',
          },
          ResultPath: '$.Wait',
          Next: 'Late',
        },
        Late: {
          Type: 'Pass',
          Parameters: { 'Seconds.$': 'States.ArrayGetItem(States.ArrayRange(900, 14400, 900), States.ArrayLength(States.ArrayGetItem(States.ArrayPartition(States.ArrayRange(1, 15, 1), $.Late), 0)))' },
          ResultPath: '$.Late',
          End: true,
        },
      },
    }),
    input: { Wait: { Count: 3, Seconds: 2700 }, Late: 40 },
    expected: { status: 'SUCCEEDED', output: { Wait: { Count: 4, Seconds: 3600 }, Late: { Seconds: 14_400 } } },
  },
  {
    rule: 'an argument that is a missing path is States.Runtime',
    source: [sources.guideErrorNames, sources.aslTemplate],
    machine: () => ({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { "v.$": "States.Format('{}', $.missing)" }, End: true } } }),
    expected: { status: 'FAILED', error: 'States.Runtime', cause: anyCause },
  },
];

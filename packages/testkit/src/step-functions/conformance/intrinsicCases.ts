import type { ConformanceCase } from './conformanceCase.js';

/** A call of an intrinsic function, and what it gives. */
const gives = (call: string, input: unknown, value: unknown, rule = `${call} of ${JSON.stringify(input)}`, differs: ConformanceCase['differs'] = {}): ConformanceCase => ({
  rule,
  machine: () => ({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'value.$': call }, End: true } } }),
  input,
  expected: { status: 'SUCCEEDED', output: { value } },
  differs,
});

/** Intrinsic functions (developer guide, "Intrinsics for JSONPath states in Step Functions"; values as AWS gives them). */
export const intrinsicCases: readonly ConformanceCase[] = [
  gives("States.Format('{} of {}: {}', $.a, $.b, $.c)", { a: 1, b: 'two', c: null }, '1 of two: null'),
  gives("States.Format('\\{{}\\} it\\'s C:\\\\{}', $.a, 'x')", { a: 1 }, "{1} it's C:\\x", 'Format takes escaped braces, quotes and backslashes as text', { moto: 'takes escaped braces for places' }),
  gives("States.Format('{}', $.a)", { a: 'C:\\dir \\{x\\} "q"' }, 'C:\\dir \\{x\\} "q"', 'Format takes arguments as they are, backslashes included'),
  gives('States.JsonToString($.a)', { a: { q: 'say "hi" \\ bye' } }, '{"q":"say \\"hi\\" \\\\ bye"}', 'JsonToString keeps backslashes and quotes'),
  gives('States.StringToJson($.a)', { a: '{"x":[1,"y\\\\z"]}' }, { x: [1, 'y\\z'] }, 'StringToJson reads JSON with its escapes'),
  gives('States.StringToJson(States.JsonToString($))', { a: [1, { b: 'c"\\' }] }, { a: [1, { b: 'c"\\' }] }, 'calls nest'),
  gives('States.ArrayRange(1, $.n, 1)', { n: 4 }, [1, 2, 3, 4]),
  gives('States.ArrayRange(0, 10, 3)', {}, [0, 3, 6, 9]),
  gives('States.MathAdd($.n, -1)', { n: 4 }, 3),
  gives("States.Array('a', 1, $.n, $.x)", { x: { y: 1 }, n: null }, ['a', 1, null, { y: 1 }]),
  gives('States.Array(null, true, 1.5)', {}, [null, true, 1.5], 'null is an argument like any other', { moto: 'drops the literal null' }),
  gives('States.ArrayLength($.l)', { l: [1, 2] }, 2),
  gives('States.ArrayGetItem($.l, 1)', { l: ['a', 'b'] }, 'b'),
  gives('States.ArrayContains($.l, $.x)', { l: [[1], { a: 2 }], x: { a: 2 } }, true),
  gives('States.ArrayPartition($.l, 2)', { l: [0, 1, 2] }, [[0, 1], [2]]),
  gives("States.StringSplit($.s, '.+')", { s: 'a.b+c..d' }, ['a', 'b', 'c', 'd']),
  gives('States.Base64Encode($.s)', { s: 'Data to encode' }, 'RGF0YSB0byBlbmNvZGU='),
  gives('States.Base64Decode($.s)', { s: 'RGF0YSB0byBlbmNvZGU=' }, 'Data to encode'),
  gives("States.Hash($.s, 'SHA-256')", { s: 'input data' }, 'b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3'),
  gives('States.JsonMerge($.a, $.b, false)', { a: { x: { y: 1 }, z: 1 }, b: { x: { w: 2 } } }, { x: { w: 2 }, z: 1 }),
  {
    rule: 'an argument that is a missing path is States.Runtime',
    machine: () => ({ StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { "v.$": "States.Format('{}', $.missing)" }, End: true } } }),
    expected: { status: 'FAILED', error: 'States.Runtime' },
  },
];

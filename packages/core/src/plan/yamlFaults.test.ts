import { describe, expect, it } from 'vitest';
import { byLine, maximumFileCharacters, readYaml } from './yamlFaults.js';

/** The line at which a fault at this path stands. */
const lineOf = (text: string, path: string): number | undefined => readYaml(text).withLine?.({ path, message: 'x' }).line;

describe('the line of a fault', () => {
  const text = `PlanName: Web shop
ProtectionGroups:
  - GroupId: pg-web
    Tags:
      "a.b": x
      7: seven
Waves:
  -
    WaveNumber: 1
  -
`;

  it.each([
    ['the whole', '', 1],
    ['a key', 'PlanName', 1],
    ['a list', 'Waves', 7],
    ['an entry', 'ProtectionGroups[0]', 3],
    ['a key in quotes', 'ProtectionGroups[0].Tags["a.b"]', 5],
    ['a key that is a number', 'ProtectionGroups[0].Tags["7"]', 6],
    ['a key inside an entry', 'Waves[0].WaveNumber', 9],
  ])('is that of its place: %s', (_title, path, line) => {
    expect(lineOf(text, path)).toBe(line);
  });

  it.each([
    ['a key that is missing, at its map', 'ProtectionGroups[0].Region', 3],
    ['an entry beyond the last, at its list', 'ProtectionGroups[5]', 2],
    ['what is looked for inside a text, at the text', 'PlanName.First', 1],
    ['a name where there is a list, at the list', 'Waves.WaveNumber', 7],
    ['a position where there is a map, at the map', 'ProtectionGroups[0].Tags[3]', 4],
    ['a key inside an entry that is empty, at the entry', 'Waves[1].WaveNumber', 10],
  ])('is that of the nearest part around it: %s', (_title, path, line) => {
    expect(lineOf(text, path)).toBe(line);
  });

  it('inside an alias is that of its anchor', () => {
    const aliased = 'First: &first\n  Enabled: maybe\nSecond: *first\nList: [1, *first]\n';
    expect(lineOf(aliased, 'Second.Enabled')).toBe(2);
    expect(lineOf(aliased, 'List[1].Enabled')).toBe(2);
    expect(lineOf(aliased, 'Second')).toBe(3);
  });

  it('of a merged key is that where it is written, in the first of several maps that has it', () => {
    const merged = 'a: &a\n  Colour: red\nb: &b\n  Colour: blue\n  Size: 1\nc:\n  <<: [*a, *b]\n  Own: 1\n';
    expect(readYaml(merged).content).toMatchObject({ c: { Colour: 'red', Size: 1, Own: 1 } });
    expect(lineOf(merged, 'c.Colour')).toBe(2);
    expect(lineOf(merged, 'c.Size')).toBe(5);
    expect(lineOf(merged, 'c.Own')).toBe(8);
    expect(lineOf(merged, 'c.Missing')).toBe(6);
  });

  it('leaves keys that are lists or maps aside', () => {
    expect(lineOf('? [a, b]\n: odd\nPlanName: x\n', 'PlanName')).toBe(3);
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['too long', 'x'.repeat(maximumFileCharacters + 1), 'the file has 2000001 characters: at most 2000000 are read'],
    ['a number', '7', 'the file must be a map of keys and values, but is a single value'],
    ['an alias alone', 'a: *', 'is not valid YAML: an alias (*name) is not written as YAML wants it: put a text that begins with * in quotes'],
    ['a merge of what is no map', 'a:\n  <<: text\n', 'is not valid YAML: Merge sources must be maps or map aliases'],
    ['maps nested beyond reason', '{a: '.repeat(20_000), 'the file is nested too deeply to be read'],
  ])('has one fault, with the first line: %s', (_title, text, message) => {
    expect(readYaml(text)).toEqual({ faults: [{ path: '', line: 1, message }] });
  });

  it('has one fault a line, the first of each', () => {
    expect(readYaml('a: [1\nb: "x\n').faults.map((fault) => fault.line)).toEqual([2, 3]);
  });

  it('with tabs has no faults but theirs', () => {
    const message = 'is not valid YAML: is indented by a tab: YAML wants blanks';
    expect(readYaml('a:\n\tb: 1\n\tc: 2\nd: ]\n').faults).toEqual([{ path: '', line: 2, message }, { path: '', line: 3, message }]);
  });

  it('for aliases without an anchor has a fault for each', () => {
    expect(readYaml('a: *one\nb: *two\n').faults).toEqual([
      { path: '', line: 1, message: '*one has no anchor &one before it (a text that begins with * needs quotes)' },
      { path: '', line: 2, message: '*two has no anchor &two before it (a text that begins with * needs quotes)' },
    ]);
  });
});

describe('a key that is there twice', () => {
  it('does not hinder the reading', () => {
    expect(readYaml('a: 1\na: 2\n')).toMatchObject({ content: { a: 2 }, faults: [{ path: '', line: 2, message: 'a is there twice: remove one' }] });
  });

  it.each([
    ['with blanks', 'Web shop: 1\nWeb shop : 2\n', 'Web shop'],
    ['with a colon', 'a:b: 1\na:b:\n', 'a:b'],
    ['in double quotes', '"b: c": 1\n"b: c": 2\n', '"b: c"'],
    ['in single quotes', "'it''s': 1\n'it''s': 2\n", "'it''s'"],
    ['in braces', 'x:\n  { a: 1, a }\n', 'a'],
    ['at the very end', 'a b: 1\na b:', 'a b'],
    ['in JSON', '{"a":1,\n"a":2}', '"a"'],
    ['after a question mark', '? a\n: 1\n? a\n: 2\n', 'a'],
    ['that is empty', ': 1\n: 2\n', 'a key'],
  ])('is named as it is written: %s', (_title, text, key) => {
    expect(readYaml(text).faults).toEqual([{ path: '', line: text.startsWith('?') ? 3 : 2, message: `${key} is there twice: remove one` }]);
  });
});

describe('a file without content', () => {
  it('is a fault, unless it may stand for something', () => {
    expect(readYaml('# nothing yet\n')).toEqual({ faults: [{ path: '', line: 1, message: 'the file is empty' }] });
    expect(readYaml('# nothing yet\n', {})).toMatchObject({ content: {}, faults: [] });
  });

  it('that stands for something has its faults at its first line', () => {
    expect(readYaml('', {}).withLine?.({ path: 'Servers[0]', message: 'x' })).toEqual({ path: 'Servers[0]', message: 'x', line: 1 });
  });
});

describe('faults by line', () => {
  it('begin with those that have none, and keep their order within a line', () => {
    const at = (message: string, line?: number): { path: string; message: string; line?: number } => ({ path: '', message, ...(line === undefined ? {} : { line }) });
    expect(byLine([at('d', 9), at('b', 2), at('a'), at('c', 2)]).map((fault) => fault.message)).toEqual(['a', 'b', 'c', 'd']);
  });
});

import { describe, expect, it } from 'vitest';
import { parseBenchArguments, UsageError } from '../src/arguments.js';
import { figuresForTerminal, figuresText, markers, withFigures } from '../src/page/page.js';
import { testFigures } from '../src/tests/tests.js';

const section = { title: 'Calls', how: 'Counted.', figures: [{ what: 'a|b', measured: '3' }, { what: 'calls', measured: '9', beside: 'loop: 8', target: { text: 'at most 8', met: false } }] };
const machine = { processor: 'a processor', cores: 2, memoryGigabytes: 8, node: 'v22', platform: 'linux x64' };

describe('the page', () => {
  it('shows each figure in a table, what stands beside it, and what misses its target', () => {
    expect(figuresText(machine, [section])).toBe(
      'Measured on a processor, 2 cores, 8 GB, linux x64, Node v22.\n\n## Calls\nCounted.\n\n| what | measured | beside it | target |\n|---|---|---|---|\n| a\\|b | 3 |  |  |\n| calls | 9 | loop: 8 | at most 8: **missed** |',
    );
    expect(figuresForTerminal(section)).toBe('Calls\n  a|b    3\n  calls  9 (loop: 8)  MISSES: at most 8');
  });

  it('keeps all that is written around the figures, however often they are written', () => {
    const page = `before\n${markers.begin}\nold\n${markers.end}\nafter\n`;
    const once = withFigures(page, 'new');
    expect(once).toBe(`before\n${markers.begin}\nnew\n${markers.end}\nafter\n`);
    expect(withFigures(once, 'new')).toBe(once);
    for (const without of ['before', `${markers.end}\n${markers.begin}`]) expect(() => withFigures(without, 'new')).toThrow(markers.begin);
  });
});

describe('the command line', () => {
  it('measures all, or what is named', () => {
    expect(parseBenchArguments([], ['cost', 'finder'])).toEqual({ names: ['cost', 'finder'], tests: {} });
    expect(parseBenchArguments(['finder'], ['cost', 'finder'])).toEqual({ names: ['finder'], tests: {} });
  });

  it('records times of the tests without measuring anything', () => {
    const { names, tests } = parseBenchArguments(['--tests-fresh', '240', '--tests-cached', '9.5'], ['cost']);
    expect(names).toEqual([]);
    expect(testFigures(tests)).toEqual([{ what: 'npm test: fresh; cached', measured: '240 s; 10 s' }]);
    expect(testFigures({ freshSeconds: 3 })[0]?.measured).toBe('3 s; not recorded');
  });

  it.each([['speed'], ['--tests-fresh', ''], ['--tests-cached', '-3'], ['--unknown']])('refuses %j %j, saying what is right', (...argv: string[]) => {
    expect(() => parseBenchArguments(argv, ['cost'])).toThrow(UsageError);
  });
});

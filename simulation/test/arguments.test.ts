import { describe, expect, it } from 'vitest';
import { parseSimulateArguments, UsageError } from '../src/cli/arguments.js';

const parse = (...argv: string[]) => parseSimulateArguments(argv, () => 1000, [7, 11]);

describe('the arguments of npm run simulate', () => {
  it.each([
    [[], { what: 'SEED', first: 1000, count: 100 }],
    [['--seed', '5'], { what: 'SEED', first: 5, count: 1 }],
    [['--seed', '5', '--runs', '3'], { what: 'SEED', first: 5, count: 3 }],
    [['--runs', '3'], { what: 'SEED', first: 1000, count: 3 }],
    [['--fixed'], { what: 'SEED', first: 7, count: 2 }],
    [['--standard', '--runs', '4'], { what: 'STANDARD', first: 1000, count: 4 }],
    [['--crash-everywhere'], { what: 'CRASH', first: 1000, count: 100 }],
    [['--crash', '454:AFTER'], { what: 'CRASH', first: 1000, count: 100 }],
  ])('%j mean %j', (argv, { what, first, count }) => {
    const asked = parse(...argv);
    expect([asked.what, asked.seeds[0], asked.seeds.length]).toEqual([what, first, count]);
  });

  it('tell whether the seeds are the committed ones', () => {
    expect([parse('--fixed').isFixed, parse('--seed', '7').isFixed]).toEqual([true, false]);
  });

  it.each([[['--seed', 'x']], [['--seed', '-1']], [['--runs', '0']], [['--runs', '1.5']], [['--workers', '0']], [['--fixed', '--seed', '1']], [['--standard', '--crash-everywhere']], [['--crash', '454']], [['--what']], [['more']]])('%j is refused, saying what would do', (argv) => {
    expect(() => parse(...argv)).toThrow(UsageError);
  });
});

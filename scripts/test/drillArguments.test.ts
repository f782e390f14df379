import { describe, expect, it } from 'vitest';

import { drillArguments } from '../run/drillArguments.mjs';

describe('npm run drill -- ARGS', () => {
  const named = [
    [['plan.yaml']],
    [['plan.yaml', '--json']],
    [['--json', 'plan.yaml']],
    [['--scenario', 'storm.yaml', 'plan.yaml']],
    [['--scenario=storm.yaml', 'plan.yaml']],
  ];

  it.each(named)('%j names a plan', (args) => {
    expect(drillArguments(args)).toEqual(['drill', ...args, '--local']);
  });

  const unnamed = [[[]], [['--json']], [['--scenario', 'storm.yaml']], [['--speed', '10', '--json']]];

  it.each(unnamed)('%j does not, so the example is drilled', (args) => {
    const [command, plan, ...rest] = drillArguments(args);
    expect(command).toBe('drill');
    expect(plan).toMatch(/examples.three-tier\.yaml$/);
    expect(rest).toEqual([...args, '--local']);
  });

  it('says --local once', () => {
    expect(drillArguments(['plan.yaml', '--local'])).toEqual(['drill', 'plan.yaml', '--local']);
  });
});

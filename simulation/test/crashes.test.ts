import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparableRecord } from '../src/crash/comparableRecord.js';
import { crashAt, undisturbed } from '../src/crash/crashAt.js';
import type { RunOutcome } from '../src/runs/runScript.js';

const definition = readFileSync(new URL('../../apps/orchestrator/state-machine/recovery.asl.json', import.meta.url), 'utf8');
/** Every so many steps here; `npm run simulate -- --crash-everywhere` tries them all. */
const every = 23;

describe('a function that dies', () => {
  let baseline: RunOutcome;
  beforeAll(async () => {
    baseline = await undisturbed(definition);
  });

  it('in the undisturbed run nothing is amiss', () => {
    expect(baseline.violations).toEqual([]);
    expect(baseline.executions.map(({ header }) => header.Status)).toEqual(['COMPLETED']);
    expect(baseline.steps).toBeGreaterThan(300);
  });

  it.each(['BEFORE', 'AFTER'] as const)('%s an input or output, at every 23rd of them, changes neither the record nor DRS\'s jobs [P28] [R9.3] [A16]', async (side) => {
    const deaths: number[] = [];
    for (let step = 1; step <= baseline.steps; step += every) {
      const { violations, outcome } = await crashAt({ step, side }, definition, baseline);
      expect(violations).toEqual([]);
      if (outcome.happenings.some(({ what }) => what.includes(`was killed ${side.toLowerCase()}`))) deaths.push(step);
    }
    expect(deaths).toHaveLength(Math.ceil(baseline.steps / every));
  });

  it('is noticed where it changes the record: two records that differ compare as different', () => {
    const [execution] = baseline.executions;
    if (execution === undefined) throw new Error('there is no execution');
    const other = { ...execution, header: { ...execution.header, Status: 'FAILED' as const } };
    expect(comparableRecord(other)).not.toEqual(comparableRecord(execution));
    const later = { ...execution, header: { ...execution.header, StartTime: execution.header.StartTime + 5 } };
    expect(comparableRecord(later)).toEqual(comparableRecord(execution));
  });
});

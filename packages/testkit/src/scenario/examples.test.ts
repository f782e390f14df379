import { readdirSync, readFileSync } from 'node:fs';
import { formatFaults, parsePlanFile, serverCount, type ValidPlan } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { testGroups } from '../plans/planFixtures.js';
import { parseScenarioFile } from './scenarioFile.js';

const folder = new URL('../../../../examples/', import.meta.url);
const filesIn = (path: string): string[] => readdirSync(new URL(path, folder)).filter((name) => name.endsWith('.yaml'));
const textOf = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
function planOf(name: string): ValidPlan {
  const reading = parsePlanFile(textOf(name), name);
  if (reading.faults !== undefined) throw new Error(reading.report);
  return reading;
}

describe('the example plans', () => {
  it.each(filesIn('.'))('%s is valid, gives no warning, and tells editors its schema', (name) => {
    expect(formatFaults(planOf(name).warnings, name)).toBe('');
    expect(textOf(name)).toMatch(/^# yaml-language-server: \$schema=\.\.\/schemas\/plan\.schema\.json\n/);
  });

  it('have three tiers as three groups of two servers, in order, with a wait after the first [R12.1] [R12.2]', () => {
    const { plan, groups } = planOf('three-tier.yaml');
    expect(groups).toEqual(testGroups);
    expect(plan.WaveOrdering).toBe('SEQUENTIAL');
    expect(plan.Waves.map((wave) => [wave.WaveName, wave.WaitTimeSeconds, serverCount(wave, groups)])).toEqual([['Database', 60, 2], ['Application', 0, 2], ['Web', 0, 2]]);
  });

  it('have a diamond', () => {
    const { plan } = planOf('diamond.yaml');
    expect(plan.WaveOrdering).toBe('DEPENDENCIES');
    expect(plan.Waves.map((wave) => wave.Dependencies)).toEqual([[], [1], [1], [2, 3]]);
  });

  it('have a wave whose servers go one by one, and one of 45 servers [R12.2]', () => {
    expect(planOf('sequential.yaml').plan.Waves[0]).toMatchObject({ ExecutionType: 'SEQUENTIAL', ExecutionOrder: [2, 1, 3] });
    expect(planOf('large-wave.yaml').plan.Waves[0]?.ServerIds).toHaveLength(45);
  });
});

describe('the example scenarios', () => {
  it.each(filesIn('scenarios/'))('%s is valid for the plan that its comment drills, and tells editors its schema', (name) => {
    const text = textOf(`scenarios/${name}`);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schemas\/scenario\.schema\.json\n/);
    const [, plan = '', self] = /npm run drill -- examples\/(\S+) --scenario examples\/scenarios\/(\S+)/.exec(text) ?? [];
    expect(self).toBe(name);
    const reading = parseScenarioFile(text, name, planOf(plan));
    expect('report' in reading ? reading.report : '').toBe('');
  });
});

import { parsePlanFile, validatePlan, type DrsJob } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { aPlan } from './planBuilder.js';
import { groupedPlan, invalidPlanInput, invalidPlanPaths, minimalPlan, standardPlan, testGroups } from './planFixtures.js';
import { serverIds } from './serverIds.js';

describe('the plan builder', () => {
  it('numbers and names waves, and gives each a server of its own', () => {
    const { Waves } = aPlan().withWave().withWave({ WaveNumber: 5 }).withWave().build();
    expect(Waves.map((wave) => [wave.WaveNumber, wave.WaveName])).toEqual([[1, 'Wave 1'], [5, 'Wave 5'], [6, 'Wave 6']]);
    expect(new Set(Waves.flatMap((wave) => wave.ServerIds)).size).toBe(3);
  });

  it('leaves the builder before each step as it was', () => {
    const one = aPlan().withWave();
    one.withWave();
    expect(one.input().Waves).toHaveLength(1);
  });

  it('writes a plan file that reads back as the same plan', () => {
    const built = aPlan({ WaveOrdering: 'DEPENDENCIES' }).withGroup({ GroupId: 'pg-a', ServerIds: serverIds(2) }).withWave({ ProtectionGroupId: 'pg-a' }).withWave({ Dependencies: ['Wave-1'] });
    expect(parsePlanFile(built.yaml(), 'plan.yaml')).toEqual(built.validated());
  });

  it('says everything that is wrong with what was built', () => {
    expect(() => aPlan().withWave({ WaitTimeSeconds: -1, Dependencies: [7] }).build()).toThrow(/Waves\[0\]\.Dependencies\[0\][^]*Waves\[0\]\.WaitTimeSeconds/);
  });
});

describe('the plan fixtures', () => {
  it('are a plan of one wave and one server, and one of three waves in order with the six test servers', () => {
    expect(minimalPlan().Waves).toHaveLength(1);
    expect(standardPlan().WaveOrdering).toBe('SEQUENTIAL');
    expect(standardPlan().Waves.flatMap((wave) => wave.ServerIds)).toEqual([
      's-3d75cdc0d9a28a725', 's-3afa164776f93ce4f', 's-3c1730a9e0771ea14', 's-3c63bb8be30d7d071', 's-3578f52ef3bdd58b4', 's-3b9401c1cd270a7a8',
    ]);
  });

  it('are three protection groups of two servers, and a plan of them [R12.1]', () => {
    expect(testGroups.map((group) => [group.GroupName, group.ServerIds?.length])).toEqual([['Database', 2], ['Application', 2], ['Web', 2]]);
    expect(groupedPlan().groups).toEqual(testGroups);
    expect(groupedPlan().warnings).toEqual([]);
  });

  it('are an invalid plan with a bad id, an absent group, a cycle and a negative wait [R12.3]', () => {
    expect(validatePlan(invalidPlanInput()).faults?.map((fault) => fault.path)).toEqual(invalidPlanPaths);
  });

  it('have attribute names in PascalCase [R12.4]', () => {
    const names = (value: unknown): string[] =>
      typeof value !== 'object' || value === null ? [] : Object.entries(value).flatMap(([key, part]) => [...(Array.isArray(value) ? [] : [key]), ...names(part)]);
    for (const name of names(standardPlan())) expect(name).toMatch(/^[A-Z][A-Za-z]*$/);
  });
});

describe('the servers of a DRS job', () => {
  it('fit the port\'s jobs, so that assertions take them', async () => {
    const { expectServerLaunchedOnce } = await import('./waveAssertions.js');
    const job = (jobId: string, sourceServerId: string, type = 'LAUNCH'): DrsJob => ({ jobId, type, status: 'COMPLETED', servers: [{ sourceServerId }], tags: {} });
    expectServerLaunchedOnce([job('1', 'a'), job('2', 'b'), job('3', 'a', 'TERMINATE')]);
    expect(() => expectServerLaunchedOnce([job('1', 'a'), job('2', 'a')])).toThrow('a in 1, 2');
  });
});

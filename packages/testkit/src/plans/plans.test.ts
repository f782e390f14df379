import { parsePlanFile, tables, validatePlan, type DrsJob, type RecoveryPlan, type Wave } from '@drs-orchestration/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executionHistory } from './executionHistories.js';
import { validPlanWithGroups } from './generators.js';
import { aPlan } from './planBuilder.js';
import { groupedPlan, invalidPlanInput, invalidPlanPaths, minimalPlan, standardPlan, testGroups } from './planFixtures.js';
import type { PlanInput } from './planInput.js';
import { serverIds } from './serverIds.js';
import { storedRecordFaults } from './storedRecords.js';

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

});

/** The attributes of the records, as design section 3 lists them. */
const attributes = {
  plan: ['PlanId', 'PlanName', 'Description', 'Region', 'TargetAccountId', 'AssumeRoleName', 'ExternalId', 'WaveOrdering', 'Notifications', 'RtoTargetSeconds', 'TerminateAfterDrill', 'Waves', 'Version', 'ActiveExecutionId'],
  notifications: ['SnsTopicArn'],
  wave: [
    'WaveNumber', 'WaveName', 'ServerIds', 'ProtectionGroupId', 'ExecutionType', 'ExecutionOrder', 'Dependencies', 'WaitTimeSeconds', 'PauseBefore', 'ApprovalTimeoutSeconds', 'HealthCheck', 'LaunchActions',
    'OnPartialFailure', 'TimeoutSeconds', 'RecoverySnapshotId',
  ],
  healthCheck: ['Enabled', 'OnTimeout'],
  group: ['GroupId', 'GroupName', 'Region', 'ServerIds', 'Tags'],
} as const;

/** The attributes of a record that design section 3 does not have, or does not have in it. */
function strange(record: object | undefined, of: keyof typeof attributes): string[] {
  return Object.keys(record ?? {}).filter((name) => !(attributes[of] as readonly string[]).includes(name)).map((name) => `${of}: ${name}`);
}

function strangeOfPlan(plan: PlanInput | RecoveryPlan): string[] {
  const ofWaves = (plan.Waves as readonly Partial<Wave>[]).flatMap((wave) => [...strange(wave, 'wave'), ...strange(wave.HealthCheck, 'healthCheck')]);
  return [...strange(plan, 'plan'), ...strange(plan.Notifications, 'notifications'), ...ofWaves];
}

describe('test data has the attributes of the tables, in PascalCase and no others [R12.4]', () => {
  it('the plans and groups of the fixtures [R12.4]', () => {
    const grouped = groupedPlan();
    const { ProtectionGroups: _carried, ...invalid } = invalidPlanInput();
    expect([minimalPlan(), standardPlan(), grouped.plan, invalid].flatMap(strangeOfPlan)).toEqual([]);
    expect([...testGroups, ...grouped.groups].flatMap((group) => strange(group, 'group'))).toEqual([]);
  });

  it('any generated plan with its groups [R12.4]', () => {
    fc.assert(
      fc.property(validPlanWithGroups(), ({ plan, groups }) => {
        expect([...strangeOfPlan(plan), ...groups.flatMap((group) => strange(group, 'group'))]).toEqual([]);
      }),
      { numRuns: 200, seed: 20_261_121 },
    );
  });

  it('any execution of the fixtures, with its waves, servers and calls [R12.4]', () => {
    const histories = (['POLLING', 'COMPLETED', 'FAILED', 'PARTIAL'] as const).map((kind) => executionHistory(kind));
    expect(histories.flatMap(({ header, waves }) => [header, ...waves]).flatMap((record) => storedRecordFaults({ ...record }))).toEqual([]);
  });

  it('each has the keys of its table and of the table\'s indexes [R12.4]', () => {
    const { header, waves: [wave] } = executionHistory('POLLING');
    const records = { plans: [standardPlan()], groups: testGroups, executions: [header, wave] } as const;
    for (const { logicalName, key, indexes } of tables) {
      for (const record of records[logicalName]) expect(record).toMatchObject(Object.fromEntries([key.partition, ...(key.sort === undefined ? [] : [key.sort])].map(({ name }) => [name, expect.any(String) as unknown])));
      // Indexes are of an execution's first item alone.
      for (const { key: { partition, sort } } of indexes.filter(({ name }) => name !== 'OpenIndex')) expect(Object.keys(header)).toEqual(expect.arrayContaining([partition.name, ...(sort === undefined ? [] : [sort.name])]));
    }
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

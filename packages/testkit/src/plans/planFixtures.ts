import type { ProtectionGroup, RecoveryPlan, ValidPlan } from '@drs-orchestration/core';
import { aPlan } from './planBuilder.js';
import type { PlanInput } from './planInput.js';
import { serverId } from './serverIds.js';

/** The Region of the test servers (R10.4). */
export const testRegion = 'us-east-1';

/** The six test servers by tier (seed 000). */
export const testServers = {
  Database: ['s-3d75cdc0d9a28a725', 's-3afa164776f93ce4f'],
  Application: ['s-3c1730a9e0771ea14', 's-3c63bb8be30d7d071'],
  Web: ['s-3578f52ef3bdd58b4', 's-3b9401c1cd270a7a8'],
} as const;

/** The three protection groups of two servers each (R12.1). */
export const testGroups: readonly ProtectionGroup[] = Object.entries(testServers).map(([tier, ServerIds]) => ({
  GroupId: `pg-${tier.toLowerCase()}`,
  GroupName: tier,
  Region: testRegion,
  ServerIds,
}));

/** One wave of one server, every default. */
export function minimalPlan(): RecoveryPlan {
  return aPlan({ PlanName: 'Minimal' }).withWave({ WaveName: 'Only', ServerIds: [testServers.Database[0]] }).build();
}

/** Three waves in order, the six test servers listed. */
export function standardPlan(): RecoveryPlan {
  return Object.entries(testServers)
    .reduce((plan, [WaveName, ServerIds]) => plan.withWave({ WaveName, ServerIds }), aPlan({ PlanName: 'Standard' }))
    .build();
}

/** The same three waves by their protection groups, which the plan carries. */
export function groupedPlan(): ValidPlan {
  const carried = testGroups.reduce((plan, group) => plan.withGroup(group), aPlan({ PlanName: 'Standard by groups' }));
  return testGroups.reduce((plan, group) => plan.withWave({ WaveName: group.GroupName, ProtectionGroupId: group.GroupId }), carried).validated();
}

/** A plan with a bad server id, an absent protection group, a cycle and a negative wait (R12.3). */
export function invalidPlanInput(): PlanInput {
  return aPlan({ PlanName: 'Invalid', WaveOrdering: 'DEPENDENCIES' })
    .withWave({ ServerIds: ['i-0123456789abcdef0'], WaitTimeSeconds: -1 })
    .withWave({ ProtectionGroupId: 'pg-absent', Dependencies: [1] })
    .withWave({ ServerIds: [serverId(3)], Dependencies: [4] })
    .withWave({ ServerIds: [serverId(4)], Dependencies: [3] })
    .input();
}

/** Where `invalidPlanInput` has its faults. */
export const invalidPlanPaths: readonly string[] = [
  'Waves[0].ServerIds[0]',
  'Waves[0].WaitTimeSeconds',
  'Waves[1].ProtectionGroupId',
  'Waves[2].Dependencies[0]',
];

import { groupsById, type ProtectionGroup, type RecoveryPlan } from '@drs-orchestration/core';
import type { World, WorldServer } from '../drs-emulator/world.js';
import type { Scenario } from '../scenario/scenario.js';

/**
 * The world of a local run: every server that the plan or its groups list exists and replicates, unless the scenario
 * says otherwise; the rest is as the scenario says. Servers live in the plan's Region and target account.
 */
export function worldOf(scenario: Scenario, plan: RecoveryPlan, groups: readonly ProtectionGroup[]): World {
  const byId = groupsById(groups);
  const listed = plan.Waves.flatMap((wave) => wave.ServerIds ?? byId.get(wave.ProtectionGroupId ?? '')?.ServerIds ?? []);
  const servers = new Map<string, WorldServer>(listed.map((SourceServerId) => [SourceServerId, { SourceServerId }]));
  for (const server of scenario.Servers) servers.set(server.SourceServerId, server);
  return { ...scenario, ...(plan.TargetAccountId === undefined ? {} : { TargetAccount: plan.TargetAccountId }), Region: plan.Region, Servers: [...servers.values()] };
}

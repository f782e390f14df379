import { groupsById, type ProtectionGroup, type RecoveryPlan } from '@drs-orchestration/core';
import type { World, WorldServer } from '../drs-emulator/world.js';
import type { Scenario } from './scenario.js';

/** The plan that a scenario is for, and its groups. */
export interface ScenarioPlan {
  readonly plan: RecoveryPlan;
  readonly groups: readonly ProtectionGroup[];
}

/** The ids of the servers that a plan or its groups list, in the order of the waves. */
export function listedServers({ plan, groups }: ScenarioPlan): string[] {
  const byId = groupsById(groups);
  return plan.Waves.flatMap((wave) => wave.ServerIds ?? byId.get(wave.ProtectionGroupId ?? '')?.ServerIds ?? []);
}

/**
 * The world in which a plan is drilled: its servers exist and replicate but for what the scenario says, in its Region
 * and target account.
 */
export function worldFor(scenario: Scenario, against: ScenarioPlan): World {
  const { Approvals: _approvals, ...world } = scenario;
  const own = new Map<string, WorldServer>(scenario.Servers.map((server) => [server.SourceServerId, server]));
  const others = listedServers(against).filter((id) => !own.has(id)).map((SourceServerId) => ({ SourceServerId }));
  const target = against.plan.TargetAccountId;
  return {
    ...world,
    Region: against.plan.Region,
    ...(target === undefined ? {} : { TargetAccount: target }),
    Servers: [...others, ...scenario.Servers],
  };
}

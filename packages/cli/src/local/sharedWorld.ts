import { findGroups, type ItemStore, type ProtectionGroup, type RecoveryPlan, type ValidPlan } from '@drs-orchestration/core';
import { worldOf, type Scenario, type World, type WorldServer } from '@drs-orchestration/testkit';

/** A world that several plans share, and its servers, to which more may be added while it runs. */
export interface SharedWorld {
  readonly world: World;
  readonly servers: WorldServer[];
}

/**
 * The world of a local system that stays: every server of every stored plan, of `given`, and of the scenario, in every
 * Region, since each plan has its own.
 */
export async function sharedWorld(items: ItemStore, scenario: Scenario, given: ValidPlan | undefined): Promise<SharedWorld> {
  const plans: { readonly plan: RecoveryPlan; readonly groups: readonly ProtectionGroup[] }[] = given === undefined ? [] : [given];
  for await (const page of items.scan({ table: 'plans' })) {
    for (const item of page) {
      const plan = item as unknown as RecoveryPlan;
      plans.push({ plan, groups: await findGroups(items, plan.Waves.flatMap((wave) => wave.ProtectionGroupId ?? [])) });
    }
  }
  const servers = new Map<string, WorldServer>(scenario.Servers.map((server) => [server.SourceServerId, server]));
  for (const { plan, groups } of plans) for (const server of worldOf(scenario, plan, groups).Servers ?? []) servers.set(server.SourceServerId, server);
  const list = [...servers.values()];
  const targets = new Set(plans.flatMap(({ plan }) => plan.TargetAccountId ?? []));
  const [target, ...others] = given?.plan.TargetAccountId === undefined ? targets : [given.plan.TargetAccountId];
  // An emulated DRS holds its servers in one account.
  return { world: { ...scenario, ...(target === undefined || others.length > 0 ? {} : { TargetAccount: target }), Servers: list }, servers: list };
}

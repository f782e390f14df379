import type { ItemStore } from '../ports/itemStore.js';
import type { ProtectionGroup, RecoveryPlan, StoredPlan } from './plan.js';

/** A stored plan, or undefined where there is none of that id. */
export async function findPlan(items: ItemStore, planId: string): Promise<StoredPlan | undefined> {
  return (await items.get('plans', { PlanId: planId })) as unknown as StoredPlan | undefined;
}

/** Those of the protection groups that are stored. */
export async function findGroups(items: ItemStore, groupIds: readonly string[]): Promise<readonly ProtectionGroup[]> {
  const found = await Promise.all([...new Set(groupIds)].map((GroupId) => items.get('groups', { GroupId })));
  return found.flatMap((item) => (item === undefined ? [] : [item as unknown as ProtectionGroup]));
}

/**
 * Stores a valid plan beside its protection groups, in place of an earlier version of either. A running execution
 * is not touched: its plan is frozen into its record.
 * @returns the plan's new version, or CONFLICT where someone else edited it at the same time.
 */
export async function putPlan(items: ItemStore, plan: RecoveryPlan, groups: readonly ProtectionGroup[]): Promise<number | 'CONFLICT'> {
  const before = await findPlan(items, plan.PlanId);
  const Version = (before?.Version ?? 0) + 1;
  const stored: StoredPlan = { ...plan, Version, ...(before?.ActiveExecutionId === undefined ? {} : { ActiveExecutionId: before.ActiveExecutionId }) };
  const active = before?.ActiveExecutionId;
  const outcome = await items.write(
    ...groups.map((group) => ({ kind: 'put', table: 'groups', item: { ...group } }) as const),
    {
      kind: 'put',
      table: 'plans',
      item: { ...stored },
      expect: {
        Version: before === undefined ? { is: 'ABSENT' } : { is: 'EQUAL', to: before.Version },
        ActiveExecutionId: active === undefined ? { is: 'ABSENT' } : { is: 'EQUAL', to: active },
      },
    },
  );
  return outcome === 'WRITTEN' ? Version : 'CONFLICT';
}

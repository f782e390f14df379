import type { StoredGroup } from '../answers/planList.js';
import type { Item, ItemStore, Write } from '../ports/itemStore.js';
import type { ProtectionGroup, RecoveryPlan, StoredPlan } from './plan.js';
import { groupItems, saysTheSame, storedGroup } from './storedGroup.js';

/** A stored plan, or undefined where there is none of that id. */
export async function findPlan(items: ItemStore, planId: string): Promise<StoredPlan | undefined> {
  return (await items.get('plans', { PlanId: planId })) as unknown as StoredPlan | undefined;
}

/** A stored protection group, or undefined where there is none of that id. */
export async function findGroup(items: ItemStore, groupId: string): Promise<StoredGroup | undefined> {
  const item = await items.get('groups', { GroupId: groupId });
  return item === undefined ? undefined : storedGroup(item);
}

/** Those of the protection groups that are stored. */
export async function findGroups(items: ItemStore, groupIds: readonly string[]): Promise<readonly StoredGroup[]> {
  return [...(await groupItems(items, groupIds)).values()].map(storedGroup);
}

/**
 * Stores a valid plan beside its protection groups, in place of an earlier version of either, whoever wrote that: for
 * systems that one person uses. A running execution is not touched: its plan is frozen into its record.
 * @returns the plan's new version, or CONFLICT where someone else edited it at the same time.
 */
export async function putPlan(items: ItemStore, plan: RecoveryPlan, groups: readonly ProtectionGroup[]): Promise<number | 'CONFLICT'> {
  const [before, earlier] = await Promise.all([findPlan(items, plan.PlanId), groupItems(items, groups.map((group) => group.GroupId))]);
  const Version = (before?.Version ?? 0) + 1;
  const stored: StoredPlan = { ...plan, Version, ...(before?.ActiveExecutionId === undefined ? {} : { ActiveExecutionId: before.ActiveExecutionId }) };
  const active = before?.ActiveExecutionId;
  const outcome = await items.write(
    ...groups.flatMap((group) => groupPut(group, earlier.get(group.GroupId))),
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

/** Nothing where the group is stored as it is. */
function groupPut(group: ProtectionGroup, earlier: Item | undefined): readonly Write[] {
  if (earlier !== undefined && saysTheSame(earlier, group)) return [];
  return [{ kind: 'put', table: 'groups', item: { ...group, Version: (earlier === undefined ? 0 : storedGroup(earlier).Version) + 1 } }];
}

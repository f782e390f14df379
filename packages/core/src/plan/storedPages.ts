import type { StoredGroup } from '../answers/planList.js';
import type { Item, ItemStore } from '../ports/itemStore.js';
import type { StoredPlan } from './plan.js';
import { groupIdsOf } from './protectionGroups.js';
import { storedGroup } from './storedGroup.js';

/** Some of what a table holds, and the id behind which the rest begins; absent where there is no rest. */
export interface StoredPage<T> {
  readonly found: readonly T[];
  readonly last?: string;
}

/** The first items of pages, and whether there are more. */
async function firstOf(pages: AsyncIterable<readonly Item[]>, limit: number): Promise<{ readonly items: readonly Item[]; readonly isAll: boolean }> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
    if (items.length > limit) return { items: items.slice(0, limit), isAll: false };
  }
  return { items, isAll: true };
}

/** A page of plans, in no particular order, behind a plan's id. */
export async function plansPage(items: ItemStore, limit: number, after?: string): Promise<StoredPage<StoredPlan>> {
  const page = await firstOf(items.scan({ table: 'plans', pageSize: limit + 1, ...(after === undefined ? {} : { after: { PlanId: after } }) }), limit);
  const found = page.items as unknown as readonly StoredPlan[];
  return { found, ...(page.isAll ? {} : { last: found.at(-1)?.PlanId ?? '' }) };
}

/** A page of protection groups, in no particular order, behind a group's id. */
export async function groupsPage(items: ItemStore, limit: number, after?: string): Promise<StoredPage<StoredGroup>> {
  const page = await firstOf(items.scan({ table: 'groups', pageSize: limit + 1, ...(after === undefined ? {} : { after: { GroupId: after } }) }), limit);
  const found = page.items.map(storedGroup);
  return { found, ...(page.isAll ? {} : { last: found.at(-1)?.GroupId ?? '' }) };
}

/** The ids of all plans of which a wave names this group, in order. */
export async function plansNaming(items: ItemStore, groupId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of items.scan({ table: 'plans' })) {
    for (const plan of page as unknown as readonly StoredPlan[]) if (groupIdsOf(plan).includes(groupId)) ids.push(plan.PlanId);
  }
  return ids.sort();
}

import { isDeepStrictEqual } from 'node:util';
import { findGroups, findPlan, putPlan, type ItemStore, type StoredGroup, type ValidPlan } from '@drs-orchestration/core';

/**
 * Stores a plan and the groups its file carries; what is stored already as it stands keeps its version. Only one local
 * system writes a folder's records.
 */
export async function storePlan(items: ItemStore, { plan, groups }: ValidPlan): Promise<void> {
  if (await isStored(items, { plan, groups })) return;
  // Nobody else writes local records, so a conflict is our own earlier write, whose answer was lost.
  if ((await putPlan(items, plan, groups)) === 'CONFLICT' && (await putPlan(items, plan, groups)) === 'CONFLICT') {
    throw new Error(`Plan ${plan.PlanId} could not be stored: somebody else writes the same records.`);
  }
}

async function isStored(items: ItemStore, { plan, groups }: Pick<ValidPlan, 'plan' | 'groups'>): Promise<boolean> {
  const stored = await findPlan(items, plan.PlanId);
  if (stored === undefined) return false;
  const { Version: _version, ActiveExecutionId: _active, ...content } = stored;
  if (!isDeepStrictEqual(content, plainly(plan))) return false;
  const found = new Map((await findGroups(items, groups.map((group) => group.GroupId))).map((group) => [group.GroupId, group]));
  return groups.every((group) => {
    const { Version: _groupVersion, ...there } = (found.get(group.GroupId) ?? {}) as Partial<StoredGroup>;
    return isDeepStrictEqual(there, plainly(group));
  });
}

/** As a table gives it back: without what is undefined. */
function plainly<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

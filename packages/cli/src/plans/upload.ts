import type { ProtectionGroup, StoredPlan, ValidPlan } from '@drs-orchestration/core';
import type { ApiClient, PlanToStore } from '../api/apiClient.js';
import type { Difference } from './differences.js';
import { planDifferences, storedSide, type StoredSide } from './storedSide.js';

/** What storing a plan did. */
export interface Upload {
  readonly PlanId: string;
  readonly PlanName: string;
  readonly Version: number;
  /** The version that was stored before; absent where the plan is new. */
  readonly VersionBefore?: number;
  /** Empty: it was stored as it is, and was not written. */
  readonly Changes: readonly Difference[];
}

/**
 * Stores a plan and the groups it carries as the file says, in place of the version that was read; writes nothing
 * where nothing differs. @throws ApiProblem 409 where somebody else changed it meanwhile.
 */
export async function upload(api: ApiClient, valid: Pick<ValidPlan, 'plan' | 'groups'>): Promise<Upload> {
  const stored = await storedSide(api, valid);
  const Changes = planDifferences(stored, valid);
  const before = stored.plan;
  const after = before !== undefined && Changes.length === 0 ? before : await write(api, valid, stored);
  return { PlanId: after.PlanId, PlanName: after.PlanName, Version: after.Version, ...(before === undefined ? {} : { VersionBefore: before.Version }), Changes };
}

async function write(api: ApiClient, { plan, groups }: Pick<ValidPlan, 'plan' | 'groups'>, stored: StoredSide): Promise<StoredPlan> {
  const versions = new Map(stored.groups.map(({ GroupId, Version }) => [GroupId, Version]));
  const versioned = (group: ProtectionGroup): ProtectionGroup & { readonly Version?: number } => {
    const Version = versions.get(group.GroupId);
    return Version === undefined ? group : { ...group, Version };
  };
  const body: PlanToStore = { ...plan, ...(groups.length === 0 ? {} : { ProtectionGroups: groups.map(versioned) }) };
  return stored.plan === undefined ? api.createPlan(body) : api.replacePlan(body, stored.plan.Version);
}

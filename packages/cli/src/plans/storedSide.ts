import type { ProtectionGroup, RecoveryPlan, StoredGroup, StoredPlan, ValidPlan } from '@drs-orchestration/core';
import type { ApiClient } from '../api/apiClient.js';
import { ApiProblem } from '../api/apiProblem.js';
import { differences, type Difference } from './differences.js';

/** What is stored of a plan and of the groups that a file of it carries. */
export interface StoredSide {
  /** Absent where there is none. */
  readonly plan?: StoredPlan;
  readonly groups: readonly StoredGroup[];
}

/** Reads what is stored of a plan and of these groups. */
export async function storedSide(api: ApiClient, { plan, groups }: Pick<ValidPlan, 'plan' | 'groups'>): Promise<StoredSide> {
  const [storedPlan, ...storedGroups] = await Promise.all([found(() => api.plan(plan.PlanId)), ...groups.map(({ GroupId }) => found(() => api.group(GroupId)))]);
  return { ...(storedPlan === undefined ? {} : { plan: storedPlan }), groups: storedGroups.flatMap((group) => group ?? []) };
}

/** What asking gives, or undefined where there is nothing of that name. */
export async function found<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}

/** A stored plan's content, without what only its storing gave it. */
export function planContent({ Version: _version, ActiveExecutionId: _active, ...plan }: StoredPlan): RecoveryPlan {
  return plan;
}

/** A stored group's content, without what only its storing gave it. */
export function groupContent({ Version: _version, ...group }: StoredGroup): ProtectionGroup {
  return group;
}

/** In what a file differs from what is stored, defaults applied on both sides. */
export function planDifferences({ plan: stored, groups: storedGroups }: StoredSide, { plan, groups }: Pick<ValidPlan, 'plan' | 'groups'>): readonly Difference[] {
  return [...differences(stored === undefined ? undefined : planContent(stored), plain(plan)), ...groupsDifferences(storedGroups, groups)];
}

/** Groups that a file does not carry are nobody's difference. */
function groupsDifferences(stored: readonly StoredGroup[], given: readonly ProtectionGroup[]): readonly Difference[] {
  const byId = new Map(stored.map((group) => [group.GroupId, groupContent(group)]));
  return given.flatMap((group) => differences(byId.get(group.GroupId), plain(group), `ProtectionGroups[GroupId ${group.GroupId}]`));
}

/** As JSON carries it: without what is undefined. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

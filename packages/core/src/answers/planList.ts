import type { ProtectionGroup, StoredPlan } from '../plan/plan.js';

/** One plan in a list. */
export interface PlanSummary extends Pick<StoredPlan, 'PlanId' | 'PlanName' | 'Description' | 'Region' | 'Version' | 'ActiveExecutionId'> {
  readonly WaveCount: number;
}

/** A page of plans, in no particular order. */
export interface PlanPage {
  readonly Plans: readonly PlanSummary[];
  /** Asks for the next page; absent on the last one. */
  readonly NextCursor?: string;
}

/** A protection group as the groups table holds it. */
export interface StoredGroup extends ProtectionGroup {
  /** Counts the group's edits, from 1. */
  readonly Version: number;
}

/** A page of protection groups, in no particular order. */
export interface GroupPage {
  readonly ProtectionGroups: readonly StoredGroup[];
  /** Asks for the next page; absent on the last one. */
  readonly NextCursor?: string;
}

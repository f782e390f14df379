import type { ProtectionGroup, StoredPlan } from './plan.js';
import { validatePlan, type PlanValidation } from './validatePlan.js';

/** A stored plan validated by what only the system's own configuration and tables can find wrong with it. */
export function validateStoredPlan(plan: StoredPlan, groups: readonly ProtectionGroup[], ownAccountId: string): PlanValidation {
  const { Version: _version, ActiveExecutionId: _active, ...input } = plan;
  return validatePlan(input, { groups, ownAccountId });
}

import { boundedWaves, longestPathSeconds } from './executionBounds.js';
import type { Fault, ProtectionGroup, RecoveryPlan } from './plan.js';
import { machineBoundSeconds } from './planLimits.js';
import { groupIdsOf } from './protectionGroups.js';

const missingRole = 'is needed to reach another account: without it only the account that the system runs in can be the target';

/**
 * The fault of a plan that targets another account than the system's own without naming a role to assume there (R6.1).
 * Only who starts an execution knows the own account.
 */
export function targetRoleFault(plan: Pick<RecoveryPlan, 'TargetAccountId' | 'AssumeRoleName'>, ownAccountId: string): Fault | undefined {
  if (plan.TargetAccountId === undefined || plan.TargetAccountId === ownAccountId || plan.AssumeRoleName !== undefined) return undefined;
  return { path: 'AssumeRoleName', message: `is missing: account ${plan.TargetAccountId} is not the system's own (${ownAccountId}), so name the role to assume there` };
}

/** What is allowed in a plan but probably not meant. `ownAccountId`: the system's account, where it is known. */
export function planWarnings(
  plan: RecoveryPlan,
  carried: readonly ProtectionGroup[],
  known: readonly ProtectionGroup[],
  ownAccountId?: string,
): Fault[] {
  const warnings: Fault[] = [];
  const foreign = plan.TargetAccountId !== undefined && plan.TargetAccountId !== ownAccountId;
  if (foreign && plan.AssumeRoleName === undefined) warnings.push({ path: 'AssumeRoleName', message: missingRole });
  if (plan.TargetAccountId === undefined && plan.AssumeRoleName !== undefined) {
    warnings.push({ path: 'AssumeRoleName', message: 'is not used: without a TargetAccountId the plan runs in the own account' });
  }
  if (plan.ExternalId !== undefined && plan.AssumeRoleName === undefined) {
    warnings.push({ path: 'ExternalId', message: 'is not used: there is no AssumeRoleName' });
  }
  plan.Waves.forEach((wave, index) => {
    if (wave.ExecutionOrder !== undefined && wave.ExecutionType === 'PARALLEL') {
      warnings.push({ path: `Waves[${index}].ExecutionOrder`, message: 'is not used: the wave is PARALLEL, so its servers are launched together' });
    }
  });
  const used = groupIdsOf(plan);
  carried.forEach((group, index) => {
    if (!used.includes(group.GroupId)) warnings.push({ path: `ProtectionGroups[${index}]`, message: `no wave launches group ${group.GroupId}` });
  });
  if (longestPathSeconds(boundedWaves(plan, known), 'RECOVERY') > machineBoundSeconds) {
    warnings.push({ path: 'Waves', message: 'could by their own bounds last longer than the 14 days after which an execution is ended' });
  }
  return warnings;
}

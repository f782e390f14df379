import type { RecoveryPlan } from '@drs-orchestration/core';
import { defaultAccount, type World } from '@drs-orchestration/testkit';

/** The account in which a plan's servers are, and the role to enter it by. */
export function targetOf(plan: RecoveryPlan): Pick<World, 'Account' | 'TargetAccount' | 'Roles'> {
  if (plan.TargetAccountId === undefined) return { Account: defaultAccount };
  const Arn = `arn:aws:iam::${plan.TargetAccountId}:role/${plan.AssumeRoleName}`;
  return { Account: defaultAccount, TargetAccount: plan.TargetAccountId, Roles: [{ Arn, ...(plan.ExternalId === undefined ? {} : { ExternalId: plan.ExternalId }) }] };
}

import { RetryableError } from '../errors.js';
import { findPlan } from '../plan/plans.js';
import type { ItemStore } from '../ports/itemStore.js';

/** How often a release is tried when other writers are at the plan. */
const attempts = 10;

/**
 * Releases a plan's lock where it is this execution's (design section 3); another's is left alone.
 * @throws RetryableError `LockContention` where other writers were at the plan all the time: it is still held.
 */
export async function releaseLock(items: ItemStore, planId: string, executionId: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await items.write({ kind: 'update', table: 'plans', key: { PlanId: planId }, remove: ['ActiveExecutionId'], expect: { ActiveExecutionId: { is: 'EQUAL', to: executionId } } });
    if (outcome === 'WRITTEN' || (await findPlan(items, planId))?.ActiveExecutionId !== executionId) return;
  }
  throw new RetryableError('LockContention', `The lock of plan ${planId} could not be released: other writers were at it. It is tried again.`);
}

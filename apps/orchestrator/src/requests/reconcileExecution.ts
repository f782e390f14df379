import { reconcile, type ReconcileResult } from '@drs-orchestration/core';
import type { ApiContext } from './apiContext.js';
import { Problem } from './problem.js';
import type { RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

/**
 * Finds out what became of waves that timed out, or ended with launches in the air (design section 4).
 * @throws Problem 409 while the execution has not ended, or where there is no such wave.
 */
export async function reconcileExecution(context: ApiContext, { id, caller }: RoutedRequest): Promise<Served<200, ReconcileResult>> {
  const outcome = await reconcile(context, id, caller);
  if (outcome.kind === 'RECONCILED') return served(200, outcome.result);
  const { Status } = outcome.header;
  if (outcome.kind === 'NOT_ENDED') throw new Problem(409, `Execution ${id} is ${Status}: its jobs are still followed. Reconcile it once it has ended.`, { ExecutionId: id, Status });
  throw new Problem(409, `Execution ${id} is ${Status}: no wave of it is TIMEOUT, all its launches are known to be over, and there is nothing to reconcile.`, { ExecutionId: id, Status });
}

import { retryExecution as retry } from '@drs-orchestration/core';
import type { ApiContext } from './apiContext.js';
import { badRequest, Problem } from './problem.js';
import type { RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

/** A retry that was accepted. */
export interface AcceptedRetry {
  readonly ExecutionId: string;
  readonly RetryOf: string;
}

/**
 * Starts an execution that launches only what another one did not recover; the running one where that is under way.
 * @throws Problem 404 where the plan is gone, 409 where there is nothing to retry or something is in the way, 400 where
 * the plan as it is stored now cannot be run.
 */
export async function retryExecution(context: ApiContext, { id: executionId, caller }: RoutedRequest): Promise<Served<202, AcceptedRetry>> {
  const outcome = await retry(context, executionId, caller);
  switch (outcome.kind) {
    case 'STARTED':
    case 'ALREADY_RUNNING':
      return served(202, { ExecutionId: outcome.executionId, RetryOf: executionId });
    case 'PLAN_UNKNOWN':
      throw new Problem(404, `The plan of execution ${executionId} is not stored any more. Put it again, then retry.`);
    case 'NOTHING_TO_LAUNCH':
      throw new Problem(409, `Every server that the plan names now was recovered by execution ${executionId} or before it: there is nothing to launch.`);
    case 'CONFLICT':
    case 'REFUSED':
      throw new Problem(409, outcome.message, outcome.executionId === undefined ? {} : { ExecutionId: outcome.executionId });
    case 'FAULTY':
      throw badRequest(`The plan of execution ${executionId} cannot be run as it is stored.`, outcome.faults);
  }
}

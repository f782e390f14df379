import { cancelling, reasonOf, unixSeconds, type ExecutionHeader } from '@drs-orchestration/core';
import type { ApiContext } from './apiContext.js';
import { Problem } from './problem.js';

/**
 * Cancels an execution (design section 8): CANCELLING first, so that nothing new launches, then its machine is
 * stopped; the poller repeats that until it is so and follows what was launched to its end.
 * @throws Problem 409 where it has ended already.
 */
export async function cancelExecution(context: ApiContext, executionId: string, by: string, reason: string | undefined): Promise<ExecutionHeader> {
  const header = await context.executions.changeHeader(executionId, (current) => cancelling(current, by, unixSeconds(context.clock), reason));
  if (header.Status !== 'CANCELLING') throw new Problem(409, `Execution ${executionId} has ended: it is ${header.Status}.`, { ExecutionId: executionId, Status: header.Status });
  try {
    await context.machine.stop(executionId, `cancelled by ${by}`);
  } catch (error) {
    context.logger.warn('the state machine could not be stopped: the poller will', { ExecutionId: executionId, reason: reasonOf(error) });
  }
  return header;
}

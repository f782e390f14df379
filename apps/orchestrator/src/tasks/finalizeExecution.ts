import { afterEnd, finalize, type Failure } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** Gives the execution its final status, its message and its lock's release; tells whether there is a drill to clean up. */
export async function finalizeExecution(context: OrchestratorContext, executionId: string, failure: Failure): Promise<{ readonly CleanUp: boolean }> {
  const execution = await finalize(context, executionId, failure);
  const header = await afterEnd(context, execution);
  context.logger.info('execution ended', { ExecutionId: executionId, Status: header.Status, DurationSeconds: (header.EndTime ?? header.StartTime) - header.StartTime });
  return { CleanUp: header.CleanUp?.Status === 'PENDING' || header.CleanUp?.Status === 'IN_PROGRESS' };
}

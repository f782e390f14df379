import { reasonOf } from '@drs-orchestration/core';
import type { FinderContext } from './context.js';
import { fewAtATime } from './fewAtATime.js';
import type { OpenRun } from './watchedExecutions.js';

/**
 * Hands every open run to the orchestrator's repair (design section 9). A failed call is made again in a minute; never
 * rejects.
 * @param signal gives up calls that are still refused
 */
export async function callRepairs(context: FinderContext, open: readonly OpenRun[], signal: AbortSignal): Promise<void> {
  await fewAtATime(open, async ({ ExecutionId }) => {
    try {
      await context.functions.invokeRepair({ ExecutionId }, signal);
    } catch (error) {
      context.logger.error('a repair could not be called: it is in a minute', { ExecutionId, reason: reasonOf(error) });
    }
  });
}

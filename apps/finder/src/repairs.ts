import type { FinderContext } from './context.js';
import { findOpenRuns, type OpenRun } from './watchedExecutions.js';

/** Hands every open run to the orchestrator's repair (design section 9). A failed call is made again in a minute. Returns those runs. */
export async function callRepairs(context: FinderContext): Promise<readonly OpenRun[]> {
  const open = await findOpenRuns(context.items);
  await Promise.all(
    open.map(async ({ ExecutionId }) => {
      try {
        await context.functions.invokeRepair({ ExecutionId });
      } catch (error) {
        context.logger.error('a repair could not be called: it is in a minute', { ExecutionId, reason: error instanceof Error ? error.message : String(error) });
      }
    }),
  );
  return open;
}

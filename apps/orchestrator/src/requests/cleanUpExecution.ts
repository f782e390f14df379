import { cleanUpAgain, cleanUpIsDue, cleanUpName, isFinal, reasonOf, type CleanUp, type ExecutionHeader, type StoredExecution } from '@drs-orchestration/core';
import type { ApiContext } from './apiContext.js';
import { Problem } from './problem.js';
import type { RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

/** What a clean-up was asked for, and how it stands. */
export interface CleanUpAccepted {
  readonly ExecutionId: string;
  readonly CleanUp: CleanUp;
}

/**
 * Has what an ended drill launched terminated, whatever its plan says and however often that was tried (design sections
 * 5 and 8). Noted first, then started in a machine of its own: one that cannot be started now is by the repair. While a
 * clean-up is due or under way, no other is begun.
 * @throws Problem 409 for a recovery, an execution that has not ended, or one that launched nothing.
 */
export async function cleanUpExecution(context: ApiContext, { id }: RoutedRequest): Promise<Served<202, CleanUpAccepted>> {
  assertCleanable(await context.executions.load(id));
  const header = await context.executions.changeHeader(id, (current) => cleanUpAgain(current));
  const { CleanUp } = header;
  if (CleanUp === undefined) throw new Error(`execution ${id} has no clean-up although one was noted`);
  // Run 0 is in the execution's own machine. A machine that runs already is not started twice.
  if (cleanUpIsDue(header) && CleanUp.Run > 0) await start(context, header, CleanUp.Run);
  return served(202, { ExecutionId: id, CleanUp });
}

function assertCleanable({ header, waves }: StoredExecution): void {
  const { ExecutionId, Status } = header;
  if (header.ExecutionType === 'RECOVERY') throw new Problem(409, `Execution ${ExecutionId} is a recovery: what it launched is in use. Only a drill is cleaned up.`, { ExecutionId, Status });
  if (!isFinal(Status)) throw new Problem(409, `Execution ${ExecutionId} is ${Status}. Clean it up once it has ended, or cancel it.`, { ExecutionId, Status });
  const launched = waves.some((wave) => Object.values(wave.Calls).some((call) => call.JobId !== undefined));
  if (!launched) throw new Problem(409, `Execution ${ExecutionId} launched nothing: there is nothing to clean up.`, { ExecutionId, Status });
}

async function start(context: ApiContext, { ExecutionId }: ExecutionHeader, run: number): Promise<void> {
  try {
    await context.machine.start(cleanUpName(ExecutionId, run), { Mode: 'CLEANUP', ExecutionId });
  } catch (error) {
    context.logger.error('the clean-up could not be started: the repair will', { ExecutionId, reason: reasonOf(error) });
  }
}

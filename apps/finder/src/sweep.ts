import { dueAt, reasonOf, unixSeconds } from '@drs-orchestration/core';
import type { FinderContext } from './context.js';
import { fewAtATime } from './fewAtATime.js';
import { findWatchedExecutions, type WatchedExecution } from './watchedExecutions.js';

/** How many calls of pollers succeeded and failed. */
export interface Invocations {
  readonly successful: number;
  readonly failed: number;
}

/** What one sweep found, and the calls it began; they never reject. */
export interface Sweep {
  readonly executions: readonly WatchedExecution[];
  readonly calls: Promise<Invocations>;
}

/**
 * One sweep: calls a poller, asynchronously, for each execution that is due (T1.3.1). One that fails stops no other
 * (T1.3.2), nor does one that Lambda refuses for a while: nobody waits for it. `calledFor` remembers the poll
 * each was called for, so that a poller that has not yet claimed its poll is not called twice.
 * @param signal gives up calls that are still refused
 */
export async function sweep(context: FinderContext, calledFor: Map<string, string>, signal: AbortSignal): Promise<Sweep> {
  const executions = await findWatchedExecutions(context.items);
  const now = unixSeconds(context.clock);
  const due = executions.filter((execution) => {
    const at = dueAt(execution);
    const called = calledFor.get(execution.ExecutionId) === pollOf(execution);
    context.logger.info(at > now ? 'not due yet' : called ? 'due, and called already' : 'due', {
      ExecutionId: execution.ExecutionId,
      Phase: execution.Phase,
      SecondsSincePoll: execution.LastPolledTime === undefined ? undefined : now - execution.LastPolledTime,
      NextPollTime: at,
    });
    return at <= now && !called;
  });
  return { executions, calls: callPollers(context, due, calledFor, signal) };
}

async function callPollers(context: FinderContext, due: readonly WatchedExecution[], calledFor: Map<string, string>, signal: AbortSignal): Promise<Invocations> {
  // From here on: what still waits its turn at the next sweep is not called twice.
  for (const execution of due) calledFor.set(execution.ExecutionId, pollOf(execution));
  let successful = 0;
  await fewAtATime(due, async (execution) => {
    if (await callPoller(context, execution, calledFor, signal)) successful += 1;
  });
  return { successful, failed: due.length - successful };
}

async function callPoller(context: FinderContext, execution: WatchedExecution, calledFor: Map<string, string>, signal: AbortSignal): Promise<boolean> {
  const NextPollTime = dueAt(execution);
  try {
    await context.functions.invokePoller({ ExecutionId: execution.ExecutionId, NextPollTime }, signal);
    return true;
  } catch (error) {
    if (calledFor.get(execution.ExecutionId) === pollOf(execution)) calledFor.delete(execution.ExecutionId);
    context.logger.error('a poller could not be called: it is at the next sweep', { ExecutionId: execution.ExecutionId, reason: reasonOf(error) });
    return false;
  }
}

/** Which poll is due. Not its time alone: a cancel wants one at once, maybe in the second for which one was called before. */
function pollOf(execution: WatchedExecution): string {
  return `${execution.Status}, ${dueAt(execution)} after ${execution.LastPolledTime ?? 'none'}`;
}

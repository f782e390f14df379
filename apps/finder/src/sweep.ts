import { dueAt, unixSeconds } from '@drs-orchestration/core';
import type { FinderContext } from './context.js';
import { findWatchedExecutions, type WatchedExecution } from './watchedExecutions.js';

/** How many calls of pollers succeeded and failed. */
export interface Invocations {
  readonly successful: number;
  readonly failed: number;
}

/** What one sweep found and did. */
export interface Sweep extends Invocations {
  readonly executions: readonly WatchedExecution[];
}

/**
 * One sweep: calls a poller, asynchronously, for each execution that is due (T1.3.1). One that fails stops no other
 * (T1.3.2). `calledFor` remembers the `NextPollTime` each was called for, so that a poller that has not yet claimed
 * its poll is not called twice.
 */
export async function sweep(context: FinderContext, calledFor: Map<string, number>): Promise<Sweep> {
  const executions = await findWatchedExecutions(context.items);
  const now = unixSeconds(context.clock);
  const due = executions.filter((execution) => {
    const at = dueAt(execution);
    const called = calledFor.get(execution.ExecutionId) === at;
    context.logger.info(at > now ? 'not due yet' : called ? 'due, and called already' : 'due', {
      ExecutionId: execution.ExecutionId,
      Phase: execution.Phase,
      SecondsSincePoll: execution.LastPolledTime === undefined ? undefined : now - execution.LastPolledTime,
      NextPollTime: at,
    });
    return at <= now && !called;
  });
  const results = await Promise.all(due.map((execution) => callPoller(context, execution, calledFor)));
  const successful = results.filter(Boolean).length;
  return { executions, successful, failed: results.length - successful };
}

async function callPoller(context: FinderContext, execution: WatchedExecution, calledFor: Map<string, number>): Promise<boolean> {
  const NextPollTime = dueAt(execution);
  try {
    await context.functions.invokePoller({ ExecutionId: execution.ExecutionId, NextPollTime });
    calledFor.set(execution.ExecutionId, NextPollTime);
    return true;
  } catch (error) {
    context.logger.error('a poller could not be called: it is at the next sweep', { ExecutionId: execution.ExecutionId, reason: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

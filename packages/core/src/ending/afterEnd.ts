import { TerminalError } from '../errors.js';
import type { Executions, StoredExecution } from '../execution/executions.js';
import type { ExecutionHeader } from '../execution/records.js';
import { isFinal } from '../execution/statuses.js';
import { releaseLock } from '../execution/planLock.js';
import type { Ports } from '../ports/index.js';
import { unixSeconds } from '../ports/clock.js';
import { endMessage } from './messages.js';

/** How long a message that cannot be published is tried again. Seconds. */
const notifyPatienceSeconds = 3600;

/** What doing what is left after an end needs. */
export type AfterEndContext = Pick<Ports, 'clock' | 'items' | 'notifier' | 'logger'> & { readonly executions: Executions };

/**
 * Does what is left to do once an execution has its final status (design section 9): its message, at least once;
 * its lock; and, when its clean-up is over too, its place in OpenIndex. Each step is recorded, so repeating is
 * harmless. A message that fails is logged and never fails the execution (R8.4).
 */
export async function afterEnd(context: AfterEndContext, execution: StoredExecution): Promise<ExecutionHeader> {
  const { header } = execution;
  if (!isFinal(header.Status)) throw new TerminalError('ExecutionNotEnded', `Execution ${header.ExecutionId} is ${header.Status}; it has not ended.`);
  if (header.NotificationStatus === 'PENDING') await notifyOfEnd(context, execution);
  if (header.Locked) {
    await releaseLock(context.items, header.PlanId, header.ExecutionId);
    await context.executions.changeHeader(header.ExecutionId, (current) => ({ ...current, Locked: false }));
  }
  return context.executions.changeHeader(header.ExecutionId, closed);
}

/** The header without its place in OpenIndex, where nothing is left to do. */
export function closed(header: ExecutionHeader): ExecutionHeader {
  const cleanUpOver = header.CleanUp === undefined || !['PENDING', 'IN_PROGRESS'].includes(header.CleanUp.Status);
  if (!isFinal(header.Status) || header.Locked || header.NotificationStatus === 'PENDING' || !cleanUpOver) return header;
  const { Open: _open, ...rest } = header;
  return rest;
}

async function notifyOfEnd(context: AfterEndContext, execution: StoredExecution): Promise<void> {
  const status = await published(context, execution);
  if (status === undefined) return;
  await context.executions.changeHeader(execution.header.ExecutionId, (current) => (current.NotificationStatus === 'PENDING' ? { ...current, NotificationStatus: status } : current));
}

async function published(context: AfterEndContext, { header, waves }: StoredExecution): Promise<'SENT' | 'FAILED' | 'NOT_CONFIGURED' | undefined> {
  if (header.SnsTopicArn === undefined) return 'NOT_CONFIGURED';
  try {
    await context.notifier.publish(endMessage(header.SnsTopicArn, header, waves));
    return 'SENT';
  } catch (error) {
    const givenUp = unixSeconds(context.clock) > (header.EndTime ?? 0) + notifyPatienceSeconds;
    const reason = error instanceof Error ? error.message : String(error);
    context.logger.error(givenUp ? 'the message about the end could not be published: given up' : 'the message about the end could not be published: it is tried again', { ExecutionId: header.ExecutionId, reason });
    return givenUp ? 'FAILED' : undefined;
  }
}

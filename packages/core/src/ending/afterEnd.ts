import { TerminalError, reasonOf } from '../errors.js';
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
export interface AfterEndContext extends Pick<Ports, 'clock' | 'items' | 'notifier' | 'logger'> {
  readonly executions: Executions;
  /** Days after its end that a record is kept; absent: for ever. */
  readonly historyRetentionDays?: number;
}

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
  return closeIfDone(context, header.ExecutionId);
}

const daySeconds = 86_400;

/**
 * Takes a run of which nothing is open any more out of OpenIndex; where a retention is set, its items get the time at
 * which they may go, the waves first: a run that is still in OpenIndex is looked at again.
 * @returns the header as it then is.
 */
export async function closeIfDone(context: Pick<AfterEndContext, 'executions' | 'historyRetentionDays'>, executionId: string): Promise<ExecutionHeader> {
  const { executions, historyRetentionDays } = context;
  const { header, waves } = await executions.load(executionId);
  if (!isDone(header)) return header;
  const ExpiresAt = historyRetentionDays === undefined ? undefined : (header.EndTime ?? header.StartTime) + historyRetentionDays * daySeconds;
  if (ExpiresAt !== undefined) await Promise.all(waves.map((wave) => executions.changeWave(executionId, wave.WaveNumber, (current) => ({ ...current, ExpiresAt }))));
  return executions.changeHeader(executionId, (current) => {
    const done = closed(current);
    return done === current || ExpiresAt === undefined ? done : { ...done, ExpiresAt };
  });
}

/** The header without its place in OpenIndex, where nothing is left to do. */
export function closed(header: ExecutionHeader): ExecutionHeader {
  if (!isDone(header)) return header;
  const { Open: _open, ...rest } = header;
  return rest;
}

/** Whether nothing is left to do for a run (design section 9). */
export function isDone(header: ExecutionHeader): boolean {
  const cleanUpOver = header.CleanUp === undefined || !['PENDING', 'IN_PROGRESS'].includes(header.CleanUp.Status);
  return isFinal(header.Status) && !header.Locked && header.NotificationStatus !== 'PENDING' && cleanUpOver;
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
    const reason = reasonOf(error);
    context.logger.error(givenUp ? 'the message about the end could not be published: given up' : 'the message about the end could not be published: it is tried again', { ExecutionId: header.ExecutionId, reason });
    return givenUp ? 'FAILED' : undefined;
  }
}

import { reasonOf } from '@drs-orchestration/core';
import type { Notification } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** Publishes a message on the way; one that fails is logged and changes nothing about the run (R8.4). */
export async function notify(context: Pick<OrchestratorContext, 'notifier' | 'logger'>, executionId: string, notification: Notification): Promise<void> {
  try {
    await context.notifier.publish(notification);
  } catch (error) {
    context.logger.error('a message could not be published', { ExecutionId: executionId, subject: notification.subject, reason: reasonOf(error) });
  }
}

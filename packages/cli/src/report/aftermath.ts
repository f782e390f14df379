import { isFinal, type ExecutionView } from '@drs-orchestration/core';
import { counted } from '../display/listing.js';
import type { Aftermath } from './report.js';

/** What became of the instances and of the message about the end. */
export function aftermath(view: ExecutionView): Aftermath {
  const servers = view.Waves.flatMap((wave) => wave.Servers).filter((server) => server.InstanceId !== undefined);
  const Instances = servers.length;
  const Terminated = servers.filter((server) => server.TerminatedTime !== undefined).length;
  return { ...(view.CleanUp === undefined ? {} : { CleanUp: view.CleanUp }), Instances, Terminated, Sentence: sentence(view, Instances, Terminated), Notification: notification(view) };
}

function sentence(view: ExecutionView, instances: number, terminated: number): string {
  const left = instances - terminated;
  const { CleanUp: cleanUp } = view;
  switch (cleanUp?.Status) {
    case 'COMPLETED':
      if (cleanUp.TerminatedCount === 0 && instances === 0) return 'No instance was launched, so none had to be terminated.';
      return `The clean-up terminated ${counted(cleanUp.TerminatedCount, 'instance')}; none is left.`;
    case 'FAILED':
      return `The clean-up could not terminate everything: ${counted(cleanUp.TerminatedCount, 'instance')} terminated, ${Math.max(left, cleanUp.Remaining.length)} left${cleanUp.Error === undefined ? '.' : `. ${cleanUp.Error}`}`;
    case 'IN_PROGRESS':
    case 'PENDING':
      return isFinal(view.Status) ? `The clean-up is not over: ${terminated} of ${counted(instances, 'instance')} terminated so far.` : 'The clean-up follows the end.';
    case 'NOT_NEEDED':
    case undefined:
      return withoutCleanUp(view, instances, left);
  }
}

function withoutCleanUp(view: ExecutionView, instances: number, left: number): string {
  if (!isFinal(view.Status)) return view.ExecutionType === 'DRILL' && view.TerminateAfterDrill ? 'The clean-up follows the end.' : `${counted(instances, 'instance')} launched so far.`;
  if (instances === 0) return 'No instance was launched, so none had to be terminated.';
  if (left === 0) return `${counted(instances, 'instance')} launched and terminated since; none is left.`;
  const why = view.ExecutionType === 'RECOVERY' ? 'A recovery keeps what it launched' : view.TerminateAfterDrill ? 'No clean-up is on record' : "The plan keeps a drill's instances (TerminateAfterDrill is false)";
  return `${why}: ${counted(left, 'instance')} left running.`;
}

function notification({ NotificationStatus: status, Status }: ExecutionView): string {
  if (status !== undefined) return messages[status];
  return isFinal(Status) ? 'The record does not tell whether a message about the end was sent.' : 'A message follows the end, where a topic is configured.';
}

const messages: Readonly<Record<NonNullable<ExecutionView['NotificationStatus']>, string>> = {
  SENT: 'The message about the end was sent.',
  FAILED: 'The message about the end could not be sent.',
  NOT_CONFIGURED: 'No topic is configured, so no message about the end was sent.',
  PENDING: 'The message about the end has not been sent yet.',
};

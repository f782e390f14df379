import { hasEnded } from './design.js';
import type { Invariant } from './invariant.js';
import { serversOf } from './reading.js';

interface EndMessage {
  readonly Type: string;
  readonly ExecutionId: string;
  readonly [field: string]: unknown;
}

/** R8: people hear of each end at least once, or the log tells why not. */
export const endIsTold: Invariant = {
  name: 'each end is told at least once with all its fields, or its failure is logged; without a topic nothing is published',
  ids: ['P23', 'P24', 'P25', 'R8.1', 'R8.2', 'R8.3', 'R8.4', 'R8.5'],
  atEnd: (execution, { system }) => {
    const { header, failedAtEnd = [] } = execution;
    // A reconcile may come before the message or after it.
    const statuses = [header.Status, ...(header.Reconciliations ?? []).map(({ Before }) => Before)];
    if (!hasEnded(header.Status)) return [];
    const ends = system.emulator.messages.map(({ message }) => JSON.parse(message) as EndMessage).filter((message) => message.ExecutionId === header.ExecutionId && message.Type === 'ExecutionEnded');
    const topic = header.SnsTopicArn;
    if (topic === undefined) return ends.length > 0 ? ['a message was published without a topic'] : [];
    if (ends.length === 0) {
      const logged = header.NotificationStatus === 'FAILED' && system.errors.some((line) => line.includes('message about the end') && line.includes(header.ExecutionId));
      return logged ? [] : [`nobody was told that ${header.ExecutionId} is ${header.Status} (${header.NotificationStatus})`];
    }
    return ends.flatMap((message) => {
      const findings: string[] = [];
      if (!statuses.some((status) => status === message['Status'])) findings.push(`the message says ${String(message['Status'])}, the record ${header.Status}`);
      if (message['PlanId'] !== header.PlanId) findings.push(`the message is about plan ${String(message['PlanId'])}`);
      if (message['Duration'] !== (header.EndTime ?? 0) - header.StartTime) findings.push(`the message's Duration is ${String(message['Duration'])}`);
      if (message['ServerCount'] !== serversOf(execution).length) findings.push(`the message's ServerCount is ${String(message['ServerCount'])}`);
      const named = new Set(((message['Servers'] ?? []) as readonly { readonly SourceServerId: string }[]).map((server) => server.SourceServerId));
      const missing = message['Status'] === 'COMPLETED' ? [] : failedAtEnd.filter((id) => !named.has(id));
      if (missing.length > 0) findings.push(`the message does not name ${missing.join(', ')}`);
      return findings;
    });
  },
};

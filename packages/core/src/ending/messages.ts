import { errorsOf } from '../execution/view.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';
import { countsAsLaunched } from '../execution/statuses.js';
import type { Notification } from '../ports/notifier.js';

/** How many errors and servers a message lists: SNS takes 256 KB. */
const listed = 100;

/** The message about an execution's end (R8.1, R8.2, R8.5). `Duration` is in seconds. */
export function endMessage(topicArn: string, header: ExecutionHeader, waves: readonly WaveRecord[]): Notification {
  const servers = waves.flatMap((wave) => wave.Servers);
  const summary = {
    Type: 'ExecutionEnded',
    ...naming(header),
    Status: header.Status,
    Duration: (header.EndTime ?? header.StartTime) - header.StartTime,
    ServerCount: servers.length,
    LaunchedCount: servers.filter((server) => countsAsLaunched(server.Status)).length,
  };
  const trouble = {
    Errors: errorsOf(header, waves).slice(0, listed),
    Servers: servers.filter((server) => server.TimeoutDetected === true || (server.Status !== 'LAUNCHED' && server.Status !== 'TERMINATED')).map((server) => ({ SourceServerId: server.SourceServerId, Status: server.Status })).slice(0, listed),
  };
  return { topicArn, subject: subject(`${header.ExecutionType} ${header.PlanName}: ${header.Status}`), message: header.Status === 'COMPLETED' ? summary : { ...summary, ...trouble } };
}

/** The message that asks for an approval, and says how to answer (design section 8). `Duration` is in seconds so far, `ServerCount` the wave's. */
export function approvalMessage(topicArn: string, header: ExecutionHeader, wave: WaveRecord): Notification {
  const answer = (decision: string): string => `drsctl executions ${decision} ${header.ExecutionId} --wave ${wave.WaveNumber} --reason "..."`;
  return {
    topicArn,
    subject: subject(`${header.ExecutionType} ${header.PlanName}: wave ${wave.WaveNumber} awaits approval`),
    message: {
      Type: 'ApprovalRequested',
      ...naming(header),
      Status: header.Status,
      Duration: (wave.Approval?.RequestedAt ?? header.StartTime) - header.StartTime,
      ServerCount: wave.Servers.length,
      WaveNumber: wave.WaveNumber,
      WaveName: wave.WaveName,
      ExpiresAt: wave.Approval?.ExpiresAt,
      Approve: answer('approve'),
      Reject: answer('reject'),
    },
  };
}

/**
 * The message that a wave timed out, sent at once; the final status follows when its jobs are over (design section 4).
 * `Duration` is in seconds so far, `ServerCount` the wave's.
 */
export function timeoutMessage(topicArn: string, header: ExecutionHeader, wave: WaveRecord): Notification {
  return {
    topicArn,
    subject: subject(`${header.ExecutionType} ${header.PlanName}: wave ${wave.WaveNumber} timed out`),
    message: {
      Type: 'WaveTimedOut',
      ...naming(header),
      Status: header.Status,
      Duration: (wave.EndTime ?? header.StartTime) - header.StartTime,
      ServerCount: wave.Servers.length,
      WaveNumber: wave.WaveNumber,
      WaveName: wave.WaveName,
      Servers: wave.Servers.filter((server) => server.TimeoutDetected === true).map((server) => ({ SourceServerId: server.SourceServerId, Status: server.Status })).slice(0, listed),
    },
  };
}

function naming(header: ExecutionHeader): Readonly<Record<string, string>> {
  return { ExecutionId: header.ExecutionId, PlanId: header.PlanId, PlanName: header.PlanName, ExecutionType: header.ExecutionType };
}

/** SNS takes subjects of up to 100 printable ASCII characters. */
function subject(text: string): string {
  return text.replace(/[^ -~]/g, '?').slice(0, 100);
}

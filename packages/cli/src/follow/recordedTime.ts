import type { ExecutionStatus, ExecutionView, ServerView, WaveView } from '@drs-orchestration/core';
import type { RunEventDetail } from './events.js';

/** When an event happened, as far as the execution's record has it: Unix seconds. */
export function recordedTime(event: RunEventDetail, view: ExecutionView): number | undefined {
  const wave = 'WaveNumber' in event ? view.Waves.find(({ WaveNumber }) => WaveNumber === event.WaveNumber) : undefined;
  switch (event.Type) {
    case 'ExecutionStarted':
      return view.StartTime;
    case 'ExecutionEnded':
      return view.EndTime;
    case 'CancelRequested':
      return view.Cancel?.At;
    case 'ExecutionStatusChanged':
      return statusTime(event.Status, view);
    case 'CleanUpStarted':
      return view.CleanUp?.StartedAt;
    case 'CleanUpEnded':
      return view.CleanUp?.EndedAt;
    default:
      return wave === undefined ? undefined : timeInWave(event, wave);
  }
}

/** RUNNING and POLLING are not on record by themselves: the machine starts at once, and the first launch makes it POLLING. */
function statusTime(status: ExecutionStatus, view: ExecutionView): number | undefined {
  if (status === 'CANCELLING') return view.Cancel?.At;
  if (status === 'RUNNING') return view.StartTime;
  const launches = view.Waves.flatMap((wave) => wave.Servers).flatMap((server) => server.LaunchTime ?? []);
  return launches.length === 0 ? undefined : Math.min(...launches);
}

function timeInWave(event: RunEventDetail, wave: WaveView): number | undefined {
  switch (event.Type) {
    case 'WaveAwaitingApproval':
      return wave.Approval?.RequestedAt;
    case 'WaveApprovalAnswered':
      return wave.Approval?.At;
    case 'WaveStarted':
      return wave.StartTime;
    case 'WaveEnded':
      return wave.EndTime;
    case 'WaveWaitingForSlot':
      return event.Since;
    case 'JobStarted':
      return wave.Jobs.find(({ RecoveryJobId }) => RecoveryJobId === event.RecoveryJobId)?.At;
    case 'ServerStatusChanged':
      return serverOf(event, wave)?.TransitionHistory.findLast(({ Status }) => Status === event.Status)?.At;
    case 'ServerTimedOut': {
      const launched = serverOf(event, wave)?.LaunchTime;
      return launched === undefined ? undefined : launched + wave.TimeoutSeconds;
    }
    case 'ServerHealthChanged':
      // Its end is not on record; it follows the launch.
      return serverOf(event, wave)?.LaunchedTime;
    default:
      return undefined;
  }
}

function serverOf({ SourceServerId }: { readonly SourceServerId: string }, wave: WaveView): ServerView | undefined {
  return wave.Servers.find((server) => server.SourceServerId === SourceServerId);
}

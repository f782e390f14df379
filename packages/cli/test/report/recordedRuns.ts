import type { DrsPhase, ExecutionView, ServerStatus, ServerView, WaveView } from '@drs-orchestration/core';
import { aServer, aView, aWave } from '../support/views.js';

/** When these runs start: 2026-11-21 00:00:00 UTC. */
export const start = 1_795_219_200;

/** DRS's phases of a launch that was called at a time: snapshot, conversion and launch end 10, 60 and 300 s later. */
export function phases(called: number, seconds: { readonly snapshot?: number; readonly conversion?: number; readonly launch?: number } = {}): readonly DrsPhase[] {
  const { snapshot = 10, conversion = 60, launch = 300 } = seconds;
  return [
    { Phase: 'SNAPSHOT', StartTime: called + 5, EndTime: called + snapshot },
    { Phase: 'CONVERSION', StartTime: called + snapshot, EndTime: called + conversion },
    { Phase: 'LAUNCH', StartTime: called + conversion, EndTime: called + launch },
  ];
}

/** A server whose launch was called at a time, was over after 300 s, and was seen so `delay` seconds later. */
export function launched(id: string, called: number, delay: number = 12, fields: Partial<ServerView> = {}): ServerView {
  const seen = called + 300 + delay;
  const statuses: readonly (readonly [ServerStatus, number])[] = [['LAUNCHING', called], ['PENDING', called + 15], ['IN_PROGRESS', called + 75], ['LAUNCHED', seen]];
  return aServer(id, {
    Status: 'LAUNCHED', HostName: `host-${id}`, RecoveryJobId: `drsjob-${called}`, InstanceId: `i-${id}`, PrivateIpAddress: '10.0.0.7',
    LaunchTime: called, LaunchedTime: seen, DrsPhases: phases(called), HealthStatus: 'PASSED', PollAttempts: 9, LastPolledTime: seen,
    TransitionHistory: statuses.map(([Status, At]) => ({ Status, At })),
    ...fields,
  });
}

/** A completed wave that began at a time with servers launched at once; it ended 2 s after the last was seen. */
export function completedWave(number: number, began: number, servers: readonly ServerView[], fields: Partial<WaveView> = {}): WaveView {
  const seen = Math.max(...servers.map((server) => server.LaunchedTime ?? began));
  const wait = fields.WaitTimeSeconds ?? 0;
  return aWave(number, servers, {
    Status: 'COMPLETED', StartTime: began, EndTime: seen + 2, ReleasedAt: seen + 2 + wait,
    Jobs: [{ RecoveryJobId: `drsjob-${began}`, At: began, EndedAt: seen + 5, ServerIds: servers.map((server) => server.SourceServerId) }],
    ...fields,
  });
}

/**
 * A drill of four waves: 1, then 2 and 3 at once, then 4, which waited for 3, the slower one; 60 s of wait after wave 3.
 * It ended 5 s after wave 4.
 */
export function diamond(fields: Partial<ExecutionView> = {}): ExecutionView {
  const one = completedWave(1, start + 3, [launched('s-1', start + 3)]);
  const two = completedWave(2, one.EndTime! + 1, [launched('s-2', one.EndTime! + 1)], { DependsOn: [1] });
  const three = completedWave(3, one.EndTime! + 2, [launched('s-3', one.EndTime! + 2, 40)], { DependsOn: [1], WaitTimeSeconds: 60 });
  const four = completedWave(4, three.ReleasedAt! + 1, [launched('s-4', three.ReleasedAt! + 1)], { DependsOn: [2, 3] });
  return aView([one, two, three, four], {
    Status: 'COMPLETED', StartTime: start, EndTime: four.EndTime! + 5, WaveOrdering: 'DEPENDENCIES', RtoTargetSeconds: 3600, NotificationStatus: 'SENT',
    CleanUp: { Status: 'COMPLETED', Run: 0, StartedAt: four.EndTime! + 5, EndedAt: four.EndTime! + 65, TerminatedCount: 4, Remaining: [] },
    ...fields,
  });
}

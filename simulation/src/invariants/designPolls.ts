import type { ExecutionType, ServerStatus, WaveRecord } from '@drs-orchestration/core';
import { actionsGoOn } from './design.js';

// When polls are due, written down again like `design.ts`.

/** Section 7: how long after a poll the next is due, while the most urgent server is in such a status. Seconds. */
const pollAgainAfter: Readonly<Partial<Record<ServerStatus, number>>> = { PENDING: 45, STARTED: 15, LAUNCHING: 15, IN_PROGRESS: 30 };

/** Section 7: how long after its last poll a run with nothing outstanding is polled. Seconds. */
const pollIdleAfter = 300;

/**
 * When a run is due for its next poll, by what its waves hold (Unix seconds): each server by its status, an unresolved
 * launch call like one that is LAUNCHING; where no server is outstanding, a job that goes on like one that is
 * IN_PROGRESS. A launch counts from its call. Undefined before anything was launched.
 */
export function nextPollDue(waves: readonly WaveRecord[], executionType: ExecutionType, lastPolled: number | undefined): number | undefined {
  const since = (at: number | undefined): number => Math.max(lastPolled ?? 0, at ?? 0);
  const dues = waves.flatMap(({ Servers, Calls }) => [
    ...Servers.flatMap((server) => {
      const after = actionsGoOn(server, executionType) ? pollAgainAfter.IN_PROGRESS : pollAgainAfter[server.Status];
      return after === undefined ? [] : [since(server.Status === 'LAUNCHING' ? server.LaunchTime : undefined) + after];
    }),
    ...Object.values(Calls).flatMap((call) => (call.JobId === undefined && call.VoidedAt === undefined ? [since(call.At) + (pollAgainAfter.LAUNCHING ?? 0)] : [])),
  ]);
  if (dues.length > 0) return Math.min(...dues);
  const going = waves.flatMap(({ Calls }) => Object.values(Calls)).filter((call) => call.JobId !== undefined && call.JobEndedAt === undefined);
  if (going.length > 0) return Math.min(...going.map(({ At }) => since(At))) + (pollAgainAfter.IN_PROGRESS ?? 0);
  return lastPolled === undefined ? undefined : lastPolled + pollIdleAfter;
}

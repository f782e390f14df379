import type { Phase, ServerStatus, WaveRecord } from '../execution/records.js';
import { isRunning } from '../execution/settlement.js';
import { openCalls } from '../launch/calls.js';
import type { ExecutionType } from '../plan/plan.js';

/** The phases from the most to the least urgent (design section 7, T1.2.4). */
const urgency = ['STARTED', 'LAUNCHING', 'IN_PROGRESS', 'PENDING'] as const;

/** The most urgent phase among an execution's servers; IDLE where nothing is outstanding. */
export function detectPhase(servers: Iterable<{ readonly Status: ServerStatus }>): Phase {
  const statuses = new Set([...servers].map((server) => server.Status));
  return urgency.find((phase) => statuses.has(phase)) ?? 'IDLE';
}

/**
 * The phase of an execution: its servers', where launch actions and jobs that still run are IN_PROGRESS, and a launch
 * call of which nothing is known yet is LAUNCHING. IDLE only where nothing is in the air.
 */
export function executionPhase(waves: readonly WaveRecord[], executionType: ExecutionType): Phase {
  const statuses = waves.flatMap((wave) => [
    ...wave.Servers.map((server) => (server.Status === 'LAUNCHED' && isRunning(server, executionType) ? 'IN_PROGRESS' : server.Status)),
    ...openCalls(wave).map(() => 'LAUNCHING' as const),
  ]);
  const phase = detectPhase(statuses.map((Status) => ({ Status })));
  const jobsGoOn = waves.some((wave) => Object.values(wave.Calls).some((call) => call.JobId !== undefined && call.JobEndedAt === undefined));
  return phase === 'IDLE' && jobsGoOn ? 'IN_PROGRESS' : phase;
}

/** Seconds between two polls in each phase (design section 7; T1.2.1 to T1.2.3). */
export const pollIntervalSeconds: Readonly<Record<Phase, number>> = {
  PENDING: 45,
  STARTED: 15,
  LAUNCHING: 15,
  IN_PROGRESS: 30,
  IDLE: 300,
};

/** What the finder's index tells about when an execution was and is to be polled. Times are Unix seconds. */
export interface PollSchedule {
  readonly NextPollTime?: number;
  readonly LastPolledTime?: number;
  readonly Phase?: Phase;
}

/** When an execution is due for a poll (Unix seconds); one that was never polled is due at once. */
export function dueAt(schedule: PollSchedule): number {
  if (schedule.NextPollTime !== undefined) return schedule.NextPollTime;
  if (schedule.LastPolledTime === undefined) return 0;
  return schedule.LastPolledTime + pollIntervalSeconds[schedule.Phase ?? 'STARTED'];
}

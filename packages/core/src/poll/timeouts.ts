import { enter } from '../execution/transitions.js';
import { isOutstanding } from '../execution/statuses.js';
import { isRunning, launchSettled } from '../execution/settlement.js';
import type { ServerRecord, WaveRecord } from '../execution/records.js';
import type { ExecutionType } from '../plan/plan.js';

/**
 * The wave with `TimeoutDetected` set on each server whose time is over: `TimeoutSeconds` from its launch call, and
 * in a recovery as much again from its launch for its launch actions (design section 7). A server keeps the status
 * DRS gives it (T1.5.2); only one whose optional launch actions are late becomes WARNING.
 * @param now Unix seconds.
 */
export function judgeTimeouts(wave: WaveRecord, executionType: ExecutionType, now: number): WaveRecord {
  const Servers = wave.Servers.map((server) => judge(server, wave, executionType, now));
  return Servers.some((server, index) => server !== wave.Servers[index]) ? { ...wave, Servers } : wave;
}

function judge(server: ServerRecord, wave: WaveRecord, executionType: ExecutionType, now: number): ServerRecord {
  if (!isRunning(server, executionType)) return server;
  if (isOutstanding(server.Status)) return isPast(server.LaunchTime, wave.TimeoutSeconds, now) && server.TimeoutDetected !== true ? { ...server, TimeoutDetected: true } : server;
  if (!isPast(server.LaunchedTime, wave.TimeoutSeconds, now) || server.ActionsTimeoutDetected === true) return server;
  const late: ServerRecord = { ...server, TimeoutDetected: true, ActionsTimeoutDetected: true };
  if (wave.LaunchActions === 'REQUIRED') return late;
  return { ...enter(late, 'WARNING', now), Error: `Its launch actions, which are optional, were not over ${wave.TimeoutSeconds} s after its launch.` };
}

function isPast(since: number | undefined, seconds: number, now: number): boolean {
  return since !== undefined && now > since + seconds;
}

/**
 * The wave with `TimeoutDetected` set on each server of which nothing was heard for `boundSeconds` since its launch
 * call: the machine's own last resort, for when nobody polls (design section 5, Bounds).
 * @param now Unix seconds.
 */
export function markOverdue(wave: WaveRecord, executionType: ExecutionType, boundSeconds: number, now: number): WaveRecord {
  const overdue = (server: ServerRecord): boolean => isRunning(server, executionType) && !launchSettled(server, executionType) && server.LaunchTime !== undefined && now >= server.LaunchTime + boundSeconds;
  if (!wave.Servers.some(overdue)) return wave;
  return { ...wave, Servers: wave.Servers.map((server) => (overdue(server) ? { ...server, TimeoutDetected: true, ...(isOutstanding(server.Status) ? {} : { ActionsTimeoutDetected: true }) } : server)) };
}

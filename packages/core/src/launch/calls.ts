import { enter, fail } from '../execution/transitions.js';
import type { LaunchCall, WaveRecord } from '../execution/records.js';
import { isSettled } from '../execution/statuses.js';

/** How long a launch call may take from its intent on; past it, it is aborted and never sent (design section 6). */
export const callDeadlineSeconds = 30;
/** How long past its deadline a call that is not found must have been looked for before it is void. */
export const callVoidAfterSeconds = 120;
/** How far before a call's `At` its job is looked for: clocks differ. */
export const callSearchMarginSeconds = 600;

/** The tags that make a job ours, and tell which call of which wave made it. */
export const callTags = {
  executionId: 'drs-orchestration:execution-id',
  wave: 'drs-orchestration:wave',
  call: 'drs-orchestration:call',
} as const;

/** Whether it is not yet known what became of a call. */
export function isOpen(call: LaunchCall): boolean {
  return call.JobId === undefined && call.VoidedAt === undefined;
}

/** A wave's calls of which it is not yet known what became of them, by id. */
export function openCalls(wave: Pick<WaveRecord, 'Calls'>): readonly (readonly [string, LaunchCall])[] {
  return Object.entries(wave.Calls).filter(([, call]) => isOpen(call));
}

/** The servers of a wave that may be launched: not yet started, and in no open call. */
export function launchableServers(wave: Pick<WaveRecord, 'Calls' | 'Servers'>): readonly string[] {
  const inCalls = new Set(openCalls(wave).flatMap(([, call]) => call.Servers));
  return wave.Servers.filter((server) => server.Status === 'NOT_STARTED' && server.RecoveryJobId === undefined && !inCalls.has(server.SourceServerId)).map(
    (server) => server.SourceServerId,
  );
}

/**
 * The wave with the intent of a call, or `undefined` where one of the servers has a job or an open call already:
 * the guard that makes a second launch impossible (P28).
 * @param now Unix seconds.
 */
export function withIntent(wave: WaveRecord, callId: string, servers: readonly string[], now: number): WaveRecord | undefined {
  if (wave.Calls[callId] !== undefined) return wave;
  const launchable = new Set(launchableServers(wave));
  if (!servers.every((server) => launchable.has(server))) return undefined;
  return { ...wave, Calls: { ...wave.Calls, [callId]: { Servers: servers, At: now, Deadline: now + callDeadlineSeconds } } };
}

/**
 * The wave once a call is known to have made a job: recorded in the call and in its servers, which are LAUNCHING.
 * @param polls the header's `Polls` now, from which the servers' `PollAttempts` count.
 */
export function withJob(wave: WaveRecord, callId: string, jobId: string, polls: number, now: number): WaveRecord {
  const call = wave.Calls[callId];
  if (call === undefined || call.JobId !== undefined) return wave;
  const { VoidedAt: _voided, ...open } = call;
  const launched = new Set(call.Servers);
  const { SlotWaitSince: _waited, SilentSince: _silent, ConflictSince: _conflict, ...rest } = wave;
  return {
    ...rest,
    Calls: { ...wave.Calls, [callId]: { ...open, JobId: jobId } },
    Servers: wave.Servers.map((server) =>
      launched.has(server.SourceServerId) && server.RecoveryJobId === undefined
        ? { ...enter(server, 'LAUNCHING', now), RecoveryJobId: jobId, LaunchTime: call.At, PollsAtLaunch: polls }
        : server,
    ),
  };
}

/**
 * The wave once a call is known to have made no job: its servers may be launched again, unless the wave has ended
 * meanwhile: then they never will be.
 */
export function withVoidedCall(wave: WaveRecord, callId: string, now: number): WaveRecord {
  const call = wave.Calls[callId];
  if (call === undefined || !isOpen(call)) return wave;
  const never = wave.WaveStatus === 'CANCELLED' ? 'CANCELLED' : 'SKIPPED';
  const servers = new Set(isSettled(wave.WaveStatus) ? call.Servers : []);
  return {
    ...wave,
    Calls: { ...wave.Calls, [callId]: { ...call, VoidedAt: now } },
    Servers: wave.Servers.map((server) => (servers.has(server.SourceServerId) ? enter(server, never, now) : server)),
  };
}

/** The wave without a call that DRS refused: there is no job, and the log says why. Its servers may be launched again. */
export function withoutRefusedCall(wave: WaveRecord, callId: string, now: number): WaveRecord {
  const { Calls } = withVoidedCall(wave, callId, now);
  const { [callId]: refused, ...others } = Calls;
  return refused?.VoidedAt === undefined ? wave : { ...withVoidedCall(wave, callId, now), Calls: others };
}

/**
 * The wave with some of its servers FAILED, each for its reason. One that is in an open call, or has a job, is left
 * alone: whoever refuses it looked before another run of the same Task called, and DRS may be launching it.
 */
export function withRefusedServers(wave: WaveRecord, reasons: ReadonlyMap<string, string>, now: number): WaveRecord {
  const launchable = new Set(launchableServers(wave));
  return {
    ...wave,
    Servers: wave.Servers.map((server) => {
      const reason = reasons.get(server.SourceServerId);
      return reason === undefined || !launchable.has(server.SourceServerId) ? server : fail(server, reason, now);
    }),
  };
}

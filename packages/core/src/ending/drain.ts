import { drainSeconds } from '../plan/executionBounds.js';
import { isOpen } from '../launch/calls.js';
import { isRunning } from '../execution/settlement.js';
import { isSettled } from '../execution/statuses.js';
import type { ExecutionHeader, WaveRecord } from '../execution/records.js';

/** The jobs of an execution that DRS may still work on, and its launch calls of which nothing is known yet. */
export interface InTheAir {
  readonly jobIds: readonly string[];
  readonly openCalls: readonly string[];
}

/** What of an execution is in the air (design section 4). */
export function inTheAir(header: Pick<ExecutionHeader, 'ExecutionType'>, waves: readonly WaveRecord[]): InTheAir {
  const calls = waves.flatMap((wave) => Object.entries(wave.Calls));
  const running = waves.flatMap((wave) => wave.Servers.filter((server) => isRunning(server, header.ExecutionType)).flatMap((server) => server.RecoveryJobId ?? []));
  const unfinished = calls.flatMap(([, call]) => (call.JobId !== undefined && call.JobEndedAt === undefined ? [call.JobId] : []));
  return { jobIds: [...new Set([...unfinished, ...running])], openCalls: calls.filter(([, call]) => isOpen(call)).map(([id]) => id) };
}

/** What of an execution is given up when it is finalized all the same, in words, each to be looked after by a person. */
export function abandoned(header: Pick<ExecutionHeader, 'ExecutionType'>, waves: readonly WaveRecord[]): readonly string[] {
  const calls = waves.flatMap((wave) => Object.entries(wave.Calls));
  const ended = new Set(calls.flatMap(([, call]) => (call.JobEndedAt === undefined ? [] : (call.JobId ?? []))));
  const actions = waves
    .flatMap((wave) => wave.Servers)
    .filter((server) => isRunning(server, header.ExecutionType) && ended.has(server.RecoveryJobId ?? ''))
    .map((server) => `The launch actions of server ${server.SourceServerId} (DRS job ${server.RecoveryJobId}) were`);
  const air = inTheAir(header, waves);
  return [...air.jobIds.filter((id) => !ended.has(id)).map((id) => `DRS job ${id} was`), ...air.openCalls.map((id) => `Launch call ${id} was`), ...actions];
}

/**
 * Whether an execution may be finalized: nothing is in the air, or 2 hours have passed since its last wave settled.
 * While its machine is at the waves, every wave has to be settled too; where it is through with them (or was
 * cancelled, or is gone), nothing settles them any more.
 * @param now Unix seconds.
 */
export function isDrained(header: ExecutionHeader, waves: readonly WaveRecord[], now: number): boolean {
  const stopped = header.Cancel?.At ?? header.Machine?.At ?? header.WavesEndedAt;
  if (stopped === undefined && !waves.every((wave) => isSettled(wave.WaveStatus))) return false;
  const air = inTheAir(header, waves);
  if (air.jobIds.length === 0 && air.openCalls.length === 0) return true;
  return now >= Math.max(stopped ?? 0, ...waves.map((wave) => wave.EndTime ?? 0)) + drainSeconds;
}

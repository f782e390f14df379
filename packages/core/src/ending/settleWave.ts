import { enter, shortened } from '../execution/transitions.js';
import { waveOutcome } from '../execution/outcome.js';
import type { ExecutionError, ExecutionHeader, ServerStatus, WaveRecord, WaveStatus } from '../execution/records.js';
import { isSettled } from '../execution/statuses.js';

/** What made a Task of a wave fail, as Step Functions' Catch hands it on; an empty `Error` is none. */
export interface Failure {
  readonly Error: string;
  readonly Cause?: string;
}

/**
 * The wave in its final status (design section 4); a settled one is never changed. Servers that were never launched
 * become SKIPPED (CANCELLED where the wave was), those that DRS still works on keep the status it gives them.
 * @param now Unix seconds.
 */
export function settled(wave: WaveRecord, header: Pick<ExecutionHeader, 'Status' | 'ExecutionType'>, failure: Failure, now: number): WaveRecord {
  if (isSettled(wave.WaveStatus)) return wave;
  if (header.Status === 'CANCELLING') return ended(wave, 'CANCELLED', 'CANCELLED', undefined, now);
  if (failure.Error !== '') return ended(wave, 'FAILED', 'SKIPPED', { Code: 'WaveFailed', Message: shortened(explain(failure)), At: now, WaveNumber: wave.WaveNumber }, now);
  if (wave.WaveStatus === 'AWAITING_APPROVAL' && wave.Approval?.Decision === 'APPROVED') return ended(wave, 'FAILED', 'SKIPPED', unheard(wave, now), now);
  if (wave.WaveStatus === 'AWAITING_APPROVAL') return ended(wave, 'CANCELLED', 'CANCELLED', unapproved(wave, now), now);
  return ended(wave, waveOutcome(withoutWaiting(wave, 'SKIPPED', now), header.ExecutionType), 'SKIPPED', undefined, now);
}

/** The wave as SKIPPED, for what it depends on did not let it start (R4.2). */
export function skipped(wave: WaveRecord, now: number): WaveRecord {
  return isSettled(wave.WaveStatus) ? wave : ended(wave, 'SKIPPED', 'SKIPPED', undefined, now);
}

function ended(wave: WaveRecord, WaveStatus: WaveStatus, waiting: ServerStatus, error: ExecutionError | undefined, now: number): WaveRecord {
  return { ...withoutWaiting(wave, waiting, now), WaveStatus, EndTime: now, Errors: error === undefined ? wave.Errors : [...wave.Errors, error] };
}

/** Servers with an open call are not waiting: whether they were launched is still to be found out. */
function withoutWaiting(wave: WaveRecord, status: ServerStatus, now: number): WaveRecord {
  const open = new Set(Object.values(wave.Calls).flatMap((call) => (call.JobId === undefined && call.VoidedAt === undefined ? call.Servers : [])));
  return { ...wave, Servers: wave.Servers.map((server) => (open.has(server.SourceServerId) ? server : enter(server, status, now))) };
}

function unapproved(wave: WaveRecord, now: number): ExecutionError {
  const approval = wave.Approval;
  const why =
    approval?.Decision === 'REJECTED'
      ? `Wave ${wave.WaveNumber} (${wave.WaveName}) was rejected by ${approval.By}${approval.Reason === undefined ? '' : `: ${approval.Reason}`}`
      : `Wave ${wave.WaveNumber} (${wave.WaveName}) was not approved within ${wave.ApprovalTimeoutSeconds} s`;
  return { Code: approval?.Decision === 'REJECTED' ? 'ApprovalRejected' : 'ApprovalTimedOut', Message: shortened(why), At: now, WaveNumber: wave.WaveNumber };
}

/** An approval that the state machine went past: to call the wave unapproved would contradict its own record. */
function unheard({ WaveNumber, WaveName, Approval }: WaveRecord, now: number): ExecutionError {
  const why = `Wave ${WaveNumber} (${WaveName}) was approved by ${Approval?.By}, but the state machine went on without hearing of it, so nothing of it was launched. Retry the execution to launch it`;
  return { Code: 'WaveFailed', Message: shortened(why), At: now, WaveNumber };
}

/** A failure in words: Lambda's Cause is JSON with the message in it. */
export function explain(failure: Failure): string {
  try {
    const cause: unknown = JSON.parse(failure.Cause ?? '');
    if (typeof cause === 'object' && cause !== null && 'errorMessage' in cause && typeof cause.errorMessage === 'string') return cause.errorMessage;
  } catch {
    // Not JSON: Step Functions' own words.
  }
  return failure.Cause === undefined || failure.Cause === '' ? failure.Error : `${failure.Error}: ${failure.Cause}`;
}

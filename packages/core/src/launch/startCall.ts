import { ServiceError } from '../errors.js';
import type { ExecutionHeader, LaunchCall, WaveRecord } from '../execution/records.js';
import type { Clock } from '../ports/clock.js';
import type { Drs } from '../ports/drs.js';
import { untilDeadline } from './callDeadline.js';
import { callTags } from './calls.js';

/**
 * What came of one StartRecovery call: a job; a refusal, which says that there is no job; or nothing certain
 * (design section 6).
 */
export type CallOutcome =
  | { readonly kind: 'JOB'; readonly jobId: string }
  /** `late`: its deadline passed before it could be sent. */
  | { readonly kind: 'REFUSED'; readonly error: ServiceError; readonly late: boolean }
  | { readonly kind: 'UNKNOWN'; readonly error: unknown };

/** Answers that say that DRS did not act, and never will. */
const refusals = new Set(['CONFLICT', 'QUOTA', 'INVALID', 'NOT_FOUND', 'DENIED', 'UNINITIALIZED', 'THROTTLED', 'UNREACHABLE']);

/** Makes the call of an intent, once, tagged with the execution, wave and call. Never throws. */
export async function startCall(
  context: { readonly drs: Drs; readonly clock: Clock },
  header: ExecutionHeader,
  wave: WaveRecord,
  callId: string,
  call: LaunchCall,
): Promise<CallOutcome> {
  const request = {
    servers: call.Servers.map((sourceServerId) => ({ sourceServerId, recoverySnapshotId: wave.RecoverySnapshotId })),
    isDrill: header.ExecutionType === 'DRILL',
    tags: { [callTags.executionId]: wave.ExecutionId, [callTags.wave]: String(wave.WaveNumber), [callTags.call]: callId },
  };
  try {
    const job = await untilDeadline(context.clock, call.Deadline * 1000, (signal) => context.drs.startRecovery(request, signal));
    return { kind: 'JOB', jobId: job.jobId };
  } catch (error) {
    if (!(error instanceof ServiceError) || !refusals.has(error.kind)) return { kind: 'UNKNOWN', error };
    return { kind: 'REFUSED', error, late: error.kind === 'UNREACHABLE' && context.clock.now() >= call.Deadline * 1000 };
  }
}

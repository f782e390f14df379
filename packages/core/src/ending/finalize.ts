import { executionOutcome } from '../execution/outcome.js';
import type { Executions, StoredExecution } from '../execution/executions.js';
import type { CleanUp, ExecutionError, ExecutionHeader, WaveRecord } from '../execution/records.js';
import { isFinal, isSettled } from '../execution/statuses.js';
import { shortened } from '../execution/transitions.js';
import { unixSeconds, type Clock } from '../ports/clock.js';
import { abandoned } from './drain.js';
import { explain, settled, skipped, type Failure } from './settleWave.js';

/** No failure. */
export const noFailure: Failure = { Error: '' };

/**
 * Gives an execution its final status: one conditional write that only the first of its writers wins (design
 * section 4). Waves that nobody settled are settled first; what is still in the air is abandoned, by name.
 */
export async function finalize(context: { readonly executions: Executions; readonly clock: Clock }, executionId: string, failure: Failure = noFailure): Promise<StoredExecution> {
  const { executions, clock } = context;
  const before = await executions.load(executionId);
  if (isFinal(before.header.Status)) return before;
  const failed = failure.Error !== '' || before.header.Machine !== undefined;
  const unsettled = before.waves.filter((wave) => !isSettled(wave.WaveStatus));
  const waves = await Promise.all(before.waves.map(async (wave) => (isSettled(wave.WaveStatus) ? wave : settleLeftWave(context, before.header, wave))));
  const header = await executions.changeHeader(executionId, (current) => {
    if (isFinal(current.Status)) return current;
    const now = unixSeconds(clock);
    const cancelled = current.Status === 'CANCELLING';
    const Status = !cancelled && (failed || unsettled.length > 0) ? 'FAILED' : executionOutcome(current, waves);
    const { NextPollTime: _next, Phase: _phase, DrainToken: _token, ...rest } = current;
    const errors = [...failureErrors(current, failure, now), ...abandonedErrors(current, waves, now)];
    return { ...rest, Status, EndTime: now, Errors: [...current.Errors, ...errors], CleanUp: cleanUpToDo(current, waves), NotificationStatus: current.SnsTopicArn === undefined ? 'NOT_CONFIGURED' : 'PENDING' };
  });
  return { header, waves };
}

async function settleLeftWave(context: { readonly executions: Executions; readonly clock: Clock }, header: ExecutionHeader, wave: WaveRecord): Promise<WaveRecord> {
  const now = unixSeconds(context.clock);
  return context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => {
    if (header.Status === 'CANCELLING') return settled(current, header, noFailure, now);
    // A wave that never began is not a failed one.
    if (current.WaveStatus !== 'LAUNCHING') return skipped(current, now);
    return settled(current, header, { Error: 'WaveUnsettled', Cause: 'the state machine ended before this wave did' }, now);
  });
}

function failureErrors(header: ExecutionHeader, failure: Failure, now: number): readonly ExecutionError[] {
  const errors: ExecutionError[] = [];
  if (failure.Error !== '' && header.Errors.length === 0) errors.push({ Code: 'ExecutionFailed', Message: shortened(explain(failure)), At: now });
  if (header.Machine !== undefined && header.Status !== 'CANCELLING') {
    const how = header.Machine.Status === 'TIMED_OUT' ? 'timed out' : `ended as ${header.Machine.Status}`;
    const cause = header.Machine.Cause ?? header.Machine.Error;
    errors.push({ Code: 'StateMachineEnded', Message: shortened(`The state machine ${how} before the execution was over${cause === undefined ? '.' : `: ${cause}`}`), At: now });
  }
  return errors;
}

function abandonedErrors(header: ExecutionHeader, waves: readonly WaveRecord[], now: number): readonly ExecutionError[] {
  return abandoned(header, waves).map((what) => ({ Code: 'Abandoned', Message: `${what} not over when the execution was finalized; look after it in the DRS console.`, At: now }));
}

function cleanUpToDo(header: ExecutionHeader, waves: readonly WaveRecord[]): CleanUp {
  const launched = waves.some((wave) => Object.values(wave.Calls).some((call) => call.JobId !== undefined));
  const needed = header.ExecutionType === 'DRILL' && header.TerminateAfterDrill && launched;
  return { Status: needed ? 'PENDING' : 'NOT_NEEDED', Run: 0, TerminatedCount: 0, Remaining: [] };
}

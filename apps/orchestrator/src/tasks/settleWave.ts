import { isSettled, lets, openCalls, recoveryTarget, resolveOpenCalls, RetryableError, settled, timeoutMessage, unixSeconds, type ExecutionHeader, type Failure, type WaveRecord } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';
import { notify } from './notify.js';

/**
 * Gives a wave its final status, once; a settled wave is never changed (design section 5). A wave that failed has its
 * open launch calls resolved first, so that nothing it launched is forgotten.
 * @throws RetryableError `CallsUnresolved` while it cannot be known what became of a call.
 */
export async function settleWave(context: OrchestratorContext, executionId: string, waveNumber: number, failure: Failure): Promise<{ readonly Succeeded: boolean }> {
  const header = await context.executions.header(executionId);
  const before = await context.executions.wave(executionId, waveNumber);
  if (isSettled(before.WaveStatus)) {
    await tellOfTimeout(context, header, before);
    return { Succeeded: lets(before) };
  }
  if (failure.Error !== '' && openCalls(before).length > 0) {
    const resolved = await resolveOpenCalls({ ...context, drs: context.accounts.drs(recoveryTarget(header)) }, before, header.Polls);
    const open = openCalls(resolved).map(([id]) => id);
    if (open.length > 0) throw new RetryableError('CallsUnresolved', `It is not known yet what became of launch call ${open.join(', ')} of wave ${waveNumber}; it is looked for again.`);
  }
  const wave = await context.executions.changeWave(executionId, waveNumber, (current) => settled(current, header, failure, unixSeconds(context.clock)));
  context.logger.info('wave settled', { ExecutionId: executionId, WaveNumber: waveNumber, WaveStatus: wave.WaveStatus });
  await tellOfTimeout(context, header, wave);
  return { Succeeded: lets(wave) };
}

/** A wave's timing out sends a message at once (design section 4); at least once, whenever this dies. */
async function tellOfTimeout(context: OrchestratorContext, header: ExecutionHeader, wave: WaveRecord): Promise<void> {
  if (wave.WaveStatus !== 'TIMEOUT' || wave.TimeoutNotifiedAt !== undefined || header.SnsTopicArn === undefined) return;
  await notify(context, wave.ExecutionId, timeoutMessage(header.SnsTopicArn, header, wave));
  await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => ({ ...current, TimeoutNotifiedAt: unixSeconds(context.clock) }));
}

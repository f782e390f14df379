import { awaitsHealth, isSettled, lets, openCalls, readiness, recoveryTarget, resolveOpenCalls, RetryableError, settled, skipped, timeoutMessage, unixSeconds, type ExecutionHeader, type Failure, type WaveRecord } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';
import { checkHealth } from './checkHealth.js';
import { logSettled } from './logSettled.js';
import { notify } from './notify.js';

/**
 * Gives a wave its final status, once; a settled wave is never changed (design section 5). A wave that failed has its
 * open launch calls resolved first, so that nothing it launched is forgotten; one that did not has every launched
 * server's health looked at, those that launched late included (P9).
 * @throws RetryableError `CallsUnresolved` while it cannot be known what became of a call, `HealthUnknown` while it
 * cannot be known whether an instance runs.
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
  const looksFirst = failure.Error === '' && header.Status !== 'CANCELLING';
  if (looksFirst && unchecked(before)) await checkHealth(context, executionId, waveNumber);
  const barred = failure.Error !== '' && before.WaveStatus === 'PENDING' && (await mayNotStart(context, before));
  const wave = await context.executions.changeWave(executionId, waveNumber, (current) => {
    const now = unixSeconds(context.clock);
    if (looksFirst && unchecked(current)) return current;
    return barred && current.WaveStatus === 'PENDING' && header.Status !== 'CANCELLING' ? skipped(current, now) : settled(current, header, failure, now);
  });
  if (!isSettled(wave.WaveStatus)) throw new RetryableError('HealthUnknown', `An instance of wave ${waveNumber} does not run yet; it is looked at again.`);
  logSettled(context, wave);
  await tellOfTimeout(context, header, wave);
  return { Succeeded: lets(wave) };
}

/** Whether a server has launched whose health nobody looked at: one that was late launched after the look at the others. */
function unchecked(wave: WaveRecord): boolean {
  return wave.WaveStatus === 'LAUNCHING' && wave.HealthCheck.Enabled && wave.Servers.some(awaitsHealth);
}

/** Whether what a wave depends on keeps it from starting: then it is SKIPPED, whatever became of its own waiting (P12). */
async function mayNotStart(context: OrchestratorContext, wave: WaveRecord): Promise<boolean> {
  const { waves } = await context.executions.load(wave.ExecutionId);
  return readiness(wave, waves, unixSeconds(context.clock)) === 'SKIP';
}

/** A wave's timing out sends a message at once (design section 4); at least once, whenever this dies. */
async function tellOfTimeout(context: OrchestratorContext, header: ExecutionHeader, wave: WaveRecord): Promise<void> {
  if (wave.WaveStatus !== 'TIMEOUT' || wave.TimeoutNotifiedAt !== undefined || header.SnsTopicArn === undefined) return;
  await notify(context, wave.ExecutionId, timeoutMessage(header.SnsTopicArn, header, wave));
  await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => ({ ...current, TimeoutNotifiedAt: unixSeconds(context.clock) }));
}

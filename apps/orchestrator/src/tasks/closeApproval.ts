import { isSettled, settled, unixSeconds } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';
import { logSettled } from './logSettled.js';

/**
 * Ends the wait for a wave's approval when its Task timed out, by what the record says: an approval whose callback
 * never came still lets the wave launch, and one that nobody answered settles the wave. Both are decided in the one
 * write that an approver's answer competes with, so whoever comes after it is refused and nobody is overruled.
 */
export async function closeApproval(context: OrchestratorContext, executionId: string, waveNumber: number): Promise<{ readonly Answer: 'APPROVED' | 'REJECTED' }> {
  const header = await context.executions.header(executionId);
  let endsHere = false;
  const wave = await context.executions.changeWave(executionId, waveNumber, (current) => {
    endsHere = current.WaveStatus === 'AWAITING_APPROVAL' && current.Approval?.Decision === undefined;
    return endsHere ? settled(current, header, { Error: '' }, unixSeconds(context.clock)) : current;
  });
  if (endsHere) logSettled(context, wave);
  const approved = wave.Approval?.Decision === 'APPROVED' && !isSettled(wave.WaveStatus) && header.Status !== 'CANCELLING';
  return { Answer: approved ? 'APPROVED' : 'REJECTED' };
}

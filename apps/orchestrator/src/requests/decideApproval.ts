import { answerWaiters, isFinal, isSettled, unixSeconds, type WaveRecord } from '@drs-orchestration/core';
import type { ApiContext } from './apiContext.js';
import { Problem } from './problem.js';

/** An approver's answer. */
export interface Decision {
  readonly decision: 'APPROVED' | 'REJECTED';
  readonly by: string;
  readonly reason?: string;
}

/**
 * Records who approves or rejects a wave, and why, then lets the wave go on (design section 8). The same answer again
 * is harmless.
 * @throws Problem 409 where the wave does not wait, or waits no more, or was answered otherwise.
 */
export async function decideApproval(context: ApiContext, executionId: string, waveNumber: number, decision: Decision): Promise<WaveRecord> {
  const header = await context.executions.header(executionId);
  if (header.Status === 'CANCELLING' || isFinal(header.Status)) {
    throw new Problem(409, `Execution ${executionId} is ${header.Status}: no wave of it awaits approval any more.`, { Status: header.Status });
  }
  const wave = await context.executions.changeWave(executionId, waveNumber, (current) => decided(current, decision, unixSeconds(context.clock)));
  await answerWaiters(context, await context.executions.load(executionId));
  return wave;
}

function decided(wave: WaveRecord, { decision, by, reason }: Decision, now: number): WaveRecord {
  const name = `Wave ${wave.WaveNumber} (${wave.WaveName})`;
  const earlier = wave.Approval?.Decision;
  if (earlier === decision) return wave;
  if (earlier !== undefined) throw new Problem(409, `${name} was ${earlier} by ${wave.Approval?.By} already.`, { Status: wave.WaveStatus });
  if (wave.WaveStatus !== 'AWAITING_APPROVAL' || wave.Approval === undefined) {
    throw new Problem(409, `${name} does not await approval: it is ${wave.WaveStatus}${isSettled(wave.WaveStatus) ? ', which is final' : ''}.`, { Status: wave.WaveStatus });
  }
  if (now >= wave.Approval.ExpiresAt) throw new Problem(409, `${name} no longer awaits approval: its time ran out.`, { Status: wave.WaveStatus });
  return { ...wave, Approval: { ...wave.Approval, Decision: decision, By: by, At: now, ...(reason === undefined ? {} : { Reason: reason }) } };
}

import { approvalMessage, awaitOnWave, unixSeconds, type WaveRecord } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';
import { notify } from './notify.js';

/** Asks people for a wave's approval, once, and waits for their answer (design section 8). */
export async function awaitApproval(context: OrchestratorContext, executionId: string, waveNumber: number, token: string): Promise<void> {
  const wave = await context.executions.changeWave(executionId, waveNumber, (current): WaveRecord => {
    if (current.WaveStatus !== 'PENDING') return current;
    const now = unixSeconds(context.clock);
    return { ...current, WaveStatus: 'AWAITING_APPROVAL', Approval: { RequestedAt: now, ExpiresAt: now + current.ApprovalTimeoutSeconds } };
  });
  if (wave.WaveStatus === 'AWAITING_APPROVAL' && wave.Approval?.NotifiedAt === undefined) await ask(context, wave);
  await awaitOnWave(context, executionId, waveNumber, 'APPROVAL', token);
}

/** Sends the message, then records that it was: at least once, whenever this dies. */
async function ask(context: OrchestratorContext, wave: WaveRecord): Promise<void> {
  const header = await context.executions.header(wave.ExecutionId);
  if (header.SnsTopicArn === undefined) return;
  await notify(context, wave.ExecutionId, approvalMessage(header.SnsTopicArn, header, wave));
  await context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) =>
    current.Approval === undefined ? current : { ...current, Approval: { ...current.Approval, NotifiedAt: unixSeconds(context.clock) } },
  );
}

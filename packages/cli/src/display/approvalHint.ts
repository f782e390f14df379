import type { ExecutionView } from '@drs-orchestration/core';

/** The commands that answer for the waves that await approval, a line each; at most three. */
export function approvalHint(view: ExecutionView, howToApprove: (executionId: string, waveNumber: number) => string): readonly string[] {
  const waiting = view.Waves.filter((wave) => wave.Status === 'AWAITING_APPROVAL' && wave.Approval?.Decision === undefined);
  return waiting.slice(0, 3).map((wave) => howToApprove(view.ExecutionId, wave.WaveNumber));
}

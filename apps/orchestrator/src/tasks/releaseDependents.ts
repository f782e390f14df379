import { answerWaiters, isSettled, unixSeconds } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** Lets what depends on a settled wave go on, or be SKIPPED; its `WaitTimeSeconds` are over (design section 5). */
export async function releaseDependents(context: OrchestratorContext, executionId: string, waveNumber: number): Promise<Record<string, never>> {
  await context.executions.changeWave(executionId, waveNumber, (wave) =>
    isSettled(wave.WaveStatus) && wave.ReleasedAt === undefined ? { ...wave, ReleasedAt: unixSeconds(context.clock) } : wave,
  );
  await answerWaiters(context, await context.executions.load(executionId));
  return {};
}

import { awaitedLaunch, awaitOnWave, launchBoundSeconds, markOverdue, unixSeconds } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/**
 * Waits until a wave's launches, or the one at a position, have settled. A launch that never hears of its jobs' end
 * is given up an hour past its timeouts, here, for the poller may be what is missing (design section 5, Bounds).
 */
export async function awaitLaunch(context: OrchestratorContext, executionId: string, waveNumber: number, position: number | undefined, token: string): Promise<void> {
  const { ExecutionType } = await context.executions.header(executionId);
  await context.executions.changeWave(executionId, waveNumber, (wave) => markOverdue(wave, ExecutionType, launchBoundSeconds(wave, ExecutionType), unixSeconds(context.clock)));
  await awaitOnWave(context, executionId, waveNumber, awaitedLaunch(position), token);
}

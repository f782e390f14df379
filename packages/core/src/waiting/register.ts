import { unixSeconds } from '../ports/clock.js';
import type { Awaited } from './answers.js';
import { answerWaiters, type WaitingContext } from './answerWaiters.js';

/**
 * Registers a waiting Task: its token first, then a consistent look whether the answer is already there (design
 * section 5). A newer token takes the place of an older one, whose task is gone.
 */
export async function awaitOnWave(context: WaitingContext, executionId: string, waveNumber: number, awaited: Awaited, token: string): Promise<void> {
  await context.executions.changeWave(executionId, waveNumber, (wave) => (wave.Tokens[awaited] === token ? wave : { ...wave, Tokens: { ...wave.Tokens, [awaited]: token } }));
  await answerWaiters(context, await context.executions.load(executionId), (waitsOn) => waitsOn === waveNumber);
}

/** Registers the Task that waits for the drain. */
export async function awaitDrain(context: WaitingContext, executionId: string, token: string): Promise<void> {
  await context.executions.changeHeader(executionId, (header) => (header.DrainToken === token ? header : { ...header, DrainToken: token, WavesEndedAt: header.WavesEndedAt ?? unixSeconds(context.clock) }));
  await answerWaiters(context, await context.executions.load(executionId), (waitsOn) => waitsOn === 'DRAIN');
}

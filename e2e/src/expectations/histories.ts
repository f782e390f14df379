import type { ExecutionView } from '@drs-orchestration/core';
import { isForward } from './statusOrder.js';

/**
 * Every server's TransitionHistory leads, forward in status and in time, from its first status to the one it has (A16).
 * @throws Error naming each server whose history does not.
 */
export function expectContiguousHistories(view: Pick<ExecutionView, 'Waves'>): void {
  const broken = view.Waves.flatMap((wave) => wave.Servers).flatMap(({ SourceServerId, Status, TransitionHistory: history }) => {
    const told = history.map((transition) => `${transition.Status} at ${transition.At}`).join(', ');
    if ((history.at(-1)?.Status ?? 'NOT_STARTED') !== Status) return [`${SourceServerId} is ${Status}, but its history ends otherwise: ${told}`];
    const forward = history.every(({ Status: to, At }, index) => isForward(history[index - 1]?.Status ?? 'NOT_STARTED', to) && At >= (history[index - 1]?.At ?? 0));
    return forward ? [] : [`${SourceServerId} went back: ${told}`];
  });
  if (broken.length > 0) throw new Error(`histories are broken:\n${broken.join('\n')}`);
}

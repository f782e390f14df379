import type { ExecutionView, RecoveredEarlier, WaveView } from '@drs-orchestration/core';
import { counted, listing } from './listing.js';

/** What a retry did not launch again: `2 servers recovered earlier by execution ID`. */
export function earlierInWords(earlier: readonly RecoveredEarlier[]): string {
  const ids = [...new Set(earlier.map(({ ExecutionId }) => ExecutionId))];
  return `${counted(earlier.length, 'server')} recovered earlier by execution${ids.length === 1 ? '' : 's'} ${listing(ids)}`;
}

/** All servers of a retry's plan that earlier executions recovered; empty for every other execution. */
export function recoveredEarlier({ Waves }: Pick<ExecutionView, 'Waves'>): readonly RecoveredEarlier[] {
  return Waves.flatMap((wave) => wave.RecoveredEarlier ?? []);
}

/** Whether earlier executions left a wave nothing to launch. */
export function isDoneEarlier({ Servers, RecoveredEarlier: earlier = [] }: Pick<WaveView, 'Servers' | 'RecoveredEarlier'>): boolean {
  return Servers.length === 0 && earlier.length > 0;
}

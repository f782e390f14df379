import { waveItem, type ExecutionView } from '@drs-orchestration/core';
import { expectContiguousHistories } from '../expectations/histories.js';
import type { Journal } from '../system/journal.js';

/**
 * Every write that DynamoDB took is built on the one before it, and every status that a server ever had is in its
 * record's history (A16, T3.2.2).
 * @throws Error naming what is lost.
 */
export function expectNothingLost(journal: Journal, views: readonly ExecutionView[]): void {
  const told: string[] = [];
  for (const [executionId, item] of journal.items) {
    const revs = journal.of(executionId, item).map(({ rev }) => rev);
    if (revs.some((rev, index) => rev !== index + 1)) told.push(`${executionId} ${item} has the writes ${revs.join(', ')}`);
  }
  for (const view of views) {
    for (const wave of view.Waves) {
      const written = journal.serverStatuses(view.ExecutionId, waveItem(wave.WaveNumber));
      for (const { SourceServerId, TransitionHistory } of wave.Servers) {
        const was = (written.get(SourceServerId) ?? []).join(' ');
        const recorded = ['NOT_STARTED', ...TransitionHistory.map(({ Status }) => Status)].join(' ');
        if (was !== recorded) told.push(`${SourceServerId} was ${was}, but its history says ${recorded}`);
      }
    }
  }
  if (told.length > 0) throw new Error(`something is lost:\n${told.join('\n')}`);
  for (const view of views) expectContiguousHistories(view);
}

import type { WaveRecord } from '../execution/records.js';
import type { PreparationProblem } from './preparationProblem.js';

/** What is wrong with waves whose groups go by tags, once those are resolved. */
export function tagProblems(resolved: readonly WaveRecord[]): readonly PreparationProblem[] {
  const problems: PreparationProblem[] = [];
  for (const wave of resolved) {
    if (wave.Tags === undefined || wave.RecoveredEarlier !== undefined) continue;
    const tags = Object.entries(wave.Tags).map(([key, value]) => `${key}=${value}`).join(', ');
    if (wave.Servers.length === 0) problems.push({ code: 'NoServerMatches', message: `Protection group ${wave.ProtectionGroupId}: no source server carries all of its tags (${tags}).`, wave: wave.WaveNumber });
    const order = wave.ExecutionOrder;
    if (order !== undefined && order.length !== wave.Servers.length) {
      problems.push({ code: 'OrderMismatch', message: `Wave ${wave.WaveNumber}: its ExecutionOrder names ${order.length} servers, and the tags of ${wave.ProtectionGroupId} match ${wave.Servers.length}.`, wave: wave.WaveNumber });
    }
  }
  return problems;
}

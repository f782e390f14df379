import type { WaveRecord } from '@drs-orchestration/core';
import type { PollerContext } from './context.js';

/** Names in the log each server that this poll saw fail, and why, so that nobody has to wait for its wave to be settled (B6). */
export function logFailedServers(context: PollerContext, before: readonly WaveRecord[], after: readonly WaveRecord[]): void {
  const known = new Set(before.flatMap((wave) => wave.Servers.filter(({ Status }) => Status === 'FAILED').map(({ SourceServerId }) => `${wave.WaveNumber} ${SourceServerId}`)));
  for (const { ExecutionId, WaveNumber, Servers } of after) {
    for (const { SourceServerId, Status, RecoveryJobId, Error } of Servers) {
      if (Status !== 'FAILED' || known.has(`${WaveNumber} ${SourceServerId}`)) continue;
      context.logger.warn('a server failed', { ExecutionId, WaveNumber, SourceServerId, RecoveryJobId, reason: Error });
    }
  }
}

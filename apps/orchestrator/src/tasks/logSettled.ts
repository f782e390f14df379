import type { WaveRecord } from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** How a wave ended, and what of it went wrong, by whatever way, for which reason (B6). */
export function logSettled(context: OrchestratorContext, { ExecutionId, WaveNumber, WaveStatus, Servers, Errors }: WaveRecord): void {
  const failed = Servers.filter(({ Error }) => Error !== undefined).map(({ SourceServerId, Status, Error }) => ({ SourceServerId, Status, reason: Error }));
  if (failed.length + Errors.length === 0) context.logger.info('wave settled', { ExecutionId, WaveNumber, WaveStatus });
  else context.logger.warn('wave settled with errors', { ExecutionId, WaveNumber, WaveStatus, Servers: failed, Errors });
}

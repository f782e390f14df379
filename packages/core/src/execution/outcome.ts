import type { ExecutionType } from '../plan/plan.js';
import type { ExecutionHeader, ExecutionStatus, WaveRecord, WaveStatus } from './records.js';
import { isRunning } from './settlement.js';
import { countsAsLaunched } from './statuses.js';

/**
 * The status of a wave whose launches and checks are over (design section 4): COMPLETED when all its servers
 * launched and passed, TIMEOUT when some still run past their time, FAILED when none launched, PARTIAL between.
 */
export function waveOutcome(wave: Pick<WaveRecord, 'Servers'>, executionType: ExecutionType): WaveStatus {
  if (wave.Servers.some((server) => isRunning(server, executionType))) return 'TIMEOUT';
  const launched = wave.Servers.filter((server) => countsAsLaunched(server.Status)).length;
  if (launched === wave.Servers.length && launched > 0) return 'COMPLETED';
  return launched === 0 ? 'FAILED' : 'PARTIAL';
}

/** Whether what depends on a wave may start, given the wave's final status (design section 4). */
export function lets(wave: Pick<WaveRecord, 'WaveStatus' | 'OnPartialFailure'>): boolean {
  return wave.WaveStatus === 'COMPLETED' || (wave.WaveStatus === 'PARTIAL' && wave.OnPartialFailure === 'CONTINUE');
}

/**
 * The final status of an execution whose waves are all settled (design section 4). A run that was being cancelled is
 * CANCELLED; one whose machine timed out or crashed is FAILED; where nothing launched at all it is FAILED, or
 * CANCELLED where an approver's answer (or silence) is all that stopped it.
 */
export function executionOutcome(header: Pick<ExecutionHeader, 'Status' | 'Machine'>, waves: readonly Pick<WaveRecord, 'WaveStatus' | 'Servers'>[]): ExecutionStatus {
  if (header.Status === 'CANCELLING') return 'CANCELLED';
  if (header.Machine !== undefined && header.Machine.Status !== 'SUCCEEDED') return 'FAILED';
  const statuses = waves.map((wave) => wave.WaveStatus);
  if (statuses.length === 0 || statuses.includes('FAILED')) return 'FAILED';
  if (statuses.every((status) => status === 'COMPLETED')) return 'COMPLETED';
  if (statuses.includes('TIMEOUT')) return 'TIMEOUT';
  const launched = waves.some((wave) => wave.Servers.some((server) => countsAsLaunched(server.Status)));
  if (launched) return 'PARTIAL';
  return statuses.includes('CANCELLED') ? 'CANCELLED' : 'FAILED';
}

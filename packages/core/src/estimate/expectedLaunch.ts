import { healthWaitSeconds } from '../plan/executionBounds.js';
import type { ExecutionType } from '../plan/plan.js';
import type { WaveRecord } from '../execution/records.js';
import { launchesOf, type LaunchHistory } from './launchHistory.js';

/** DRS's own time for one launch as measured in the field (design section 14): PENDING, STARTED, servers IN_PROGRESS. Seconds. */
export const measuredLaunchSeconds: number = 808 + 20 + 356;
/** What the launch actions of a recovery take on top. Seconds. */
export const measuredActionsSeconds = 600;

/** What of a wave its expected time follows from. */
export type ExpectedWave = Pick<WaveRecord, 'WaveNumber' | 'WaveName' | 'ExecutionType' | 'HealthCheck' | 'Servers'>;

/** How long a wave's launches and health checks are expected to take, and from what that is known. */
export interface ExpectedLaunch {
  readonly seconds: number;
  /** HISTORY: from earlier runs of this plan; MEASURED: DRS's measured times. */
  readonly basis: 'HISTORY' | 'MEASURED';
}

/**
 * How long a wave is expected to take from its first launch call until its last health check, without waiting for a job
 * slot or an approval: a parallel wave as long as its slowest server, a sequential one as long as all of them one after
 * another. One look again counts for the health check: EC2 often knows an instance only at the second (R3.2).
 */
export function expectedLaunch(wave: ExpectedWave, executionType: ExecutionType, history: LaunchHistory): ExpectedLaunch {
  const known = launchesOf(wave, history);
  const measured = measuredLaunchSeconds + (executionType === 'RECOVERY' ? measuredActionsSeconds : 0);
  const health = wave.HealthCheck.Enabled ? healthWaitSeconds : 0;
  const basis = known === undefined ? 'MEASURED' : 'HISTORY';
  if (wave.Servers.length === 0) return { seconds: 0, basis };
  if (wave.ExecutionType === 'PARALLEL') return { seconds: (known?.slowest ?? measured) + health, basis };
  return { seconds: wave.Servers.length * ((known?.each ?? measured) + health), basis };
}

/** By wave number, how long each wave is expected to take, in whole seconds: `ExpectedSeconds` of its record. */
export function expectedWaveSeconds(waves: readonly ExpectedWave[], executionType: ExecutionType, history: LaunchHistory): ReadonlyMap<number, number> {
  return new Map(waves.map((wave) => [wave.WaveNumber, expectedLaunch(wave, executionType, history).seconds]));
}

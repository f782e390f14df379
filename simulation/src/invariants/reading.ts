import type { ServerRecord, WaveRecord } from '@drs-orchestration/core';
import type { Job } from '@drs-orchestration/testkit';
import type { WitnessedExecution } from '../witness/witness.js';
import type { Run } from './invariant.js';

/** What two clocks may differ by, and a second for rounding. Seconds. */
export function slackSeconds({ script }: Run): number {
  return (2 * script.clockSkew) / 1000 + 1;
}

/** A wave of an execution. @throws Error where there is none. */
export function ofWave({ waves }: WitnessedExecution, waveNumber: number): WaveRecord {
  const wave = waves.get(waveNumber);
  if (wave === undefined) throw new Error(`there is no wave ${waveNumber}`);
  return wave;
}

/** All waves, in order. */
export function wavesOf({ waves }: WitnessedExecution): readonly WaveRecord[] {
  return [...waves.values()].sort((one, other) => one.WaveNumber - other.WaveNumber);
}

/** All servers, each with its wave. */
export function serversOf(execution: WitnessedExecution): readonly { readonly wave: WaveRecord; readonly server: ServerRecord }[] {
  return wavesOf(execution).flatMap((wave) => wave.Servers.map((server) => ({ wave, server })));
}

/** The launch jobs that DRS has with an execution's tags. */
export function launchJobsOf({ header }: WitnessedExecution, { system }: Run): readonly Job[] {
  return system.witness.launches.filter((launch) => launch.executionId === header.ExecutionId).map((launch) => launch.job);
}

/** The ids of jobs that a final record names as given up. */
export function isAbandoned({ header }: WitnessedExecution, jobId: string): boolean {
  return header.Errors.some((error) => error.Code === 'Abandoned' && error.Message.includes(jobId));
}

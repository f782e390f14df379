import type { WaveRecord } from '../execution/records.js';
import { packIntoJobs, type LaunchQuotas, type RunningJobs } from '../launch/packing.js';

/** DRS jobs that a wave makes in all. */
export function jobsOf(wave: Pick<WaveRecord, 'ExecutionType' | 'Servers'>, quotas: LaunchQuotas): number {
  if (wave.ExecutionType === 'SEQUENTIAL') return wave.Servers.length;
  return packIntoJobs(wave.Servers.map((server) => server.SourceServerId), quotas).length;
}

/** What a wave has in the air while it launches: a sequential one a server at a time. */
export function loadOf(wave: Pick<WaveRecord, 'ExecutionType' | 'Servers'>, quotas: LaunchQuotas): RunningJobs {
  if (wave.Servers.length === 0) return { jobs: 0, servers: 0 };
  return wave.ExecutionType === 'SEQUENTIAL' ? { jobs: 1, servers: 1 } : { jobs: jobsOf(wave, quotas), servers: wave.Servers.length };
}

/** A stretch of time in which something is in the air. Seconds since the run's start; `to` is not part of it. */
export interface LoadedStretch {
  readonly from: number;
  readonly to: number;
  readonly load: RunningJobs;
}

/** The most that is in the air at one moment of a stretch, of all the run's: it rises only where one of them begins. */
export function busiest(stretch: LoadedStretch, all: readonly LoadedStretch[]): RunningJobs {
  const moments = [stretch.from, ...all.map(({ from }) => from).filter((from) => from > stretch.from && from < stretch.to)];
  const loads = moments.map((moment) => all.filter(({ from, to }) => from <= moment && moment < to).map(({ load }) => load));
  const sums = loads.map((together) => ({ jobs: sum(together.map(({ jobs }) => jobs)), servers: sum(together.map(({ servers }) => servers)) }));
  return { jobs: Math.max(0, ...sums.map(({ jobs }) => jobs)), servers: Math.max(0, ...sums.map(({ servers }) => servers)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

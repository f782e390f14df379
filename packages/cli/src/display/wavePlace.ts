import { isSettled, type ExecutionView, type WaveView } from '@drs-orchestration/core';
import { clockTime, duration } from './durations.js';
import { isDoneEarlier } from './recoveredEarlier.js';

/** What a wave does or waits for now, and whom it keeps waiting; short, for a row of the live view. */
export interface WavePlace {
  /** e.g. `2 IN_PROGRESS`, `slot since 03:20`, `after 2`. */
  readonly doing: string;
  /** Waves that wait for nothing else any more but it, e.g. `holds up 3, 4`. */
  readonly holdsUp: string;
}

/** Where a wave stands in its run. @param now Unix seconds of the run's clock */
export function wavePlace(wave: WaveView, view: ExecutionView, now: number): WavePlace {
  return { doing: doing(wave, view, now), holdsUp: isSettled(wave.Status) ? '' : holdsUp(wave, view) };
}

function doing(wave: WaveView, view: ExecutionView, now: number): string {
  switch (wave.Status) {
    case 'PENDING':
      return waiting(wave, view, now);
    case 'AWAITING_APPROVAL':
      return wave.Approval === undefined ? '' : `${duration(wave.Approval.ExpiresAt - now)} left`;
    case 'LAUNCHING':
      return wave.SlotWaitSince === undefined ? counts(wave) : `no DRS slot for ${clockTime(now - wave.SlotWaitSince)}`;
    case 'SKIPPED':
      return '';
    default:
      return counts(wave);
  }
}

function waiting(wave: WaveView, view: ExecutionView, now: number): string {
  const parents = view.Waves.filter((other) => wave.DependsOn.includes(other.WaveNumber));
  const open = parents.filter((parent) => !isSettled(parent.Status)).map((parent) => parent.WaveNumber);
  if (open.length > 0) return `after ${numbers(open)}`;
  const releases = parents.map((parent) => (parent.EndTime ?? now) + parent.WaitTimeSeconds);
  const left = Math.max(0, ...releases) - now;
  return left > 0 ? `starts in ${clockTime(left)}` : serversOf(wave);
}

/** Those whose other parents have all settled: they wait for this wave alone. */
function holdsUp(wave: WaveView, view: ExecutionView): string {
  const settled = new Set(view.Waves.filter((other) => isSettled(other.Status)).map((other) => other.WaveNumber));
  const held = view.Waves.filter((other) => other.Status === 'PENDING' && other.DependsOn.includes(wave.WaveNumber) && other.DependsOn.every((parent) => parent === wave.WaveNumber || settled.has(parent)));
  return wave.Status === 'PENDING' || held.length === 0 ? '' : `holds up ${numbers(held.map((other) => other.WaveNumber))}`;
}

function counts(wave: WaveView): string {
  if (isDoneEarlier(wave)) return `${wave.RecoveredEarlier?.length ?? 0} recovered earlier`;
  const byStatus = new Map<string, number>();
  for (const { Status, HealthStatus } of wave.Servers) {
    const shown = Status === 'LAUNCHED' && HealthStatus === 'PENDING' ? 'CHECKED' : Status;
    byStatus.set(shown, (byStatus.get(shown) ?? 0) + 1);
  }
  return [...byStatus].map(([status, count]) => `${count} ${status}`).join(', ');
}

function serversOf(wave: WaveView): string {
  return wave.Servers.length === 0 ? '' : `${wave.Servers.length} ${wave.Servers.length === 1 ? 'server' : 'servers'}`;
}

function numbers(waves: readonly number[]): string {
  return waves.length <= 4 ? waves.join(', ') : `${waves.slice(0, 3).join(', ')} +${waves.length - 3}`;
}

import { isFinal, isSettled, type ExecutionView, type WaveView } from '@drs-orchestration/core';
import { dependencyOrder } from '../follow/deriveEvents.js';
import { clockTime } from './durations.js';
import { toneOf, type Paint } from './paint.js';

/** How many servers a row shows one by one. */
const shownServers = 4;

/**
 * The state of a run as rows: a heading with DRS time, phase and next poll, then the waves in dependency order.
 * @param now Unix seconds of the run's clock. @param width columns of the terminal.
 */
export function waveTable(view: ExecutionView, now: number, speed: string, width: number, paint: Paint): readonly string[] {
  const nameWidth = Math.min(24, Math.max(...view.Waves.map((wave) => wave.WaveName.length), 4));
  const rows = dependencyOrder(view.Waves).map((wave) => row(wave, now, nameWidth, width, paint));
  // Narrower than this it would wrap.
  return [heading(view, now, width < 100 ? undefined : speed, paint), ...rows];
}

function heading(view: ExecutionView, now: number, speed: string | undefined, paint: Paint): string {
  const until = isFinal(view.Status) ? (view.EndTime ?? now) : now;
  const parts = [`${view.ExecutionType} ${paint(toneOf(view.Status), view.Status)}`, `DRS time ${clockTime(until - view.StartTime)}${speed === undefined ? '' : ` (${speed})`}`];
  if (view.Phase !== undefined) parts.push(`phase ${view.Phase}`);
  if (view.NextPollTime !== undefined && !isFinal(view.Status)) parts.push(`next poll in ${Math.max(0, view.NextPollTime - now)} s`);
  if (view.CleanUp?.Status === 'IN_PROGRESS') parts.push(`clean-up: ${view.CleanUp.TerminatedCount} terminated`);
  return parts.join(' · ');
}

function row(wave: WaveView, now: number, nameWidth: number, width: number, paint: Paint): string {
  const name = wave.WaveName.length > nameWidth ? `${wave.WaveName.slice(0, nameWidth - 1)}…` : wave.WaveName.padEnd(nameWidth);
  const time = wave.StartTime === undefined ? '     ' : clockTime((wave.EndTime ?? now) - wave.StartTime).padStart(5);
  const status = paint(toneOf(wave.Status), wave.Status.padEnd(17));
  const left = `  ${String(wave.WaveNumber).padStart(2)} ${name}  `;
  const room = Math.max(10, width - left.length - 17 - time.length - 4);
  return `${left}${status} ${time}  ${detail(wave, room, paint)}`;
}

function detail(wave: WaveView, room: number, paint: Paint): string {
  const waits = wave.DependsOn.length === 0 ? '' : `after ${wave.DependsOn.length === 1 ? 'wave' : 'waves'} ${wave.DependsOn.join(', ')}`;
  if (wave.Status === 'PENDING') return paint('quiet', [waits, `${wave.Servers.length} servers`].filter((part) => part !== '').join(', '));
  if (wave.Status === 'SKIPPED' || wave.Servers.length === 0) return '';
  const each = wave.Servers.map((server) => ({ name: server.HostName ?? server.SourceServerId, status: server.Status }));
  const plain = each.map(({ name, status }) => `${name} ${status}`).join('  ');
  if (each.length <= shownServers && plain.length <= room) return each.map(({ name, status }) => `${name} ${paint(toneOf(status), status)}`).join('  ');
  return countsByStatus(wave, paint);
}

function countsByStatus(wave: WaveView, paint: Paint): string {
  const counts = new Map<string, number>();
  for (const { Status } of wave.Servers) counts.set(Status, (counts.get(Status) ?? 0) + 1);
  const words = [...counts].map(([status, count]) => `${count} ${paint(toneOf(status), status)}`);
  return `${words.join(', ')}${isSettled(wave.Status) ? '' : ` of ${wave.Servers.length}`}`;
}

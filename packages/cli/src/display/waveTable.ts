import { isFinal, isSettled, type ExecutionView, type WaveView } from '@drs-orchestration/core';
import { dependencyOrder } from '../follow/deriveEvents.js';
import { clockTime } from './durations.js';
import { column, fit } from './fit.js';
import { toneOf, type Paint } from './paint.js';
import { wavePlace } from './wavePlace.js';

/** What a table is drawn with. */
export interface WaveTableOptions {
  /** Unix seconds of the run's clock. */
  readonly now: number;
  /** The clock's speed in words, e.g. `300 times as fast`; absent where it is the wall's. */
  readonly speed?: string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Rows there are for waves; what does not fit is summed up. Default: as many as it takes. */
  readonly rows?: number;
  readonly paint: Paint;
}

/** How many servers a row shows one by one. */
const shownServers = 4;
const statusWidth = 'AWAITING_APPROVAL'.length;
const timeWidth = '00:00 of 00:00'.length;

/**
 * The state of a run as rows: a heading with time, phase and next poll, then the waves in dependency order, each with
 * its status, its time and the expected one, and what it does or waits for. Where not all waves fit, those that are
 * under way or come next are shown, and the others counted.
 */
export function waveTable(view: ExecutionView, options: WaveTableOptions): readonly string[] {
  const { width, rows = Infinity, paint } = options;
  const ordered = dependencyOrder(view.Waves);
  const shown = ordered.length <= rows ? new Set(ordered) : chosen(ordered, rows);
  const nameWidth = Math.min(width < 100 ? 16 : 24, Math.max(...ordered.map((wave) => wave.WaveName.length), 4));
  const lines = ordered.flatMap((wave) => (shown.has(wave) ? [row(wave, view, nameWidth, options)] : []));
  const rest = ordered.filter((wave) => !shown.has(wave));
  return [heading(view, options), ...lines, ...(rest.length === 0 ? [] : [paint('quiet', `   … and ${summary(rest)}`)])].map((line) => fit(line, width));
}

/** Those under way first, then the nearest that wait, then the latest that ended; one row is left for the sum of the rest. */
function chosen(ordered: readonly WaveView[], rows: number): ReadonlySet<WaveView> {
  const underWay = ordered.filter((wave) => wave.Status === 'LAUNCHING' || wave.Status === 'AWAITING_APPROVAL');
  const troubled = ordered.filter((wave) => isSettled(wave.Status) && wave.Status !== 'COMPLETED' && wave.Status !== 'SKIPPED');
  const next = ordered.filter((wave) => wave.Status === 'PENDING');
  const ended = ordered.filter((wave) => isSettled(wave.Status) && !troubled.includes(wave)).reverse();
  return new Set([...underWay, ...troubled, ...next, ...ended].slice(0, Math.max(1, rows - 1)));
}

function summary(waves: readonly WaveView[]): string {
  const byStatus = new Map<string, number>();
  for (const { Status } of waves) byStatus.set(Status, (byStatus.get(Status) ?? 0) + 1);
  return `${waves.length} more ${waves.length === 1 ? 'wave' : 'waves'}: ${[...byStatus].map(([status, count]) => `${count} ${status}`).join(', ')}`;
}

function heading(view: ExecutionView, { now, speed, width, paint }: WaveTableOptions): string {
  const until = isFinal(view.Status) ? (view.EndTime ?? now) : now;
  const time = clockTime(until - view.StartTime);
  const parts = [`${view.ExecutionType} ${paint(toneOf(view.Status), view.Status)}`, speed === undefined ? time : `DRS time ${time}${width < 100 ? '' : ` (${speed})`}`];
  if (view.Phase !== undefined) parts.push(`phase ${view.Phase}`);
  if (view.NextPollTime !== undefined && !isFinal(view.Status)) parts.push(`next poll in ${Math.max(0, view.NextPollTime - now)} s`);
  if (view.CleanUp?.Status === 'PENDING') parts.push('clean-up comes');
  if (view.CleanUp?.Status === 'IN_PROGRESS') parts.push(`clean-up: ${view.CleanUp.TerminatedCount} terminated`);
  return parts.join(' · ');
}

function row(wave: WaveView, view: ExecutionView, nameWidth: number, { now, width, paint }: WaveTableOptions): string {
  const left = `${String(wave.WaveNumber).padStart(4)} ${column(wave.WaveName, nameWidth)} `;
  const status = paint(toneOf(wave.Status), wave.Status.padEnd(statusWidth));
  const room = Math.max(8, width - left.length - statusWidth - timeWidth - 4);
  return `${left}${status} ${times(wave, now)}  ${detail(wave, view, { now, room, paint })}`.trimEnd();
}

/** Its time so far and the expected one; of one that has not started the expected one. */
function times(wave: WaveView, now: number): string {
  const expected = wave.ExpectedSeconds === undefined ? '' : clockTime(wave.ExpectedSeconds);
  if (wave.StartTime === undefined) return (expected === '' || isSettled(wave.Status) ? '' : `~${expected}`).padStart(timeWidth);
  const so = clockTime((wave.EndTime ?? now) - wave.StartTime);
  return (expected === '' || isSettled(wave.Status) ? so : `${so} of ${expected}`).padStart(timeWidth);
}

function detail(wave: WaveView, view: ExecutionView, { now, room, paint }: { readonly now: number; readonly room: number; readonly paint: Paint }): string {
  const { doing, holdsUp } = wavePlace(wave, view, now);
  if (wave.Status === 'PENDING') return paint('quiet', doing);
  const each = wave.Servers.map(({ HostName, SourceServerId, Status }) => `${HostName ?? SourceServerId} ${Status}`).join('  ');
  const named = wave.SlotWaitSince === undefined && wave.Status !== 'AWAITING_APPROVAL' && wave.Status !== 'SKIPPED' && wave.Servers.length > 0 && wave.Servers.length <= shownServers;
  const full = [...(named ? [each] : []), doing].map((text) => [text, holdsUp].filter((part) => part !== '').join(', ')).find((text) => text.length <= room);
  return painted(full ?? doing, paint);
}

function painted(text: string, paint: Paint): string {
  return text.replace(/\b[A-Z][A-Z_]{3,}\b/gu, (word) => paint(toneOf(word), word));
}

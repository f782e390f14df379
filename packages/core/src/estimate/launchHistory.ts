import type { ExpectedInProgress, ServerRecord, WaveRecord } from '../execution/records.js';
import { countsAsLaunched } from '../execution/statuses.js';

/** How long launches of a wave took in earlier runs, in whole seconds: the median of those runs. */
export interface EarlierLaunches {
  readonly WaveName: string;
  /** The run's slowest server. */
  readonly slowest: number;
  /** A server on average. */
  readonly each: number;
  /** From a server being seen IN_PROGRESS until it was seen launched, over all servers of those runs; absent where none was seen so. */
  readonly inProgress?: ExpectedInProgress;
}

/** By wave number, what earlier runs of a plan tell. */
export type LaunchHistory = ReadonlyMap<number, EarlierLaunches>;

/** No run to learn from. */
export const noHistory: LaunchHistory = new Map();

/**
 * What runs of a plan, newest first, tell of its waves. Servers that failed or were late tell nothing. A wave counts
 * under its number as long as it has the name that it has in the newest run: another wave's times are not its own.
 */
export function launchHistory(runs: readonly (readonly WaveRecord[])[]): LaunchHistory {
  const history = new Map<number, EarlierLaunches>();
  const numbers = new Set(runs.flatMap((waves) => waves.map((wave) => wave.WaveNumber)));
  for (const number of numbers) {
    const waves = runs.flatMap((run) => run.filter((wave) => wave.WaveNumber === number));
    const name = waves[0]?.WaveName ?? '';
    const times = waves.filter((wave) => wave.WaveName === name).map((wave) => wave.Servers.flatMap((server) => launchSeconds(server) ?? [])).filter((seconds) => seconds.length > 0);
    if (times.length === 0) continue;
    const inProgress = expectedInProgress(waves.filter((wave) => wave.WaveName === name).flatMap((wave) => wave.Servers));
    history.set(number, {
      ...(inProgress === undefined ? {} : { inProgress }),
      WaveName: name, slowest: Math.round(median(times.map((seconds) => Math.max(...seconds)))), each: Math.round(median(times.map(mean))),
    });
  }
  return history;
}

/** What is known of a wave: of one that had another name nothing is. */
export function launchesOf(wave: Pick<WaveRecord, 'WaveNumber' | 'WaveName'>, history: LaunchHistory): EarlierLaunches | undefined {
  const earlier = history.get(wave.WaveNumber);
  return earlier?.WaveName === wave.WaveName ? earlier : undefined;
}

/** From a server's launch call until its launch had settled, its launch actions included. */
function launchSeconds(server: ServerRecord): number | undefined {
  const { LaunchTime, LaunchedTime, SettledPollTime } = server;
  if (!countsAsLaunched(server.Status) || server.TimeoutDetected === true || LaunchTime === undefined || LaunchedTime === undefined) return undefined;
  return Math.max(0, Math.max(LaunchedTime, SettledPollTime ?? LaunchedTime) - LaunchTime);
}

/** The shortest spread that is believed of a few times: a twentieth of their mean. */
const leastSpread = 1 / 20;

function expectedInProgress(servers: readonly ServerRecord[]): ExpectedInProgress | undefined {
  const times = servers.flatMap((server) => inProgressSeconds(server) ?? []);
  if (times.length === 0) return undefined;
  const Seconds = mean(times);
  const deviation = Math.sqrt(mean(times.map((time) => (time - Seconds) ** 2)));
  return { Seconds: Math.round(Seconds), Spread: Math.max(1, Math.round(Math.max(deviation, Seconds * leastSpread))) };
}

function inProgressSeconds({ TransitionHistory, LaunchedTime, TimeoutDetected }: ServerRecord): number | undefined {
  const since = TransitionHistory.find(({ Status }) => Status === 'IN_PROGRESS')?.At;
  return since === undefined || LaunchedTime === undefined || TimeoutDetected === true ? undefined : Math.max(0, LaunchedTime - since);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

import { countsAsLaunched, type ServerView, type WaveView } from '@drs-orchestration/core';
import type { ServerCounts } from './report.js';

const notLaunched: ReadonlySet<ServerView['Status']> = new Set<ServerView['Status']>(['NOT_STARTED', 'SKIPPED', 'CANCELLED']);

/** How the launches of some waves' servers ended. */
export function serverCounts(waves: readonly Pick<WaveView, 'Servers' | 'RecoveredEarlier'>[]): ServerCounts {
  const servers = waves.flatMap((wave) => wave.Servers);
  const count = (matches: (server: ServerView) => boolean): number => servers.filter(matches).length;
  const [Recovered, Failed, NotLaunched] = [count((server) => countsAsLaunched(server.Status)), count((server) => server.Status === 'FAILED'), count((server) => notLaunched.has(server.Status))];
  return {
    Total: servers.length,
    Recovered,
    // A clean-up ends a WARNING as TERMINATED; its error stays.
    WithWarning: count((server) => countsAsLaunched(server.Status) && server.Error !== undefined),
    Failed,
    NotLaunched,
    Unsettled: servers.length - Recovered - Failed - NotLaunched,
    RecoveredEarlier: waves.reduce((sum, wave) => sum + (wave.RecoveredEarlier?.length ?? 0), 0),
  };
}

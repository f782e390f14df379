import { newServer } from '../execution/newExecution.js';
import type { WaveRecord } from '../execution/records.js';
import { serversWithTags } from '../plan/protectionGroups.js';
import type { DrsSourceServer } from '../ports/drs.js';

/** The waves with their servers' names, and where a wave's group goes by tags, with the servers that carry them. */
export function resolveServers(waves: readonly WaveRecord[], known: readonly DrsSourceServer[]): readonly WaveRecord[] {
  const names = new Map(known.map((server) => [server.sourceServerId, server.hostName]));
  return waves.map((wave) => {
    // A retry's, once resolved, holds those that are left to launch.
    const servers = wave.Tags === undefined || wave.RecoveredEarlier !== undefined ? wave.Servers : serversWithTags(known, wave.Tags).map(newServer);
    return {
      ...wave,
      Servers: servers.map((server) => {
        const hostName = names.get(server.SourceServerId);
        return hostName === undefined ? server : { ...server, HostName: hostName };
      }),
    };
  });
}

/** What to ask DRS for, so that `resolveServers` can: all of the account where a group goes by tags. */
export function serversToAskFor(waves: readonly WaveRecord[]): readonly string[] | 'ALL' {
  if (waves.some((wave) => wave.Tags !== undefined)) return 'ALL';
  return [...new Set(waves.flatMap((wave) => wave.Servers.map((server) => server.SourceServerId)))];
}

/** The ids of those servers of the waves that DRS knows, each once. */
export function knownServersOf(waves: readonly WaveRecord[], known: readonly DrsSourceServer[]): readonly string[] {
  const ids = new Set(known.map((server) => server.sourceServerId));
  return [...new Set(waves.flatMap((wave) => wave.Servers.map((server) => server.SourceServerId)))].filter((id) => ids.has(id));
}

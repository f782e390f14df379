import { openCalls } from '../launch/calls.js';
import type { StoredExecution } from './executions.js';
import type { RecoveredEarlier, ServerRecord } from './records.js';
import { countsAsLaunched, isOutstanding } from './statuses.js';

/** Servers that need no launch any more, and the execution that recovered each. */
export type RecoveredServers = ReadonlyMap<string, string>;

/** What an execution recovered, with what those it retries had recovered before. */
export function recoveredServers({ header, waves }: StoredExecution): RecoveredServers {
  const earlier = waves.flatMap((wave) => wave.RecoveredEarlier ?? []).map(({ SourceServerId, ExecutionId }) => [SourceServerId, ExecutionId] as const);
  const own = waves.flatMap((wave) => wave.Servers).filter((server) => countsAsLaunched(server.Status)).map((server) => [server.SourceServerId, header.ExecutionId] as const);
  return new Map([...earlier, ...own]);
}

/** Servers of which an execution does not know whether DRS launches them: their jobs go on, or their calls are open. */
export function undecidedServers({ waves }: Pick<StoredExecution, 'waves'>): readonly string[] {
  const outstanding = waves.flatMap((wave) => wave.Servers).filter((server) => isOutstanding(server.Status)).map((server) => server.SourceServerId);
  const called = waves.flatMap((wave) => openCalls(wave)).flatMap(([, call]) => call.Servers);
  return [...new Set([...outstanding, ...called])];
}

/** Parts a wave's servers: those a retry launches, and those it leaves out. */
export function withoutRecovered(
  servers: readonly ServerRecord[],
  order: readonly number[] | undefined,
  recovered: RecoveredServers,
): { readonly Servers: readonly ServerRecord[]; readonly ExecutionOrder?: readonly number[]; readonly RecoveredEarlier?: readonly RecoveredEarlier[] } {
  const earlier = servers.flatMap(({ SourceServerId }) => {
    const ExecutionId = recovered.get(SourceServerId);
    return ExecutionId === undefined ? [] : [{ SourceServerId, ExecutionId }];
  });
  if (earlier.length === 0) return { Servers: servers, ...(order === undefined ? {} : { ExecutionOrder: order }) };
  const left = servers.filter((server) => !recovered.has(server.SourceServerId));
  // Positions are counted in the servers that are left, in the same order as before.
  const positions = order?.flatMap((position) => {
    const server = servers[position - 1];
    const index = server === undefined ? -1 : left.indexOf(server);
    return index < 0 ? [] : [index + 1];
  });
  return { Servers: left, ...(positions === undefined ? {} : { ExecutionOrder: positions }), RecoveredEarlier: earlier };
}

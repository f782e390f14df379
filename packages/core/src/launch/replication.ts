import type { ExecutionType } from '../plan/plan.js';
import type { DrsSourceServer } from '../ports/drs.js';

/** Replication states in which DRS keeps a server's recovery points up to date. */
const replicating = new Set(['CONTINUOUS', 'BACKLOG', 'CREATING_SNAPSHOT', 'RESCAN']);
/**
 * States in which replication has stopped but earlier recovery points remain. In a disaster the sources are gone, so
 * a real recovery has to launch from them; a drill would only prove yesterday's data.
 */
const interrupted = new Set(['STALLED', 'DISCONNECTED', 'PAUSED']);

/** Why a server's replication state keeps it from being launched, naming the state; undefined where it does not. */
export function replicationRefusal(server: DrsSourceServer, executionType: ExecutionType): string | undefined {
  const state = server.replicationState ?? 'unknown';
  if (replicating.has(state) || (executionType === 'RECOVERY' && interrupted.has(state))) return undefined;
  return `Server ${server.sourceServerId} is not replicating: its state is ${state}. Look at its replication in the DRS console.`;
}

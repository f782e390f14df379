import type { ExecutionHeader, ExecutionStatus, ExecutionType, ServerRecord, WaveRecord, WaveStatus } from '@drs-orchestration/core';

// The design's rules, written down again: a check that asked the product for its rules would agree with it when they break.

/** Whether an execution's status is final. */
export function hasEnded(status: ExecutionStatus): boolean {
  return ['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'].includes(status);
}

/** Whether a wave's status is final. */
export function isOver(status: WaveStatus): boolean {
  return ['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED'].includes(status);
}

/** Whether a server in this status counts as launched. */
export function isLaunched({ Status }: Pick<ServerRecord, 'Status'>): boolean {
  return Status === 'LAUNCHED' || Status === 'WARNING' || Status === 'TERMINATED';
}

/** Whether a launched server's launch actions are still to be waited for: in a recovery, until they are known to be over. */
export function actionsGoOn(server: ServerRecord, executionType: ExecutionType | undefined): boolean {
  return executionType === 'RECOVERY' && server.Status === 'LAUNCHED' && (server.PostLaunchActionsStatus === undefined || server.PostLaunchActionsStatus === 'IN_PROGRESS');
}

/** Whether DRS still works on a server. */
export function isUnderWay(server: ServerRecord, executionType: ExecutionType): boolean {
  return ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'].includes(server.Status) || actionsGoOn(server, executionType);
}

/** Whether what depends on a wave may start. */
export function letsDependents(wave: Pick<WaveRecord, 'WaveStatus' | 'OnPartialFailure'>): boolean {
  return wave.WaveStatus === 'COMPLETED' || (wave.WaveStatus === 'PARTIAL' && wave.OnPartialFailure === 'CONTINUE');
}

/** The status that an execution's waves give it, where nobody cancelled it and its machine did not fail. */
export function statusOfWaves(waves: readonly WaveRecord[]): ExecutionStatus {
  const has = (status: WaveStatus): boolean => waves.some((wave) => wave.WaveStatus === status);
  if (waves.every((wave) => wave.WaveStatus === 'COMPLETED')) return 'COMPLETED';
  if (has('FAILED')) return 'FAILED';
  if (has('TIMEOUT')) return 'TIMEOUT';
  if (waves.some((wave) => wave.Servers.some(isLaunched))) return 'PARTIAL';
  return has('CANCELLED') ? 'CANCELLED' : 'FAILED';
}

/** The status a settled wave's servers give it, where no Task of it failed, nobody cancelled it and it was let start. */
export function statusOfServers({ Servers }: Pick<WaveRecord, 'Servers'>, executionType: ExecutionType): WaveStatus {
  if (Servers.some((server) => isUnderWay(server, executionType))) return 'TIMEOUT';
  const launched = Servers.filter(isLaunched).length;
  if (launched === 0) return 'FAILED';
  return launched === Servers.length ? 'COMPLETED' : 'PARTIAL';
}

/** A wave's servers in the order in which a sequential wave launches them. */
export function inLaunchOrder({ Servers, ExecutionOrder }: Pick<WaveRecord, 'Servers' | 'ExecutionOrder'>): readonly ServerRecord[] {
  return ExecutionOrder === undefined ? Servers : ExecutionOrder.flatMap((position) => Servers[position - 1] ?? []);
}

/** Whether a header is of a run that was cancelled. */
export function wasCancelled(header: Pick<ExecutionHeader, 'Cancel'>): boolean {
  return header.Cancel !== undefined;
}

/** Whether a server is through with its launch, its launch actions and its health check, or they are given up (sections 7 and 8). */
function isThrough(server: ServerRecord, wave: WaveRecord, executionType: ExecutionType): boolean {
  if (server.Status === 'NOT_STARTED') return false;
  if (actionsGoOn(server, executionType)) return server.ActionsTimeoutDetected === true;
  if (isUnderWay(server, executionType)) return server.TimeoutDetected === true;
  const unchecked = server.Status === 'LAUNCHED' && wave.HealthCheck.Enabled && (server.HealthStatus === undefined || server.HealthStatus === 'PENDING');
  return !unchecked;
}

/** Whether all of a wave's servers are through; in a sequential wave, whether one failed or is late and those before it are. */
export function serversAreThrough(wave: WaveRecord, executionType: ExecutionType): boolean {
  if (Object.values(wave.Calls).some((call) => call.JobId === undefined && call.VoidedAt === undefined)) return false;
  if (wave.ExecutionType === 'PARALLEL') return wave.Servers.every((server) => isThrough(server, wave, executionType));
  const begun = inLaunchOrder(wave).filter(({ Status }) => Status !== 'NOT_STARTED');
  const last = begun.at(-1);
  const ends = begun.length === wave.Servers.length || (last !== undefined && (!isLaunched(last) || isUnderWay(last, executionType)));
  return ends && begun.every((server) => isThrough(server, wave, executionType));
}

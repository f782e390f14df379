import {
  awaitsHealth,
  countsAsLaunched,
  healthWaitSeconds,
  isRunning,
  isSettled,
  judgeHealth,
  launchOrder,
  lookAtInstances,
  recoveryTarget,
  serversInScope,
  unixSeconds,
  ServiceError,
  type Look,
  type WaveRecord,
} from '@drs-orchestration/core';
import type { OrchestratorContext } from '../context.js';

/** DONE: checked. WAIT: look again. FAILED (with a position only): that server failed to launch or to pass. */
export type HealthAnswer = { readonly Answer: 'DONE' | 'FAILED' } | { readonly Answer: 'WAIT'; readonly WaitSeconds: number };

/** Looks at the instances of a wave's launched servers, or of the one at a position (R3). */
export async function checkHealth(context: OrchestratorContext, executionId: string, waveNumber: number, position?: number): Promise<HealthAnswer> {
  const before = await context.executions.wave(executionId, waveNumber);
  const wave = before.HealthCheck.Enabled ? await look(context, before, position) : before;
  const servers = serversInScope(wave, position);
  if (wave.HealthCheck.Enabled && servers.some(awaitsHealth)) return { Answer: 'WAIT', WaitSeconds: healthWaitSeconds };
  if (position === undefined) return { Answer: 'DONE' };
  const server = launchOrder(wave)[position - 1];
  const { ExecutionType } = await context.executions.header(executionId);
  // One that timed out is still at its launch or its launch actions: the next server must not start after it (P5).
  return { Answer: server !== undefined && countsAsLaunched(server.Status) && !isRunning(server, ExecutionType) ? 'DONE' : 'FAILED' };
}

async function look(context: OrchestratorContext, wave: WaveRecord, position: number | undefined): Promise<WaveRecord> {
  const unchecked = serversInScope(wave, position).filter(awaitsHealth);
  if (unchecked.length === 0) return wave;
  const header = await context.executions.header(wave.ExecutionId);
  const target = recoveryTarget(header);
  const looks = await lookAtInstances(context.accounts.drs(target), context.accounts.instances(target), unchecked, (ask, unanswered) => tolerated(context, wave, ask, unanswered));
  return context.executions.changeWave(wave.ExecutionId, wave.WaveNumber, (current) => (isSettled(current.WaveStatus) ? current : judged(current, looks, unixSeconds(context.clock))));
}

/** The wave by these looks. Once it is settled nobody judges it so any more: what ended then, the clean-up may have ended. */
function judged(wave: WaveRecord, looks: ReadonlyMap<string, Look>, now: number): WaveRecord {
  const Servers = wave.Servers.map((server) => {
    const look = looks.get(server.SourceServerId);
    if (look === undefined) return server;
    const known = look.instanceId === undefined ? server : { ...server, InstanceId: look.instanceId };
    return judgeHealth(known, look.state, look.address, wave, now);
  });
  return { ...wave, Servers };
}

/** A look that fails is like an instance that is not known yet: the next one, within the 5 minutes, may tell. */
async function tolerated<T>(context: OrchestratorContext, wave: WaveRecord, ask: () => Promise<T>, unanswered: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    context.logger.warn('an instance could not be looked at: it is looked at again', { ExecutionId: wave.ExecutionId, WaveNumber: wave.WaveNumber, code: error.code, reason: error.message });
    return unanswered;
  }
}

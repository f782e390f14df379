import { awaitDrain, awaitOnWave, launchServers, triedAgain } from '@drs-orchestration/core';
import type { OrchestratorContext } from './context.js';
import { awaitApproval } from './tasks/awaitApproval.js';
import { awaitLaunch } from './tasks/awaitLaunch.js';
import { checkHealth } from './tasks/checkHealth.js';
import { cleanUp } from './tasks/cleanUp.js';
import { closeApproval } from './tasks/closeApproval.js';
import { finalizeExecution } from './tasks/finalizeExecution.js';
import { prepareExecution } from './tasks/prepareExecution.js';
import { recordMachineEnd, repair } from './tasks/repair.js';
import { releaseDependents } from './tasks/releaseDependents.js';
import { settleWave } from './tasks/settleWave.js';
import { parseMachineEnded, parseTaskEvent, type TaskEvent } from './taskEvents.js';

/** Runs what an event asks for: a Task of the machine, a repair, or the record of a machine's end. */
export async function dispatch(context: OrchestratorContext, event: unknown): Promise<unknown> {
  const ended = parseMachineEnded(event);
  if (ended === undefined) return runTask(context, parseTaskEvent(event));
  if (ended.status === 'RUNNING' || ended.status === 'PENDING_REDRIVE') return {};
  // A clean-up machine's end needs no record of its own: the repair sees whether anything is left.
  if (ended.mode === 'RUN') await recordMachineEnd(context, ended.executionId, { ...ended, status: ended.status });
  else await repair(context, ended.executionId);
  return {};
}

async function runTask(context: OrchestratorContext, event: TaskEvent): Promise<unknown> {
  const { ExecutionId: id } = event;
  switch (event.Task) {
    case 'PrepareExecution':
      return prepareExecution(context, id);
    case 'AwaitDependencies':
      return patiently(() => awaitOnWave(context, id, event.WaveNumber, 'DEPENDENCIES', event.Token));
    case 'AwaitApproval':
      return awaitApproval(context, id, event.WaveNumber, event.Token);
    case 'CloseApproval':
      return patiently(() => closeApproval(context, id, event.WaveNumber));
    case 'LaunchWave':
      return launchServers(context, id, event.WaveNumber);
    case 'LaunchServer':
      return launchServers(context, id, event.WaveNumber, event.Position);
    case 'AwaitLaunch':
      return patiently(() => awaitLaunch(context, id, event.WaveNumber, event.Position, event.Token));
    case 'CheckHealth':
      return checkHealth(context, id, event.WaveNumber, event.Position);
    case 'SettleWave':
      return settleWave(context, id, event.WaveNumber, event.Failure);
    case 'ReleaseDependents':
      return releaseDependents(context, id, event.WaveNumber);
    case 'AwaitDrain':
      return patiently(() => awaitDrain(context, id, event.Token));
    case 'FinalizeExecution':
      return finalizeExecution(context, id, event.Failure);
    case 'CleanUp':
      return cleanUp(context, id);
    case 'Repair':
      await repair(context, id);
      return {};
  }
}

/**
 * A Task that only waits, or closes a wait, loses nothing by being tried again: a service that is silent for longer
 * than its client repeats a call does not fail a wave that is waiting (or approved), nor does everything that waits at
 * that moment fail together.
 * @throws RetryableError `ServiceSilent`, which the machine retries for ten minutes.
 */
function patiently<T>(register: () => Promise<T>): Promise<T> {
  return triedAgain(register, 'ServiceSilent');
}

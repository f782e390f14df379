import { Executions, isFinal, type ExecutionStatus, type StoredExecution } from '@drs-orchestration/core';
import type { PausingClock } from '../clock/pausingClock.js';
import type { LocalSystem } from './startLocalSystem.js';

/** What is waited for, and for how long. */
export interface AwaitedStatus {
  readonly executionId: string;
  /** Any of these. */
  readonly statuses: readonly ExecutionStatus[];
  /** Seconds of the clock; default an hour. */
  readonly withinSeconds?: number;
}

/** Between two looks at the record. Milliseconds. */
const pause = 1000;

/**
 * Waits, by the clock, until an execution of a local system has one of these statuses.
 * @throws Error naming the status it has instead, once time is up or another status is final.
 */
export async function untilStatus(system: Pick<LocalSystem, 'items'>, clock: PausingClock, awaited: AwaitedStatus): Promise<StoredExecution> {
  const { executionId, statuses, withinSeconds = 3600 } = awaited;
  const executions = new Executions(system.items, clock);
  const until = clock.now() + withinSeconds * 1000;
  for (;;) {
    const execution = await executions.load(executionId);
    const { Status } = execution.header;
    if (statuses.includes(Status)) return execution;
    if (isFinal(Status)) throw new Error(`execution ${executionId} ended as ${Status}; ${statuses.join(' or ')} was waited for`);
    if (clock.now() >= until) throw new Error(`execution ${executionId} is still ${Status} after ${withinSeconds} s; ${statuses.join(' or ')} was waited for`);
    await clock.sleep(pause);
  }
}

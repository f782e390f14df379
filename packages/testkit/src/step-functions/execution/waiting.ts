import type { Clock } from '@drs-orchestration/core';
import { TimeoutFailure } from '../errors/timeoutFailure.js';
import { cancelled, type Scope } from './scope.js';

/** Sleeps `seconds` of the clock; throws `cancelled` as soon as the scope is. */
export async function sleepIn(scope: Scope, clock: Clock, seconds: number): Promise<void> {
  const abort = new AbortController();
  const leave = scope.onCancel(() => abort.abort(cancelled));
  try {
    await clock.sleep(seconds * 1000, abort.signal);
  } finally {
    leave();
  }
}

/** How long a task may take, in seconds. */
export interface Deadlines<T> {
  readonly timeoutSeconds?: number | undefined;
  readonly heartbeatSeconds?: number | undefined;
  /** When it last gave a sign: milliseconds of the clock. */
  lastHeartbeat(): number;
  /** Told at the moment it is late: from now on no answer is accepted. Gives the result where an answer was accepted before. */
  expire(): Promise<T> | undefined;
}

/**
 * Runs work that must end in time, in a scope of its own that is cancelled when it has ended or is late.
 * @throws TimeoutFailure when it takes longer than it may or misses a heartbeat.
 */
export async function withinDeadlines<T>(parent: Scope, clock: Clock, deadlines: Deadlines<T>, work: (scope: Scope) => Promise<T>): Promise<T> {
  const { timeoutSeconds, heartbeatSeconds } = deadlines;
  if (timeoutSeconds === undefined && heartbeatSeconds === undefined) return work(parent);
  const scope = parent.child();
  try {
    const contenders = [work(scope)];
    if (timeoutSeconds !== undefined) contenders.push(late(scope, clock, timeoutSeconds, deadlines));
    if (heartbeatSeconds !== undefined) contenders.push(silent(scope, clock, heartbeatSeconds, deadlines));
    // The losers end as cancelled, which nobody needs to hear of.
    for (const contender of contenders) contender.catch(() => undefined);
    return await Promise.race(contenders);
  } finally {
    scope.cancel();
  }
}

async function late<T>(scope: Scope, clock: Clock, seconds: number, deadlines: Deadlines<T>): Promise<T> {
  await sleepIn(scope, clock, seconds);
  return expired(deadlines, false);
}

async function silent<T>(scope: Scope, clock: Clock, seconds: number, deadlines: Deadlines<T>): Promise<T> {
  for (;;) {
    const remaining = deadlines.lastHeartbeat() + seconds * 1000 - clock.now();
    if (remaining <= 0) return expired(deadlines, true);
    await sleepIn(scope, clock, remaining / 1000);
  }
}

function expired<T>(deadlines: Deadlines<T>, missedHeartbeat: boolean): Promise<T> {
  const result = deadlines.expire();
  if (result !== undefined) return result;
  throw new TimeoutFailure(missedHeartbeat);
}

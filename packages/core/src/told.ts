import { ServiceError } from './errors.js';
import type { Clock } from './ports/clock.js';

/** What a service answered, or why that is not known. */
export type Told<T> = { readonly known: true; readonly value: T } | NotTold;

/** Why something is not known; `error` where a service refused to tell. */
export interface NotTold {
  readonly known: false;
  readonly reason: string;
  readonly error?: ServiceError;
}

/**
 * What a question gives until `deadline` (milliseconds since the epoch, by our clock). The question itself is not taken
 * back when it is late: it only reads.
 */
export async function told<T>(clock: Clock, deadline: number, ask: () => Promise<T>): Promise<Told<T>> {
  const answered = new AbortController();
  const late = until(clock, deadline, answered.signal).then((): NotTold => ({ known: false, reason: 'There was no answer in time.' }));
  try {
    return await Promise.race([answer(ask), late]);
  } finally {
    answered.abort();
  }
}

/**
 * Second by second: between two timers of a clock that is sped up, what is under way goes on, so that one moment in which
 * the machine is busy does not make all of the time pass (design section 13).
 */
async function until(clock: Clock, deadline: number, signal: AbortSignal): Promise<void> {
  do await clock.sleep(Math.min(1000, Math.max(0, deadline - clock.now())), signal);
  while (clock.now() < deadline);
}

async function answer<T>(ask: () => Promise<T>): Promise<Told<T>> {
  try {
    return { known: true, value: await ask() };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { known: false, reason: error.message, error };
  }
}

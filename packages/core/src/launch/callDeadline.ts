import type { Clock } from '../ports/clock.js';

/**
 * Runs a call under a signal that is aborted at `deadline` (milliseconds since the epoch), by our clock. Past the
 * deadline already, the signal is aborted from the start, so that nothing is sent.
 */
export async function untilDeadline<T>(clock: Clock, deadline: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const expiry = new AbortController();
  const timer = new AbortController();
  const remaining = deadline - clock.now();
  const expire = (): void => expiry.abort(new Error('the launch call was not answered before its deadline'));
  if (remaining <= 0) expire();
  else clock.sleep(remaining, timer.signal).then(expire, () => undefined);
  try {
    return await call(expiry.signal);
  } finally {
    timer.abort();
  }
}

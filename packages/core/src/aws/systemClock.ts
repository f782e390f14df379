import type { Clock } from '../ports/index.js';

/** Node's timers hold at most this many milliseconds (24.8 days); longer sleeps are made of several. */
const longestTimer = 2 ** 31 - 1;

const oneTimer = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });

/** The machine's own time: what runs on AWS. It never stands still, so `standingStill` only runs the work. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    for (let left = milliseconds; left > 0; left -= longestTimer) {
      await oneTimer(Math.min(left, longestTimer), signal);
    }
  },
  standingStill: (work) => work(),
};

/** How far `clock` is ahead of the machine's time, in milliseconds; the SDK calls that `systemClockOffset`. */
export function offsetFromSystem(clock: Pick<Clock, 'now'>): number {
  return clock === systemClock ? 0 : clock.now() - systemClock.now();
}

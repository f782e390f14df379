import type { PausingClock } from '../clock/pausingClock.js';
import { systemTime, wallPacer, type WallPacer } from '../clock/wallPacer.js';

/** Node's timers hold at most this many milliseconds; longer sleeps are made of several. */
const longestTimer = 2 ** 31 - 1;

/** What the clock goes by; another one only in tests. */
export interface Pace {
  readonly pacer: WallPacer;
  /** What the clock shows at first: milliseconds since the Unix epoch. */
  readonly startAt: number;
}

/**
 * A clock that runs `speed` times as fast as the wall and never stands still, whoever waits: for clients that are no
 * part of this process, and whose own clock runs on.
 */
export function pacedClock(speed: number, { pacer, startAt }: Pace = { pacer: wallPacer, startAt: systemTime() }): PausingClock {
  const began = pacer.now();
  const now = (): number => Math.floor(startAt + (pacer.now() - began) * speed);
  const oneTimer = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        callOff();
        reject(signal?.reason as Error);
      };
      const callOff = pacer.after(milliseconds, true, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  return {
    now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      for (let left = milliseconds / speed; left > 0; left -= longestTimer) await oneTimer(Math.min(left, longestTimer), signal);
    },
    standingStill: (work) => work(),
    letTimePass: (work) => work(),
  };
}

/** What a clock that is paced by the wall needs of it. */
export interface WallPacer {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back after `milliseconds` by the wall; returns a function that calls it off. `keepsAlive`: whether the process must not exit meanwhile. */
  after(milliseconds: number, keepsAlive: boolean, callback: () => void): () => void;
  /** Calls back once promise reactions and ready I/O callbacks have run; returns a function that calls it off. */
  afterReactions(callback: () => void): () => void;
}

/** The system's own time: the only place of the testkit that asks it. */
export const wallPacer: WallPacer = {
  now: () => performance.now(),
  after(milliseconds, keepsAlive, callback) {
    const timer = setTimeout(callback, milliseconds);
    if (!keepsAlive) timer.unref();
    return () => clearTimeout(timer);
  },
  afterReactions(callback) {
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  },
};

/** Resolves once promise reactions and ready I/O callbacks have run. */
export function reactionsRun(): Promise<void> {
  return new Promise((resolve) => void wallPacer.afterReactions(resolve));
}

/** Milliseconds since the Unix epoch by the system, for a clock that shall start at the present. */
export function systemTime(): number {
  return Date.now();
}

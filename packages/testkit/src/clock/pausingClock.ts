import type { Clock } from '@drs-orchestration/core';

/** A clock that stands still while work is in flight, and that a server can let run while it keeps a client waiting on purpose. */
export interface PausingClock extends Clock {
  /**
   * Undoes one hold of `standingStill` while `work` runs: for a server that keeps a client waiting on purpose
   * (a scripted time-out), since the waiting client's own hold would otherwise stop the very time it waits for.
   */
  letTimePass<T>(work: () => Promise<T>): Promise<T>;
}

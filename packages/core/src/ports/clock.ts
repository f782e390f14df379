/**
 * Where all time comes from (design section 13). On AWS it is the system's, on a laptop a sped-up one,
 * in the simulation one that jumps from event to event.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /**
   * Resolves after `milliseconds` of this clock's time.
   * @throws the signal's reason, as soon as `signal` is aborted.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /**
   * Runs work that takes real time (a request in flight). A clock that is not the system's stands still
   * meanwhile, so that a slow machine never makes a deadline pass.
   */
  standingStill<T>(work: () => Promise<T>): Promise<T>;
}

/** The clock's time in whole Unix seconds, as records hold it (R12.4). */
export function unixSeconds(clock: Pick<Clock, 'now'>): number {
  return Math.floor(clock.now() / 1000);
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { PausingClock } from '../clock/pausingClock.js';

/** One run of a handler: how many of its branches sleep. */
interface Run {
  sleepers: number;
  /** Ends the pass that its first sleeper took. */
  wake?: () => void;
}

/**
 * The clock that handlers are given, which stands still while one is at work and not asleep (design section 13): not
 * only its requests take real time, but also what the SDK does before and between them.
 */
export class HandlerClock implements PausingClock {
  readonly #clock: PausingClock;
  readonly #runs = new AsyncLocalStorage<Run>();

  constructor(clock: PausingClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Runs a handler; time passes while it sleeps on this clock, and otherwise stands still. */
  handle<T>(work: () => Promise<T>): Promise<T> {
    return this.#runs.run({ sleepers: 0 }, () => this.#clock.standingStill(work));
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const run = this.#runs.getStore();
    if (run === undefined) return this.#clock.sleep(milliseconds, signal);
    run.sleepers += 1;
    // One pass a run undoes the one hold of its handler; a branch that has a request in flight holds on its own.
    if (run.sleepers === 1) void this.#clock.letTimePass(() => new Promise<void>((resolve) => (run.wake = resolve)));
    try {
      await this.#clock.sleep(milliseconds, signal);
    } finally {
      run.sleepers -= 1;
      if (run.sleepers === 0) run.wake?.();
    }
  }

  standingStill<T>(work: () => Promise<T>): Promise<T> {
    return this.#clock.standingStill(work);
  }

  letTimePass<T>(work: () => Promise<T>): Promise<T> {
    return this.#clock.letTimePass(work);
  }
}

import type { Clock } from '@drs-orchestration/core';

/** What a schedule calls, and when. */
export interface ScheduleOptions {
  readonly clock: Clock;
  /** The interval, in seconds of the clock; like EventBridge, it does not wait for the call before to end. */
  readonly everySeconds: number;
  /** Called with the time it was due (milliseconds since the Unix epoch). What it throws goes to `onError`. */
  readonly call: (dueAt: number) => unknown;
  /** Whether a call due at that time is made; for outages. Default: always. */
  readonly isUp?: (dueAt: number) => boolean;
  readonly onError?: (error: unknown) => void;
}

/** Calls something at every full interval of the clock, e.g. each minute at second 0, as EventBridge Scheduler does. */
export class Schedule {
  readonly #options: ScheduleOptions;
  #running: AbortController | undefined;

  /** The switch of the schedule: while false it stays quiet, but keeps its beat. */
  enabled = true;

  constructor(options: ScheduleOptions) {
    if (!(options.everySeconds > 0)) throw new RangeError(`a schedule cannot fire every ${options.everySeconds} s: give a number above 0`);
    this.#options = options;
  }

  /** Starts it; the first call is at the next full interval. */
  start(): void {
    if (this.#running !== undefined) return;
    const running = new AbortController();
    this.#running = running;
    // The only way it ends is being stopped.
    this.#beat(running.signal).catch(() => undefined);
  }

  /** Stops it; calls that are under way go on. */
  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #beat(signal: AbortSignal): Promise<never> {
    const { clock, everySeconds } = this.#options;
    const interval = everySeconds * 1000;
    let due = Math.ceil((clock.now() + 1) / interval) * interval;
    for (;;) {
      await clock.sleep(due - clock.now(), signal);
      if (this.enabled && (this.#options.isUp?.(due) ?? true)) void this.#call(due);
      due += interval;
    }
  }

  async #call(due: number): Promise<void> {
    try {
      await this.#options.call(due);
    } catch (error) {
      this.#options.onError?.(error);
    }
  }
}

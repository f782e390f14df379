import type { PausingClock } from './pausingClock.js';
import { requireMilliseconds, TimerQueue } from './timerQueue.js';
import { reactionsRun } from './wallPacer.js';

/** A clock that a test advances by hand; nothing else moves it. */
export class ManualClock implements PausingClock {
  readonly #timers = new TimerQueue();
  #time: number;
  #holds = 0;
  #released: (() => void)[] = [];

  /** `startAt`: milliseconds since the Unix epoch. */
  constructor(startAt = 0) {
    this.#time = startAt;
  }

  /** How many sleep on this clock. */
  get pendingSleeps(): number {
    return this.#timers.size;
  }

  /** When those asleep are due: milliseconds since the Unix epoch, ascending. */
  get dues(): number[] {
    return this.#timers.dues;
  }

  now(): number {
    return this.#time;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    requireMilliseconds(milliseconds);
    signal?.throwIfAborted();
    return this.#timers.sleepUntil(this.#time + Math.max(0, milliseconds), signal);
  }

  async standingStill<T>(work: () => Promise<T>): Promise<T> {
    this.#holds += 1;
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  async letTimePass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#holds === 0) return work();
    this.#release();
    try {
      return await work();
    } finally {
      this.#holds += 1;
    }
  }

  /**
   * Moves time on by `milliseconds`, firing on the way each timer that falls due, in order and at its own time;
   * after each, reactions run and work in flight is awaited.
   */
  async advance(milliseconds: number): Promise<void> {
    requireMilliseconds(milliseconds);
    const until = this.#time + milliseconds;
    await this.settle();
    for (let due = this.#timers.nextDue; due !== undefined && due <= until; due = this.#timers.nextDue) {
      this.#time = Math.max(this.#time, due);
      this.#timers.wakeFirst();
      await this.settle();
    }
    this.#time = Math.max(this.#time, until);
  }

  /** Lets reactions run and awaits the work in flight, without moving time. */
  async settle(): Promise<void> {
    await reactionsRun();
    while (this.#holds > 0) {
      await new Promise<void>((resolve) => this.#released.push(resolve));
      await reactionsRun();
    }
  }

  #release(): void {
    this.#holds -= 1;
    if (this.#holds > 0) return;
    const waiting = this.#released;
    this.#released = [];
    for (const resolve of waiting) resolve();
  }
}

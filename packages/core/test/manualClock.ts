import { systemClock } from '../src/aws/systemClock.js';
import type { Clock } from '../src/ports/index.js';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that moves only when told to, and remembers what was asked of it. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  /** Work in flight, and the most there was at once. */
  standing = 0;
  mostStanding = 0;

  constructor(now: number = Date.UTC(2026, 10, 21)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      const sleeper: Sleeper = { until: this.#now + milliseconds, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason as Error);
      });
    });
  }

  async standingStill<T>(work: () => Promise<T>): Promise<T> {
    this.standing += 1;
    this.mostStanding = Math.max(this.mostStanding, this.standing);
    try {
      return await work();
    } finally {
      this.standing -= 1;
    }
  }

  /** How long each sleeper still sleeps, in milliseconds. */
  get sleeping(): number[] {
    return this.#sleepers.map(({ until }) => until - this.#now);
  }

  /** Moves on, waking those whose time has come. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#sleepers.filter(({ until }) => until <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now);
    for (const { wake } of due) wake();
  }
}

/** Resolves once `condition` holds; fails loudly when it does not within two seconds of real time. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (condition()) return;
    await systemClock.sleep(5);
  }
  throw new Error(`never came true: ${condition.toString()}`);
}

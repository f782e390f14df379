import type { Clock } from '@drs-orchestration/core';

/** What nobody waits for any more: the rest of a function that died. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}

/** Raised to Lambda when a function's process dies. */
export class ProcessDied extends Error {
  constructor(why: string) {
    super(why);
    // As Lambda names it to Step Functions.
    this.name = 'Runtime.ExitError';
  }
}

/**
 * One process of a function, as Lambda keeps it: with a clock of its own, which may be off, and memory that lasts from
 * one invocation to the next. Once dead, nothing in it goes on.
 */
export class Container implements Clock {
  readonly functionName: string;
  readonly #base: Clock;
  readonly #skew: number;
  #dead = false;
  #frozenUntil = -Infinity;
  #onDeath: (error: ProcessDied) => void = () => undefined;

  /** `skew`: how far its clock is ahead, in milliseconds. */
  constructor(functionName: string, base: Clock, skew: number) {
    this.functionName = functionName;
    this.#base = base;
    this.#skew = skew;
  }

  get isDead(): boolean {
    return this.#dead;
  }

  /** Ends it where it stands. */
  kill(why: string): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#onDeath(new ProcessDied(why));
  }

  /** Whether it stands still. */
  get isFrozen(): boolean {
    return this.#base.now() < this.#frozenUntil;
  }

  /** Lets it stand still: nothing in it goes on for so many milliseconds, its own timers included. */
  freeze(milliseconds: number): void {
    this.#frozenUntil = this.#base.now() + milliseconds;
  }

  /** Waits until it goes on; for ever where it died meanwhile. */
  async thawed(): Promise<void> {
    while (this.isFrozen) await this.#base.sleep(this.#frozenUntil - this.#base.now());
    if (this.#dead) return never();
  }

  /** Runs one invocation to its end or to the process's. @throws ProcessDied */
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#onDeath = reject;
      work().then(resolve, reject);
    });
  }

  now(): number {
    return this.#base.now() + this.#skew;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (this.#dead) return never();
    try {
      await this.#base.sleep(milliseconds, signal);
    } catch (error) {
      if (this.#dead) return never();
      throw error;
    }
    if (this.#dead) return never();
    if (this.isFrozen) await this.thawed();
  }

  standingStill<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}

import type { CallFault } from '../world.js';

/** Decides which calls go wrong, as a scenario's faults say. */
export class FaultScript {
  #faults: readonly CallFault[];
  readonly #now: () => number;
  readonly #attempts = new Map<string, number>();

  /** @param now seconds since the world's start */
  constructor(faults: readonly CallFault[], now: () => number) {
    this.#faults = faults;
    this.#now = now;
  }

  add(...faults: readonly CallFault[]): void {
    this.#faults = [...this.#faults, ...faults];
  }

  /** From now on calls go well; attempts count on. */
  clear(): void {
    this.#faults = [];
  }

  /** What goes wrong with the call of an operation that comes in now; every look counts as an attempt. */
  next(service: string, operation: string): CallFault | undefined {
    const key = `${service}.${operation}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    const now = this.#now();
    return this.#faults.find((fault) => {
      if (fault.Service !== service || (fault.Operation !== operation && fault.Operation !== '*')) return false;
      if (fault.Attempt !== undefined && fault.Attempt !== attempt) return false;
      return now >= (fault.FromSecond ?? 0) && now < (fault.ToSecond ?? Infinity);
    });
  }
}

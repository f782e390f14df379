import { reasonOf } from '@drs-orchestration/core';

/** What is wrong with a definition, collected so that it is told all at once; each fault starts with its place. */
export class Faults {
  readonly #found: string[] = [];

  get found(): readonly string[] {
    return this.#found;
  }

  add(place: string, message: string): void {
    this.#found.push(`${place}: ${message}`);
  }

  /** The result of `compile`, or undefined with a fault added where it throws. */
  catching<T>(place: string, compile: () => T): T | undefined {
    try {
      return compile();
    } catch (error) {
      this.add(place, reasonOf(error));
      return undefined;
    }
  }
}

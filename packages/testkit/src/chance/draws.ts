import { murmur } from './murmur.js';

/**
 * Numbers in [0, 1), one after the other, that follow from a seed alone.
 * @example
 * const draws = new Draws(31);
 * const refused = draws.hits(20); // one in five
 */
export class Draws {
  readonly #seed: number;
  #count = 0;

  /** @param seed of which 32 bits count */
  constructor(seed: number) {
    this.#seed = seed | 0;
  }

  /** The next number in [0, 1). */
  next(): number {
    this.#count += 1;
    // The count-th draw depends on no other.
    return murmur(Math.imul(this.#seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(this.#count + 0x7f4a7c15, 0xc2b2ae35)) / 0x1_0000_0000;
  }

  /** Whether the next draw is among `percent` of a hundred. */
  hits(percent: number): boolean {
    return this.next() * 100 < percent;
  }

  /** A UUID (version 4 in form). */
  uuid(): string {
    const part = (): string => Math.floor(this.next() * 0x1_0000_0000).toString(16).padStart(8, '0');
    const hex = part() + part() + part() + part();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** Mixes a seed and a count into 32 bits (murmur's finaliser): the count-th draw depends on no other. */
function mixed(seed: number, count: number): number {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(count + 0x7f4a7c15, 0xc2b2ae35);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Numbers in [0, 1), one after the other, from a seed: a run's own chance. */
export class Draws {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed | 0;
  }

  /** The next number in [0, 1). */
  next(): number {
    this.#count += 1;
    return mixed(this.#seed, this.#count) / 0x1_0000_0000;
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

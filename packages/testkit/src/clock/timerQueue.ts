/** Someone asleep until `due` (milliseconds). */
export interface Sleeper {
  readonly due: number;
  /** Order of creation, which decides between equal times. */
  readonly order: number;
  /** Undefined once it was woken or its sleep was aborted. */
  wake: (() => void) | undefined;
}

const before = (a: Sleeper, b: Sleeper): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

/** Sleepers in the order in which they are to be woken: by time, ties in order of creation. A binary heap. */
export class TimerQueue {
  readonly #heap: Sleeper[] = [];
  #created = 0;
  #size = 0;

  /** How many are asleep. */
  get size(): number {
    return this.#size;
  }

  /** When the first is due, or undefined where nobody sleeps. */
  get nextDue(): number | undefined {
    return this.#first()?.due;
  }

  /** When those asleep are due, ascending (for diagnosis). */
  get dues(): number[] {
    return this.#heap.filter((sleeper) => sleeper.wake !== undefined).map((sleeper) => sleeper.due).sort((a, b) => a - b);
  }

  /** Sleeps until `due`; rejects with the signal's reason as soon as it is aborted. */
  sleepUntil(due: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { due, order: this.#created++, wake: resolve };
      if (signal !== undefined) {
        const abort = (): void => {
          sleeper.wake = undefined;
          this.#size -= 1;
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', abort, { once: true });
        sleeper.wake = () => {
          signal.removeEventListener('abort', abort);
          resolve();
        };
      }
      this.#size += 1;
      this.#push(sleeper);
    });
  }

  /** Wakes the first; returns false where nobody sleeps. */
  wakeFirst(): boolean {
    const first = this.#first();
    if (first === undefined) return false;
    this.#pop();
    this.#size -= 1;
    const wake = first.wake;
    first.wake = undefined;
    wake?.();
    return true;
  }

  #first(): Sleeper | undefined {
    // Aborted sleepers stay in the heap until they reach its head.
    while (this.#heap[0] !== undefined && this.#heap[0].wake === undefined) this.#pop();
    return this.#heap[0];
  }

  #push(sleeper: Sleeper): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(sleeper);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(sleeper, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = sleeper;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

/** @throws RangeError when it is no finite number of milliseconds. */
export function requireMilliseconds(milliseconds: number): void {
  if (!Number.isFinite(milliseconds)) {
    throw new RangeError(`cannot sleep ${milliseconds} ms: give a finite number of milliseconds`);
  }
}

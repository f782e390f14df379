/** Thrown through everything that still runs in a cancelled scope; it is no failure of a state. */
export const cancelled: Error = new Error('cancelled');

/** What runs until it is cancelled: an execution, one branch of it, one attempt of a task. */
export class Scope {
  readonly #listeners = new Set<() => void>();
  #cancelled = false;
  #leaveParent: () => void = () => undefined;

  /** A scope that is cancelled with this one. */
  child(): Scope {
    const child = new Scope();
    child.#leaveParent = this.onCancel(() => child.cancel());
    return child;
  }

  get isCancelled(): boolean {
    return this.#cancelled;
  }

  /** Calls back when it is cancelled (at once where it is already); returns a function that takes the listener away. */
  onCancel(listener: () => void): () => void {
    if (this.#cancelled) {
      listener();
      return () => undefined;
    }
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Cancels it; also the way to leave a parent that goes on. */
  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#leaveParent();
    for (const listener of [...this.#listeners]) listener();
    this.#listeners.clear();
  }

  /** The promise's outcome, or `cancelled` thrown as soon as the scope is cancelled. */
  until<T>(promise: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = this.onCancel(() => reject(cancelled));
      promise.then(
        (value) => {
          leave();
          resolve(value);
        },
        (reason: Error) => {
          leave();
          reject(reason);
        },
      );
    });
  }
}

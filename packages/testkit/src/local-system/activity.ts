/** Tells listeners that something has happened that may have changed a record. */
export class Activity {
  readonly #listeners = new Set<() => void>();

  /** Hears of each; returns a function that takes the listener away. */
  onActivity(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Remembers that something has changed until somebody waits for it; several changes are one. */
export class ChangeSignal {
  #changed = false;
  #wake: (() => void) | undefined;

  /** Something has changed. */
  readonly tell = (): void => {
    this.#changed = true;
    this.#wake?.();
  };

  /** Resolves at the next change, at once where one has not been waited for yet; or when `until` settles. */
  async next(until: Promise<unknown>): Promise<void> {
    const settled = until.catch(() => undefined);
    if (!this.#changed) {
      const told = new Promise<void>((resolve) => (this.#wake = resolve));
      await Promise.race([told, settled]);
      this.#wake = undefined;
    }
    this.#changed = false;
  }
}

/** What people still do: a run is not over while somebody is about to ask for something. */
export class Operators {
  #busy = 0;

  /** Something that somebody does, to its end. */
  doing(work: Promise<void>): void {
    this.#busy += 1;
    void work.finally(() => (this.#busy -= 1));
  }

  /** Whether all is done. */
  get through(): boolean {
    return this.#busy === 0;
  }
}

/** Counts what has struck a run: troubles that came about, actions that took effect. What was only drawn is not counted. */
export class Strikes {
  readonly #counts = new Map<string, number>();

  /** How often each has struck, of those that have. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** So many more of a kind. */
  count(kind: string, times: number = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + times);
  }
}

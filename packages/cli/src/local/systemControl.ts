import type { ClockReading } from './controlServer.js';

/** Another process's local system, asked for its clock and told of servers. */
export class SystemControl {
  readonly #url: string;
  readonly #wall: () => number;
  #reading: (ClockReading & { readonly at: number }) | undefined;

  /** @param wall milliseconds by the wall */
  constructor(url: string, wall: () => number) {
    this.#url = url;
    this.#wall = wall;
  }

  /** Milliseconds since the Unix epoch by the system's clock, as far as the latest reading tells. */
  now(): number {
    if (this.#reading === undefined) return this.#wall();
    return this.#reading.Now + (this.#wall() - this.#reading.at) * this.#reading.Speed;
  }

  /** Reads the clock anew; keeps the earlier reading where nobody answers. */
  async refresh(): Promise<void> {
    try {
      const reading = (await (await fetch(this.#url)).json()) as ClockReading;
      this.#reading = { ...reading, at: this.#wall() };
    } catch {
      // Whether the system has gone is seen by the look at the record that follows.
    }
  }

  /** Gives the system's world these servers, where it lacks them. Returns how many it lacked. */
  async addServers(ids: readonly string[]): Promise<number> {
    const answer = await fetch(`${this.#url}/servers`, { method: 'POST', body: JSON.stringify({ ServerIds: ids }) });
    return ((await answer.json()) as { readonly Added?: number }).Added ?? 0;
  }
}

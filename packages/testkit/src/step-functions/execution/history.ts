import { HistoryLimitFailure } from '../errors/runtimeFailure.js';
import { maxHistoryEvents } from '../limits.js';

/** An event of an execution's history. `details` hold JSON values, which only the API turns into text. */
export interface HistoryEvent {
  readonly id: number;
  readonly type: string;
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** The event this one follows from; 0 at the beginning. */
  readonly previousEventId: number;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

/** An execution's events, in the order in which they happened. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Adds an event and returns its id.
   * @throws HistoryLimitFailure when only the execution's own failing still has room.
   */
  add(type: string, previousEventId: number, details?: Readonly<Record<string, unknown>>): number {
    if (this.events.length >= maxHistoryEvents - 1) throw new HistoryLimitFailure(maxHistoryEvents);
    return this.addLast(type, previousEventId, details);
  }

  /** Adds the event that ends the execution. */
  addLast(type: string, previousEventId: number, details?: Readonly<Record<string, unknown>>): number {
    const id = this.events.length + 1;
    this.events.push({ id, type, timestamp: this.#now(), previousEventId, details });
    return id;
  }
}

import { ServiceError, type Item, type LogFields, type Logger, type Measurement } from '@drs-orchestration/core';
import { executionHistory, MemoryItemStore, SteppedClock, type HistoryKind, type StoreHooks } from '@drs-orchestration/testkit';
import type { FinderContext } from '../src/context.js';
import { find, type FinderSummary } from '../src/find.js';

/** When every world begins, in Unix seconds. */
export const start = 1_700_000_000;

/** Everything a finder meets, with a clock that jumps. Pollers that are called claim their poll, unless told not to. */
export class World {
  readonly clock = new SteppedClock({ speed: 'INSTANT', startAt: start * 1000 });
  hooks: StoreHooks = {};
  readonly items = new MemoryItemStore({ before: (operation) => this.hooks.before?.(operation) });
  readonly polled: { readonly ExecutionId: string; readonly NextPollTime?: number; readonly after: number }[] = [];
  readonly repaired: string[] = [];
  /** Calls about these executions fail. */
  readonly unreachable = new Set<string>();
  /** Calls about these are refused for so many seconds, in which they are repeated. */
  readonly refused = new Map<string, number>();
  /** Seconds from a call to the poller's claim, and from that to the next poll; no claim where undefined. */
  claims: { readonly after: number; readonly interval: number } | undefined = { after: 0, interval: 15 };
  readonly lines: { readonly level: string; readonly message: string; readonly fields: LogFields }[] = [];
  readonly measured: Measurement[] = [];
  readonly context: FinderContext;

  constructor() {
    this.context = {
      clock: this.clock,
      items: this.items,
      functions: {
        invokePoller: async (event, signal) => {
          this.polled.push({ ...event, after: this.clock.now() / 1000 - start });
          await this.#reach(event.ExecutionId, signal);
          if (this.claims !== undefined) void this.#claim(event.ExecutionId, this.claims);
        },
        invokeRepair: async ({ ExecutionId }, signal) => {
          await this.#reach(ExecutionId, signal);
          this.repaired.push(ExecutionId);
        },
      },
      logger: this.#logger(),
      metrics: { record: (...measurements) => void this.measured.push(...measurements) },
    };
  }

  /** Puts a history's header into the store. */
  async given(executionId: string, kind: HistoryKind, keys: Item = {}): Promise<void> {
    const { header } = executionHistory(kind, { executionId, startTime: start - 600 });
    const item: Record<string, unknown> = { ...header, ...keys };
    for (const [name, value] of Object.entries(keys)) if (value === undefined) delete item[name];
    await this.items.write({ kind: 'put', table: 'executions', item });
  }

  /** One run of the finder. */
  async find(): Promise<FinderSummary> {
    return this.clock.run(() => find(this.context));
  }

  /** When pollers were called for an execution: seconds after the start. */
  calls(executionId: string): readonly number[] {
    return this.polled.filter((call) => call.ExecutionId === executionId).map((call) => call.after);
  }

  async #reach(executionId: string, signal: AbortSignal | undefined): Promise<void> {
    const seconds = this.refused.get(executionId);
    if (seconds !== undefined) await this.clock.sleep(seconds * 1000, signal);
    if (this.unreachable.has(executionId)) throw new ServiceError({ service: 'Lambda', operation: 'Invoke', kind: 'THROTTLED', message: 'Lambda throttles' });
  }

  async #claim(ExecutionId: string, claims: { readonly after: number; readonly interval: number }): Promise<void> {
    await this.clock.sleep(claims.after * 1000);
    const now = Math.floor(this.clock.now() / 1000);
    await this.items.write({ kind: 'update', table: 'executions', key: { ExecutionId, Item: 'EXECUTION' }, set: { LastPolledTime: now, NextPollTime: now + claims.interval } });
  }

  #logger(): Logger {
    const line = (level: string) => (message: string, fields: LogFields = {}): void => void this.lines.push({ level, message, fields });
    return { info: line('info'), warn: line('warn'), error: line('error'), with: () => this.#logger() };
  }
}

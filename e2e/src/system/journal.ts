import type { ExecutionStatus, Item, ItemKey, ItemQuery, ItemScan, ItemStore, ServerRecord, ServerStatus, TableName, Write } from '@drs-orchestration/core';

/** One write that an item took: when its writer heard of it (milliseconds), and the attributes it set. */
export interface NotedWrite {
  readonly at: number;
  readonly rev: number;
  readonly set: Item;
}

/** A claim of a poll: when it was due and when it was made (Unix seconds). */
export interface Claim {
  readonly executionId: string;
  readonly due: number;
  readonly at: number;
}

/** Every write of the execution history, as the functions made them. */
export class Journal {
  written = 0;
  /** Refused because another writer was first: decided again. */
  conflicts = 0;
  /** Failed for good, after the client's retries. */
  failed = 0;
  readonly #items = new Map<string, NotedWrite[]>();

  note(writes: readonly Write[], at: number): void {
    for (const write of writes) {
      if (write.table !== 'executions' || (write.kind !== 'put' && write.kind !== 'update')) continue;
      const set = write.kind === 'put' ? write.item : (write.set ?? {});
      const key = write.kind === 'put' ? write.item : write.key;
      const name = `${String(key['ExecutionId'])} ${String(key['Item'])}`;
      this.#items.set(name, [...(this.#items.get(name) ?? []), { at, rev: Number(set['Rev']), set }]);
    }
  }

  /** An item's writes in the order in which it took them. */
  of(executionId: string, item: string): readonly NotedWrite[] {
    return [...(this.#items.get(`${executionId} ${item}`) ?? [])].sort((one, other) => one.rev - other.rev);
  }

  /** The names of all items written. */
  get items(): readonly (readonly [executionId: string, item: string])[] {
    return [...this.#items.keys()].map((name) => name.split(' ') as unknown as readonly [string, string]);
  }

  /** The statuses that an execution had, each with when it was written (milliseconds). */
  statuses(executionId: string): readonly { readonly Status: ExecutionStatus; readonly at: number }[] {
    return this.of(executionId, 'EXECUTION').flatMap(({ set, at }) => (set['Status'] === undefined ? [] : [{ Status: set['Status'] as ExecutionStatus, at }]));
  }

  /** The statuses that a wave's servers had, as they were written, each change once. */
  serverStatuses(executionId: string, item: string): ReadonlyMap<string, readonly ServerStatus[]> {
    const statuses = new Map<string, ServerStatus[]>();
    for (const { set } of this.of(executionId, item)) {
      for (const { SourceServerId, Status } of (set['Servers'] as readonly ServerRecord[] | undefined) ?? []) {
        const before = statuses.get(SourceServerId) ?? [];
        if (before.at(-1) !== Status) statuses.set(SourceServerId, [...before, Status]);
      }
    }
    return statuses;
  }

  /** Every poll that was claimed, with when it was due. */
  get claims(): readonly Claim[] {
    return this.items.filter(([, item]) => item === 'EXECUTION').flatMap(([executionId]) => {
      let due: number | undefined;
      return this.of(executionId, 'EXECUTION').flatMap(({ set }) => {
        const claimed = set['LastPolledTime'] === undefined || due === undefined ? [] : [{ executionId, due, at: Number(set['LastPolledTime']) }];
        due = set['NextPollTime'] === undefined ? due : Number(set['NextPollTime']);
        return claimed;
      });
    });
  }
}

/** An item store that notes in a journal what it is asked to write and what came of it. */
export class JournalledItemStore implements ItemStore {
  constructor(private readonly items: ItemStore, private readonly journal: Journal, private readonly now: () => number) {}

  get(table: TableName, key: ItemKey): Promise<Item | undefined> {
    return this.items.get(table, key);
  }

  query(query: ItemQuery): AsyncIterable<readonly Item[]> {
    return this.items.query(query);
  }

  scan(scan: ItemScan): AsyncIterable<readonly Item[]> {
    return this.items.scan(scan);
  }

  async write(...writes: readonly Write[]): Promise<'WRITTEN' | 'CONFLICT'> {
    try {
      const outcome = await this.items.write(...writes);
      if (outcome === 'CONFLICT') this.journal.conflicts += 1;
      else {
        this.journal.written += 1;
        this.journal.note(writes, this.now());
      }
      return outcome;
    } catch (error) {
      this.journal.failed += 1;
      throw error;
    }
  }
}

import { TerminalError, tables, type Expectation, type Item, type ItemKey, type ItemQuery, type ItemScan, type ItemStore, type TableName, type Write } from '@drs-orchestration/core';
import { MemoryTable, type Position } from './memoryTable.js';
import { refused } from './storedValue.js';

/** One operation on the store, as hooks see it. */
export type StoreOperation =
  | { readonly kind: 'get'; readonly table: TableName; readonly key: ItemKey }
  /** `page` counts from 0. */
  | { readonly kind: 'query'; readonly query: ItemQuery; readonly page: number }
  | { readonly kind: 'scan'; readonly scan: ItemScan; readonly page: number }
  | { readonly kind: 'write'; readonly writes: readonly Write[] };

/** Faults for a simulation to inject. */
export interface StoreHooks {
  /**
   * Runs before an operation is carried out. It may throw (then nothing happens), wait, or answer 'CONFLICT' to a
   * write, as another writer at the same items would make DynamoDB do.
   */
  readonly before?: (operation: StoreOperation) => Promise<void | 'CONFLICT'> | void | 'CONFLICT';
  /** Runs after an operation was carried out; what it throws is an answer lost on its way. */
  readonly after?: (operation: StoreOperation) => Promise<void> | void;
}

const writesInTransaction = 100;
const largestTransaction = 4 * 1024 * 1024;

function holds(value: unknown, expectation: Expectation): boolean {
  switch (expectation.is) {
    case 'ABSENT':
      return value === undefined;
    case 'PRESENT':
      return value !== undefined;
    case 'EQUAL':
      return value === expectation.to;
    case 'ONE_OF':
      return expectation.of.some((candidate) => candidate === value);
  }
}

/** An operation's name, as DynamoDB calls it. */
function operationOf(writes: readonly Write[]): string {
  const [only] = writes;
  if (writes.length > 1 || only === undefined || only.kind === 'check') return 'TransactWriteItems';
  return { put: 'PutItem', update: 'UpdateItem', delete: 'DeleteItem' }[only.kind];
}

/**
 * The item store in memory, with DynamoDB's semantics: conditions, transactions, sparse indexes and their projections,
 * pages of 1 MB, refusals. Indexes are consistent at once. It holds the contract of `itemStoreContract`.
 */
export class MemoryItemStore implements ItemStore {
  readonly #hooks: StoreHooks;
  readonly #tables: ReadonlyMap<TableName, MemoryTable> = new Map(tables.map((definition) => [definition.logicalName, new MemoryTable(definition)]));

  constructor(hooks: StoreHooks = {}) {
    this.#hooks = hooks;
  }

  async get(table: TableName, key: ItemKey): Promise<Item | undefined> {
    const operation: StoreOperation = { kind: 'get', table, key };
    await this.#hooks.before?.(operation);
    const item = this.#table(table).read('GetItem', key);
    await this.#hooks.after?.(operation);
    return item;
  }

  async *query(query: ItemQuery): AsyncIterable<readonly Item[]> {
    let last: Position | undefined;
    let page = 0;
    do {
      const operation: StoreOperation = { kind: 'query', query, page };
      await this.#hooks.before?.(operation);
      const found = this.#table(query.table).page(query, last);
      await this.#hooks.after?.(operation);
      if (found.items.length > 0) yield found.items;
      last = found.last;
      page += 1;
    } while (last !== undefined);
  }

  async *scan(scan: ItemScan): AsyncIterable<readonly Item[]> {
    const table = this.#table(scan.table);
    let last = scan.after === undefined ? undefined : table.keyOf('Scan', scan.after, true);
    let page = 0;
    do {
      const operation: StoreOperation = { kind: 'scan', scan, page };
      await this.#hooks.before?.(operation);
      const found = table.scan(scan, last);
      await this.#hooks.after?.(operation);
      if (found.items.length > 0) yield found.items;
      last = found.last;
      page += 1;
    } while (last !== undefined);
  }

  async write(...writes: readonly Write[]): Promise<'WRITTEN' | 'CONFLICT'> {
    if (writes.length > writesInTransaction) {
      throw new TerminalError('InvalidWrite', `${String(writes.length)} writes do not fit into one transaction; ${String(writesInTransaction)} do.`);
    }
    const operation: StoreOperation = { kind: 'write', writes };
    if ((await this.#hooks.before?.(operation)) === 'CONFLICT') return 'CONFLICT';
    const answer = this.#write(writes);
    await this.#hooks.after?.(operation);
    return answer;
  }

  #table(name: TableName): MemoryTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw refused('request', `there is no table ${name}.`);
    return table;
  }

  /** All checks come before the first change, and nothing waits in between: so it is all or nothing. */
  #write(writes: readonly Write[]): 'WRITTEN' | 'CONFLICT' {
    const operation = operationOf(writes);
    const touched = new Set<string>();
    const changes: (() => void)[] = [];
    let bytes = 0;
    let conflict = false;
    for (const write of writes) {
      const table = this.#table(write.table);
      const target = write.kind === 'put' ? write.item : write.key;
      const key = table.keyOf(operation, target, write.kind !== 'put');
      const partition = table.partitionOf(target);
      if (touched.has(write.table + key)) throw refused(operation, 'a transaction cannot contain two writes to one item.');
      touched.add(write.table + key);

      const stored = table.find(key, partition);
      if (!Object.entries(write.expect ?? {}).every(([attribute, expectation]) => holds(stored?.[attribute], expectation))) conflict = true;
      if (write.kind === 'delete') changes.push(() => table.remove(key, partition));
      if (write.kind === 'put' || write.kind === 'update') {
        const row = table.rowOf(operation, write.kind === 'put' ? write.item : updated(table, operation, stored ?? write.key, write));
        bytes += row.bytes;
        changes.push(() => table.store(row));
      }
    }
    if (bytes > largestTransaction) throw refused(operation, `items of about ${String(bytes)} bytes are more than the 4 MB of a transaction.`);
    if (conflict) return 'CONFLICT';
    for (const change of changes) change();
    return 'WRITTEN';
  }
}

function updated(table: MemoryTable, operation: string, item: Item, { set = {}, remove = [] }: Write & { kind: 'update' }): Item {
  const attributes = [...Object.keys(set), ...remove];
  const key = attributes.find((attribute) => table.isKey(attribute));
  if (key !== undefined) throw refused(operation, `${key} is part of the key, which an update cannot change.`);
  if (new Set(attributes).size < attributes.length) throw refused(operation, 'an attribute is set or removed twice.');
  for (const [attribute, value] of Object.entries(set)) {
    if (value === undefined) throw new TerminalError('InvalidWrite', `${attribute} cannot be set to undefined; name it in 'remove' instead.`);
  }
  const removed = new Set(remove);
  return { ...Object.fromEntries(Object.entries(item).filter(([attribute]) => !removed.has(attribute))), ...set };
}

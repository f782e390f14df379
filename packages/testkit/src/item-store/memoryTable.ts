import type { IndexDefinition, Item, ItemKey, ItemQuery, ItemScan, KeyDefinition, TableDefinition } from '@drs-orchestration/core';
import { copyOf, refused, storedValue } from './storedValue.js';

/** DynamoDB's limit of an item, in bytes. */
const largestItem = 400 * 1024;
/** DynamoDB's limit of a page, in bytes. */
const largestPage = 1024 * 1024;

interface Row {
  readonly item: Item;
  readonly bytes: number;
  readonly key: string;
}

/** DynamoDB's limits of a key's values, in bytes. */
const longestKey = { partition: 2_048, sort: 1_024 } as const;

/** Whether a key's value is longer than DynamoDB takes; a character has at most three bytes a UTF-16 unit. */
function isTooLong(value: unknown, part: keyof typeof longestKey): boolean {
  return typeof value === 'string' && value.length * 3 > longestKey[part] && Buffer.byteLength(value) > longestKey[part];
}

type Partitions = Map<unknown, Map<string, Row>>;

const keyAttributes = (key: KeyDefinition): { readonly name: string; readonly type: 'S' | 'N' }[] =>
  key.sort === undefined ? [key.partition] : [key.partition, key.sort];

const hasType = (value: unknown, type: 'S' | 'N'): boolean => typeof value === (type === 'S' ? 'string' : 'number') && value !== '';

/** One table in memory: its items by key, and its sparse indexes. */
export class MemoryTable {
  readonly #definition: TableDefinition;
  readonly #rows: Partitions = new Map();
  readonly #indexes: ReadonlyMap<string, { readonly definition: IndexDefinition; readonly rows: Partitions }>;

  constructor(definition: TableDefinition) {
    this.#definition = definition;
    this.#indexes = new Map(definition.indexes.map((index) => [index.name, { definition: index, rows: new Map() }]));
  }

  /**
   * The item's own key as one string.
   * @throws ServiceError INVALID where an attribute of it is missing or of another type.
   */
  keyOf(operation: string, from: Item, exactly = false): string {
    const attributes = keyAttributes(this.#definition.key);
    for (const [index, { name, type }] of attributes.entries()) {
      if (!hasType(from[name], type)) throw refused(operation, `the key of ${this.#definition.thing} needs ${name} (${type}).`);
      const part = index === 0 ? 'partition' : 'sort';
      if (isTooLong(from[name], part)) throw refused(operation, `${name} is longer than the ${longestKey[part]} bytes of a ${part} key.`);
    }
    if (exactly && Object.keys(from).length > attributes.length) throw refused(operation, `the key of ${this.#definition.thing} is ${attributes.map(({ name }) => name).join(' and ')} only.`);
    return JSON.stringify(attributes.map(({ name }) => from[name]));
  }

  /** Whether an attribute is part of the table's key. */
  isKey(attribute: string): boolean {
    return keyAttributes(this.#definition.key).some(({ name }) => name === attribute);
  }

  /** The stored item itself, not to be changed. */
  find(key: string, partition: unknown): Item | undefined {
    return this.#rows.get(partition)?.get(key)?.item;
  }

  /** A copy of an item. */
  read(operation: string, key: ItemKey): Item | undefined {
    return copyOf(this.find(this.keyOf(operation, key, true), this.partitionOf(key)));
  }

  /** The value of the table's partition attribute. */
  partitionOf(item: Item): unknown {
    return item[this.#definition.key.partition.name];
  }

  /**
   * The row that would hold an item.
   * @throws ServiceError INVALID for an item DynamoDB would not take.
   */
  rowOf(operation: string, item: Item): Row {
    const stored = storedValue(item, operation, this.#definition.thing);
    const copy = stored.value as Item;
    if (stored.bytes > largestItem) throw refused(operation, `an item of about ${String(stored.bytes)} bytes is larger than 400 KB.`);
    for (const { definition } of this.#indexes.values()) {
      for (const { name, type } of keyAttributes(definition.key)) {
        if (copy[name] !== undefined && !hasType(copy[name], type)) throw refused(operation, `${name} is a key of ${definition.name}, so it must be ${type}.`);
      }
    }
    return { item: copy, bytes: stored.bytes, key: this.keyOf(operation, copy) };
  }

  /** Stores a row in place of the one with its key. */
  store(row: Row): void {
    this.remove(row.key, this.partitionOf(row.item));
    const add = (rows: Partitions, partition: unknown): void => {
      const existing = rows.get(partition);
      if (existing === undefined) rows.set(partition, new Map([[row.key, row]]));
      else existing.set(row.key, row);
    };
    add(this.#rows, this.partitionOf(row.item));
    for (const { definition, rows } of this.#indexes.values()) {
      if (keyAttributes(definition.key).every(({ name }) => row.item[name] !== undefined)) add(rows, row.item[definition.key.partition.name]);
    }
  }

  /** Removes an item, if it is there. */
  remove(key: string, partition: unknown): void {
    const row = this.#rows.get(partition)?.get(key);
    if (row === undefined) return;
    const drop = (rows: Partitions, of: unknown): void => {
      rows.get(of)?.delete(key);
      if (rows.get(of)?.size === 0) rows.delete(of);
    };
    drop(this.#rows, partition);
    for (const { definition, rows } of this.#indexes.values()) drop(rows, row.item[definition.key.partition.name]);
  }

  /** One page of a query: its items, and where the next one begins (undefined after the last). */
  page(query: ItemQuery, after: Position | undefined): { readonly items: Item[]; readonly last: Position | undefined } {
    const index = query.index === undefined ? undefined : this.#indexes.get(query.index);
    if (query.index !== undefined && index === undefined) throw refused('Query', `${this.#definition.thing} has no index ${query.index}.`);
    const key = index?.definition.key ?? this.#definition.key;
    if (key.partition.name !== query.partition.attribute) throw refused('Query', `the partition key is ${key.partition.name}, not ${query.partition.attribute}.`);

    const direction = query.descending === true ? -1 : 1;
    const rows = [...((index?.rows ?? this.#rows).get(query.partition.equals)?.values() ?? [])]
      .map((row) => ({ row, position: { sort: key.sort === undefined ? undefined : row.item[key.sort.name], key: row.key } }))
      .sort((one, other) => direction * compare(one.position, other.position));
    const rest = rows.filter(({ position }) => (after === undefined || direction * compare(position, after) > 0) && isAtMost(position.sort, query.atMost, key));
    const taken = pageOf(rest, query.pageSize);
    const items = taken.map(({ row }) => copyOf(this.#projected(row.item, index?.definition)));
    return { items, last: taken.length < rest.length ? taken.at(-1)?.position : undefined };
  }

  /** One page of the whole table: its items, and the key behind which the next one begins (undefined after the last). */
  scan({ pageSize }: ItemScan, after: string | undefined): { readonly items: Item[]; readonly last: string | undefined } {
    const rows = [...this.#rows.values()].flatMap((partition) => [...partition.values()]).sort((one, other) => (one.key < other.key ? -1 : 1));
    const rest = after === undefined ? rows : rows.filter(({ key }) => key > after);
    const taken = pageOf(rest.map((row) => ({ row })), pageSize);
    return { items: taken.map(({ row }) => copyOf(row.item)), last: taken.length < rest.length ? taken.at(-1)?.row.key : undefined };
  }

  #projected(item: Item, index: IndexDefinition | undefined): Item {
    if (index === undefined || index.projects === 'ALL') return item;
    const names = new Set([...index.projects, ...[this.#definition.key, index.key].flatMap((key) => keyAttributes(key).map(({ name }) => name))]);
    return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
  }
}

/** As many rows as a page holds, one at least. */
function pageOf<Entry extends { readonly row: Row }>(rest: readonly Entry[], pageSize: number | undefined): Entry[] {
  const taken: Entry[] = [];
  let bytes = 0;
  for (const entry of rest) {
    if (taken.length === pageSize || (taken.length > 0 && bytes + entry.row.bytes > largestPage)) break;
    taken.push(entry);
    bytes += entry.row.bytes;
  }
  return taken;
}

/** Whether a sort key is within a query's upper bound. @throws ServiceError INVALID for a bound that is none. */
function isAtMost(sort: unknown, atMost: string | number | undefined, { sort: definition }: KeyDefinition): boolean {
  if (atMost === undefined) return true;
  if (definition === undefined || !hasType(atMost, definition.type)) throw refused('Query', `${String(atMost)} bounds no sort key here.`);
  return (sort as string | number) <= atMost;
}

/** A place in a query's order: the sort key's value, then the item's own key. */
export interface Position {
  readonly sort: unknown;
  readonly key: string;
}

function compare(one: Position, other: Position): number {
  const [a, b] = one.sort === other.sort ? [one.key, other.key] : [one.sort as string | number, other.sort as string | number];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A stored item: attribute names to JSON-like values (no `undefined`, no dates). */
export type Item = Readonly<Record<string, unknown>>;

/** The system's tables by their logical names; `tables.ts` defines their keys and indexes. */
export type TableName = 'plans' | 'groups' | 'executions';

/** The values of an item's key attributes. */
export type ItemKey = Readonly<Record<string, string>>;

/** What an attribute of the stored item must be for a write to happen. */
export type Expectation =
  | { readonly is: 'ABSENT' }
  | { readonly is: 'PRESENT' }
  | { readonly is: 'EQUAL'; readonly to: string | number | boolean }
  | { readonly is: 'ONE_OF'; readonly of: readonly (string | number)[] };

/** Expectations by top-level attribute; all must hold. An item that does not exist has no attributes. */
export type Expectations = Readonly<Record<string, Expectation>>;

/** One write. `put` replaces the whole item, `update` sets and removes top-level attributes (creating the item if need be). */
export type Write =
  | { readonly kind: 'put'; readonly table: TableName; readonly item: Item; readonly expect?: Expectations }
  | {
      readonly kind: 'update';
      readonly table: TableName;
      readonly key: ItemKey;
      readonly set?: Item;
      readonly remove?: readonly string[];
      readonly expect?: Expectations;
    }
  | { readonly kind: 'delete'; readonly table: TableName; readonly key: ItemKey; readonly expect?: Expectations }
  | { readonly kind: 'check'; readonly table: TableName; readonly key: ItemKey; readonly expect: Expectations };

/** What to read of a table or of one of its indexes. */
export interface ItemQuery {
  readonly table: TableName;
  readonly index?: string;
  /** The partition key's attribute and value. */
  readonly partition: { readonly attribute: string; readonly equals: string };
  /** Only items whose sort key is this or less. */
  readonly atMost?: string | number;
  /** Newest (highest sort key) first; default false. */
  readonly descending?: boolean;
  /** Items a page at most. */
  readonly pageSize?: number;
}

/** What to read of a whole table. */
export interface ItemScan {
  readonly table: TableName;
  /** Begins behind the place of this key, whether its item is still there or not. */
  readonly after?: ItemKey;
  /** Items a page at most. */
  readonly pageSize?: number;
}

/**
 * DynamoDB as the system uses it: consistent reads of single items, conditional writes, transactions, queries, scans.
 * Contract suite: testkit's `itemStoreContract`.
 */
export interface ItemStore {
  /** Reads one item, strongly consistently. */
  get(table: TableName, key: ItemKey): Promise<Item | undefined>;
  /** Pages of items, ordered by sort key; a table is read strongly consistently, an index eventually. */
  query(query: ItemQuery): AsyncIterable<readonly Item[]>;
  /** Pages of all items of a table, strongly consistent each; in no particular order, but always in the same. */
  scan(scan: ItemScan): AsyncIterable<readonly Item[]>;
  /**
   * Writes all or nothing (100 writes at most, each of another item).
   * `CONFLICT`: an expectation did not hold, or another writer was at the same item; read again and decide again.
   * A caller that meets CONFLICT must allow for its own earlier attempt having been written (a lost answer).
   */
  write(...writes: readonly Write[]): Promise<'WRITTEN' | 'CONFLICT'>;
}

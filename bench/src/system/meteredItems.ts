import { isDeepStrictEqual } from 'node:util';
import { tableDefinition, type IndexDefinition, type Item, type ItemQuery, type ItemStore, type TableName, type Write } from '@drs-orchestration/core';
import { itemBytes } from './itemSize.js';

/** What DynamoDB was asked to do, and what it bills for. */
export interface StoreMeter {
  reads: number;
  writes: number;
  readUnits: number;
  /** Indexes included. */
  writeUnits: number;
  bytesRead: number;
  /** Of the tables' items alone, each as large as it is after the write. */
  bytesWritten: number;
}

/** A meter at zero. */
export function newStoreMeter(): StoreMeter {
  return { reads: 0, writes: 0, readUnits: 0, writeUnits: 0, bytesRead: 0, bytesWritten: 0 };
}

const writeUnitBytes = 1024;
const readUnitBytes = 4096;

function keyAttributes(table: TableName): readonly string[] {
  const { partition, sort } = tableDefinition(table).key;
  return [partition.name, ...(sort === undefined ? [] : [sort.name])];
}

function keyOf(table: TableName, source: Item): Record<string, string> {
  return Object.fromEntries(keyAttributes(table).map((name) => [name, String(source[name])]));
}

/** An item as an index holds it; undefined where it is not in the index. */
function projected(table: TableName, index: IndexDefinition, item: Item | undefined): Item | undefined {
  if (item?.[index.key.partition.name] === undefined) return undefined;
  if (index.projects === 'ALL') return item;
  const names = new Set([...keyAttributes(table), index.key.partition.name, index.key.sort?.name ?? '', ...index.projects]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

const units = (bytes: number, of: number): number => Math.max(1, Math.ceil(bytes / of));

/**
 * The write units of a change (developer guide, "DynamoDB on-demand capacity mode"): the larger of the item before and
 * after, and the same for each index whose part of it changed; an entry that moves within an index is two writes.
 */
export function changeUnits(table: TableName, before: Item | undefined, after: Item | undefined): number {
  const own = units(Math.max(before === undefined ? 0 : itemBytes(before), after === undefined ? 0 : itemBytes(after)), writeUnitBytes);
  return tableDefinition(table).indexes.reduce((sum, index) => sum + indexUnits(table, index, before, after), own);
}

function indexUnits(table: TableName, index: IndexDefinition, before: Item | undefined, after: Item | undefined): number {
  const [was, is] = [projected(table, index, before), projected(table, index, after)];
  if (isDeepStrictEqual(was, is)) return 0;
  if (was === undefined || is === undefined) return units(itemBytes(was ?? is ?? {}), writeUnitBytes);
  const key = [index.key.partition.name, index.key.sort?.name ?? ''];
  if (key.some((name) => was[name] !== is[name])) return units(itemBytes(was), writeUnitBytes) + units(itemBytes(is), writeUnitBytes);
  return units(Math.max(itemBytes(was), itemBytes(is)), writeUnitBytes);
}

/** A store whose reads and writes are metered as DynamoDB bills them: consistent reads whole, an index's by half; a transaction's writes twice. */
export function meteredItems(items: ItemStore, meter: StoreMeter): ItemStore {
  return {
    async get(table, key) {
      const item = await items.get(table, key);
      const bytes = item === undefined ? 0 : itemBytes(item);
      meter.reads += 1;
      meter.bytesRead += bytes;
      meter.readUnits += units(bytes, readUnitBytes);
      return item;
    },
    query: (query) => meteredPages(items, query, meter),
    scan: (scan) => items.scan(scan),
    async write(...writes) {
      const before = await Promise.all(writes.map((write) => stored(items, write)));
      const answer = await items.write(...writes);
      const after = await Promise.all(writes.map((write) => stored(items, write)));
      const times = writes.length > 1 ? 2 : 1;
      writes.forEach((write, index) => {
        // A check, and a write that was refused, cost as much as one of the item as it is.
        meter.writes += answer === 'WRITTEN' && write.kind !== 'check' ? 1 : 0;
        meter.writeUnits += times * changeUnits(write.table, before[index], after[index]);
        if (answer === 'WRITTEN' && write.kind !== 'check') meter.bytesWritten += after[index] === undefined ? 0 : itemBytes(after[index]);
      });
      return answer;
    },
  };
}

async function* meteredPages(items: ItemStore, query: ItemQuery, meter: StoreMeter): AsyncGenerator<readonly Item[]> {
  let pages = 0;
  const account = (bytes: number): void => {
    pages += 1;
    meter.reads += 1;
    meter.bytesRead += bytes;
    meter.readUnits += units(bytes, readUnitBytes) * (query.index === undefined ? 1 : 0.5);
  };
  for await (const page of items.query(query)) {
    account(page.reduce((sum, item) => sum + itemBytes(item), 0));
    yield page;
  }
  if (pages === 0) account(0);
}

function stored(items: ItemStore, write: Write): Promise<Item | undefined> {
  return items.get(write.table, keyOf(write.table, write.kind === 'put' ? write.item : write.key));
}

import assert from 'node:assert/strict';
import type { Clock, Item, ItemQuery, ItemStore } from '@drs-orchestration/core';

/** What a case of the contract works with. */
export interface ContractSubject {
  readonly store: ItemStore;
  /** Waits for indexes that are only eventually consistent. */
  readonly clock: Pick<Clock, 'sleep'>;
  /** Makes a name no other case uses. */
  readonly name: (stem: string) => string;
}

/** One rule of the contract; `holds` throws an AssertionError where the store breaks it. */
export interface ContractCase {
  readonly title: string;
  readonly holds: (subject: ContractSubject) => Promise<void>;
}

/** All items of a query, and how many pages they came in. */
export async function collect(store: ItemStore, query: ItemQuery): Promise<{ readonly items: Item[]; readonly pages: number }> {
  const items: Item[] = [];
  let pages = 0;
  for await (const page of store.query(query)) {
    items.push(...page);
    pages += 1;
  }
  return { items, pages };
}

/** Asserts what a query gives, allowing an index ten seconds to become consistent. */
export async function queryGives({ store, clock }: ContractSubject, query: ItemQuery, expected: readonly Item[]): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { items } = await collect(store, query);
    try {
      assert.deepEqual(items, expected);
      return;
    } catch (difference) {
      if (query.index === undefined || tries === 50) throw difference;
      await clock.sleep(200);
    }
  }
}

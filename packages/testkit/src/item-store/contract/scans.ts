import assert from 'node:assert/strict';
import type { Item, ItemScan, ItemStore } from '@drs-orchestration/core';
import type { ContractCase } from './subject.js';

/** The ids a scan gives of those that are asked for, in its order: other cases have items in the table too. */
async function scanned(store: ItemStore, scan: ItemScan, ours: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const page of store.scan(scan)) found.push(...page.map((item) => String(item['PlanId'])));
  return found.filter((id) => ours.includes(id));
}

/** Stores plans, and gives their ids. */
async function somePlans(store: ItemStore, name: (stem: string) => string, count: number, more: Item = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, () => name('plan'));
  for (const PlanId of ids) await store.write({ kind: 'put', table: 'plans', item: { PlanId, ...more } });
  return ids;
}

/** Scans of whole tables. */
export const scanCases: readonly ContractCase[] = [
  {
    title: 'a scan gives every item of its table once and whole, whatever the size of its pages, and none of another table',
    async holds({ store, name }) {
      const ids = await somePlans(store, name, 7, { Waves: [{ WaveNumber: 1 }] });
      const GroupId = name('group');
      await store.write({ kind: 'put', table: 'groups', item: { GroupId, PlanId: ids[0] } });
      for (const pageSize of [undefined, 1, 3]) {
        const found = await scanned(store, { table: 'plans', ...(pageSize === undefined ? {} : { pageSize }) }, ids);
        assert.deepEqual([...found].sort(), [...ids].sort());
      }
      for await (const page of store.scan({ table: 'plans', pageSize: 3 })) {
        assert.ok(page.length <= 3, `a page of ${String(page.length)}`);
        for (const item of page) if (ids.includes(String(item['PlanId']))) assert.deepEqual(item, { PlanId: item['PlanId'], Waves: [{ WaveNumber: 1 }] });
      }
    },
  },
  {
    title: 'a scan keeps its order, and goes on behind any key, whether its item is still there or not',
    async holds({ store, name }) {
      const ids = await somePlans(store, name, 6);
      const order = await scanned(store, { table: 'plans' }, ids);
      assert.deepEqual(await scanned(store, { table: 'plans', pageSize: 2 }, ids), order);
      for (const [index, PlanId] of order.entries()) {
        assert.deepEqual(await scanned(store, { table: 'plans', after: { PlanId }, pageSize: 2 }, ids), order.slice(index + 1));
      }
      const [first, second = '', ...rest] = order;
      await store.write({ kind: 'delete', table: 'plans', key: { PlanId: second } });
      assert.deepEqual(await scanned(store, { table: 'plans', after: { PlanId: second } }, ids), rest);
      assert.deepEqual(await scanned(store, { table: 'plans' }, ids), [first, ...rest]);
    },
  },
  {
    title: 'a scan sees what was written before it',
    async holds({ store, name }) {
      for (let turn = 0; turn < 5; turn += 1) {
        const [PlanId = ''] = await somePlans(store, name, 1);
        assert.deepEqual(await scanned(store, { table: 'plans' }, [PlanId]), [PlanId]);
        await store.write({ kind: 'delete', table: 'plans', key: { PlanId } });
        assert.deepEqual(await scanned(store, { table: 'plans' }, [PlanId]), []);
      }
    },
  },
  {
    title: 'a table of more than 1 MB is scanned to its end',
    async holds({ store, name }) {
      const ids = await somePlans(store, name, 6, { Filler: 'x'.repeat(300 * 1024) });
      assert.deepEqual((await scanned(store, { table: 'plans' }, ids)).sort(), [...ids].sort());
      let pages = 0;
      for await (const page of store.scan({ table: 'plans' })) pages += page.length > 0 ? 1 : 0;
      assert.ok(pages >= 2, `1.8 MB came in ${String(pages)} pages`);
      for (const PlanId of ids) await store.write({ kind: 'delete', table: 'plans', key: { PlanId } });
    },
  },
  {
    title: 'a scan behind what is no key of its table is refused',
    async holds({ store }) {
      const drained = async (after: Readonly<Record<string, string>>): Promise<void> => {
        for await (const page of store.scan({ table: 'plans', after })) assert.fail(`it gave ${String(page.length)} items`);
      };
      await assert.rejects(drained({ GroupId: 'g' }), { service: 'DynamoDB', kind: 'INVALID' });
    },
  },
];

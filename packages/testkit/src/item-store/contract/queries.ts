import assert from 'node:assert/strict';
import type { Item } from '@drs-orchestration/core';
import { collect, queryGives, type ContractCase } from './subject.js';

const wave = (ExecutionId: string, number: number, more: Item = {}): Item => ({ ExecutionId, Item: `WAVE#${String(number).padStart(3, '0')}`, ...more });

/** Queries of tables and indexes. */
export const queryCases: readonly ContractCase[] = [
  {
    title: 'a query gives one partition’s items, by sort key, either way round',
    async holds({ store, name, ...subject }) {
      const [ExecutionId, other] = [name('execution'), name('execution')];
      const items = [{ ExecutionId, Item: 'EXECUTION' }, wave(ExecutionId, 1), wave(ExecutionId, 2), wave(ExecutionId, 10)];
      for (const item of [...items].reverse()) await store.write({ kind: 'put', table: 'executions', item });
      await store.write({ kind: 'put', table: 'executions', item: wave(other, 1) });
      const query = { table: 'executions', partition: { attribute: 'ExecutionId', equals: ExecutionId } } as const;
      await queryGives({ store, name, ...subject }, query, items);
      await queryGives({ store, name, ...subject }, { ...query, descending: true }, [...items].reverse());
    },
  },
  {
    title: 'a query of nothing gives no page',
    async holds({ store, name }) {
      const query = { table: 'executions', partition: { attribute: 'ExecutionId', equals: name('execution') } } as const;
      assert.deepEqual(await collect(store, query), { items: [], pages: 0 });
    },
  },
  {
    title: 'a query up to a sort key gives that and all below it, either way round and across pages',
    async holds({ store, name, ...subject }) {
      const [ExecutionId, PlanId] = [name('execution'), name('plan')];
      const items = [1, 2, 3, 4, 5].map((number) => wave(ExecutionId, number));
      for (const item of items) await store.write({ kind: 'put', table: 'executions', item });
      const query = { table: 'executions', partition: { attribute: 'ExecutionId', equals: ExecutionId } } as const;
      for (const [atMost, count] of [['WAVE#003', 3], ['WAVE#0039', 3], ['WAVE#005', 5], ['WAVE', 0]] as const) {
        await queryGives({ store, name, ...subject }, { ...query, atMost, pageSize: 2 }, items.slice(0, count));
        await queryGives({ store, name, ...subject }, { ...query, atMost, pageSize: 2, descending: true }, items.slice(0, count).reverse());
      }
      const history = [9, 80, 700].map((StartTime): Item => ({ ExecutionId: name('execution'), Item: 'EXECUTION', PlanId, StartTime }));
      for (const item of history) await store.write({ kind: 'put', table: 'executions', item });
      const indexed = { table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: PlanId }, descending: true } as const;
      // The whole first: an index that lags behind would pass for one that is bounded.
      await queryGives({ store, name, ...subject }, indexed, [...history].reverse());
      await queryGives({ store, name, ...subject }, { ...indexed, atMost: 80, pageSize: 1 }, history.slice(0, 2).reverse());
      await queryGives({ store, name, ...subject }, { ...indexed, atMost: 8 }, []);
    },
  },
  {
    title: 'pages hold at most pageSize items, and together every item once',
    async holds({ store, name }) {
      const ExecutionId = name('execution');
      const items = Array.from({ length: 7 }, (_, index) => wave(ExecutionId, index + 1));
      await store.write(...items.map((item) => ({ kind: 'put', table: 'executions', item }) as const));
      const query = { table: 'executions', partition: { attribute: 'ExecutionId', equals: ExecutionId } } as const;
      for (const descending of [false, true]) {
        const sizes: number[] = [];
        const all: Item[] = [];
        for await (const page of store.query({ ...query, descending, pageSize: 3 })) {
          sizes.push(page.length);
          all.push(...page);
        }
        assert.deepEqual(sizes, [3, 3, 1]);
        assert.deepEqual(all, descending ? [...items].reverse() : items);
      }
    },
  },
  {
    title: 'more than 1 MB comes in several pages, every item once and in order',
    async holds({ store, name }) {
      const ExecutionId = name('execution');
      const items = Array.from({ length: 12 }, (_, index) => wave(ExecutionId, index + 1, { Filler: String(index % 10).repeat(200 * 1024) }));
      for (const item of items) await store.write({ kind: 'put', table: 'executions', item });
      const found = await collect(store, { table: 'executions', partition: { attribute: 'ExecutionId', equals: ExecutionId } });
      assert.ok(found.pages >= 3, `2.4 MB came in ${String(found.pages)} pages`);
      assert.deepEqual(found.items, items);
    },
  },
  {
    title: 'an index holds only items that carry its keys, sorts by number, and shows what it projects',
    async holds({ store, name, ...subject }) {
      const [Status, PlanId] = [name('POLLING'), name('plan')];
      const header = (StartTime: number): Item => ({
        ExecutionId: name('execution'), Item: 'EXECUTION', Status, StartTime, PlanId, ExecutionType: 'DRILL', NextPollTime: StartTime + 15, Errors: [], PlanName: 'three tiers',
      });
      const headers = [header(9), header(80), header(700)];
      for (const item of [...headers].reverse()) await store.write({ kind: 'put', table: 'executions', item });
      // Neither carries both keys.
      await store.write({ kind: 'put', table: 'executions', item: wave(name('execution'), 1, { StartTime: 5 }) });
      await store.write({ kind: 'put', table: 'executions', item: { ExecutionId: name('execution'), Item: 'EXECUTION', Status } });

      const projected = headers.map(({ Errors: _, PlanName: __, ...shown }) => shown);
      const query = { table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: Status } } as const;
      await queryGives({ store, name, ...subject }, query, projected);
      await queryGives({ store, name, ...subject }, { ...query, descending: true, pageSize: 2 }, [...projected].reverse());
      const history = headers.map(({ ExecutionId, Item, ...rest }) => ({
        ExecutionId, Item, PlanId, StartTime: rest['StartTime'], PlanName: 'three tiers', ExecutionType: 'DRILL', Status,
      }));
      await queryGives({ store, name, ...subject }, { table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: PlanId } }, history);
    },
  },
  {
    title: 'an item moves through an index as its key changes, and leaves it with its key or its own end',
    async holds({ store, name, ...subject }) {
      const [Open, Closed] = [name('OPEN'), name('CLOSED')];
      const key = { ExecutionId: name('execution'), Item: 'EXECUTION' };
      const shown = { ...key, StartTime: 1, Status: 'RUNNING' };
      const gives = (Value: string, items: readonly Item[]): Promise<void> =>
        queryGives({ store, name, ...subject }, { table: 'executions', index: 'OpenIndex', partition: { attribute: 'Open', equals: Value } }, items);

      await store.write({ kind: 'put', table: 'executions', item: { ...shown, Open } });
      await gives(Open, [{ ...shown, Open }]);
      await store.write({ kind: 'update', table: 'executions', key, set: { Open: Closed, Status: 'FAILED' } });
      await gives(Open, []);
      await gives(Closed, [{ ...shown, Open: Closed, Status: 'FAILED' }]);
      await store.write({ kind: 'update', table: 'executions', key, remove: ['Open'] });
      await gives(Closed, []);
      await store.write({ kind: 'update', table: 'executions', key, set: { Open } });
      await gives(Open, [{ ...shown, Open, Status: 'FAILED' }]);
      await store.write({ kind: 'delete', table: 'executions', key });
      await gives(Open, []);
    },
  },
  {
    title: 'items with the same sort key in an index all come, across pages too',
    async holds({ store, name, ...subject }) {
      const Open = name('OPEN');
      const ids = Array.from({ length: 7 }, () => name('execution')).sort();
      for (const ExecutionId of ids) await store.write({ kind: 'put', table: 'executions', item: { ExecutionId, Item: 'EXECUTION', Open, StartTime: 1 } });
      const query = { table: 'executions', index: 'OpenIndex', partition: { attribute: 'Open', equals: Open }, pageSize: 2 } as const;
      for (let tries = 0; ; tries += 1) {
        const found = (await collect(store, query)).items.map((item) => String(item['ExecutionId'])).sort();
        if (tries < 50 && found.length < ids.length) await subject.clock.sleep(200);
        else return assert.deepEqual(found, ids);
      }
    },
  },
  {
    title: 'an item whose index key is of the wrong type is refused',
    async holds({ store, name }) {
      const ExecutionId = name('execution');
      const item = { ExecutionId, Item: 'EXECUTION', Open: 'OPEN', StartTime: 'yesterday' };
      await assert.rejects(store.write({ kind: 'put', table: 'executions', item }), { service: 'DynamoDB', kind: 'INVALID' });
      assert.equal(await store.get('executions', { ExecutionId, Item: 'EXECUTION' }), undefined);
    },
  },
  {
    title: 'more than 1 MB comes in several pages from the highest sort key down too, and a page that is asked for by size ends earlier',
    async holds({ store, name }) {
      const ExecutionId = name('execution');
      const items = Array.from({ length: 8 }, (_, index) => wave(ExecutionId, index + 1, { Filler: String(index).repeat(300 * 1024) }));
      for (const item of items) await store.write({ kind: 'put', table: 'executions', item });
      const query = { table: 'executions', partition: { attribute: 'ExecutionId', equals: ExecutionId }, descending: true } as const;
      const found = await collect(store, query);
      assert.ok(found.pages >= 3, `2.4 MB came in ${String(found.pages)} pages`);
      assert.deepEqual(found.items.map((item) => item['Item']), items.map((item) => item['Item']).reverse());
      assert.equal((await collect(store, { ...query, pageSize: 1 })).items.length, 8);
    },
  },
  {
    title: 'an index of more than 1 MB gives every item once',
    async holds({ store, name, ...subject }) {
      const PlanId = name('plan');
      // PlanIndex shows PlanName, so that its items are large too.
      const items = Array.from({ length: 12 }, (_, index): Item => ({ ExecutionId: name('execution'), Item: 'EXECUTION', PlanId, StartTime: index + 1, PlanName: 'x'.repeat(150 * 1024) }));
      for (const item of items) await store.write({ kind: 'put', table: 'executions', item });
      for (let tries = 0; ; tries += 1) {
        const found = await collect(store, { table: 'executions', index: 'PlanIndex', partition: { attribute: 'PlanId', equals: PlanId } });
        if (tries < 50 && found.items.length < items.length) {
          await subject.clock.sleep(200);
          continue;
        }
        assert.deepEqual(found.items.map((item) => item['StartTime']), items.map((item) => item['StartTime']));
        assert.ok(found.pages >= 2, `1.8 MB came in ${String(found.pages)} pages`);
        return;
      }
    },
  },
  {
    title: 'after many writers have moved items about, each index holds exactly what the items say, each once',
    async holds({ store, name, ...subject }) {
      const states = ['POLLING', 'CANCELLING', 'COMPLETED'].map((state) => name(state));
      const Open = name('OPEN');
      const keys = Array.from({ length: 10 }, () => ({ ExecutionId: name('execution'), Item: 'EXECUTION' }));
      await Promise.all(keys.map((key, index) => store.write({ kind: 'put', table: 'executions', item: { ...key, StartTime: index, Status: states[0], Open } })));
      // Eight writers, each going round the items by its own step, so that they meet.
      const writer = async (nth: number): Promise<void> => {
        for (let turn = 0; turn < 15; turn += 1) {
          const key = keys[(nth + turn * (nth + 1)) % keys.length] ?? {};
          const Status = states[(nth + turn) % states.length] ?? '';
          const closes = (nth + turn) % 4 === 0;
          await store.write({ kind: 'update', table: 'executions', key, set: { Status, ...(closes ? {} : { Open }) }, remove: closes ? ['Open'] : [] });
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, nth) => writer(nth)));
      const items = (await Promise.all(keys.map((key) => store.get('executions', key)))).flatMap((item): readonly Item[] => (item === undefined ? [] : [item]));
      const shown = (item: Item, attributes: readonly string[]): Item => Object.fromEntries(Object.entries(item).filter(([attribute]) => attributes.includes(attribute)));
      for (const state of states) {
        const expected = items.filter((item) => item['Status'] === state).map((item) => shown(item, ['ExecutionId', 'Item', 'StartTime', 'Status']));
        await queryGives({ store, name, ...subject }, { table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: state } }, expected);
      }
      const open = items.filter((item) => item['Open'] === Open).map((item) => shown(item, ['ExecutionId', 'Item', 'StartTime', 'Status', 'Open']));
      await queryGives({ store, name, ...subject }, { table: 'executions', index: 'OpenIndex', partition: { attribute: 'Open', equals: Open } }, open);
    },
  },
];

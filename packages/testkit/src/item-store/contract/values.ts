import assert from 'node:assert/strict';
import type { ContractCase } from './subject.js';

const everything = {
  Text: 'Größe — 大きさ 🗻',
  Empty: '',
  Zero: 0,
  Negative: -17,
  Fraction: 0.1,
  UnixSeconds: 1_795_230_000,
  Largest: Number.MAX_SAFE_INTEGER,
  True: true,
  False: false,
  Nothing: null,
  EmptyList: [],
  EmptyMap: {},
  List: ['a', 1, false, null, ['nested', { Deep: [2] }]],
  Map: { Inner: { Name: 'x', Count: 3, Flags: [true, null] } },
};

/** What goes in comes out, as it was. */
export const valueCases: readonly ContractCase[] = [
  {
    title: 'an item comes back with every value and type it was put with',
    async holds({ store, name }) {
      const item = { PlanId: name('plan'), ...everything };
      assert.equal(await store.write({ kind: 'put', table: 'plans', item }), 'WRITTEN');
      assert.deepEqual(await store.get('plans', { PlanId: item.PlanId }), item);
    },
  },
  {
    title: 'an item that is not there is undefined',
    async holds({ store, name }) {
      assert.equal(await store.get('plans', { PlanId: name('plan') }), undefined);
      assert.equal(await store.get('executions', { ExecutionId: name('execution'), Item: 'EXECUTION' }), undefined);
    },
  },
  {
    title: 'undefined attributes, nested ones too, are left out',
    async holds({ store, name }) {
      const PlanId = name('plan');
      await store.write({ kind: 'put', table: 'plans', item: { PlanId, Gone: undefined, Map: { Gone: undefined, Kept: 1 } } });
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, Map: { Kept: 1 } });
    },
  },
  {
    title: 'what was put, or read, may be changed afterwards without changing the store',
    async holds({ store, name }) {
      const item = { PlanId: name('plan'), Waves: [{ WaveName: 'Database' }] };
      await store.write({ kind: 'put', table: 'plans', item });
      item.Waves[0] = { WaveName: 'changed after the put' };
      const read = await store.get('plans', { PlanId: item.PlanId });
      (read?.['Waves'] as unknown[]).push('changed after the read');
      assert.deepEqual(await store.get('plans', { PlanId: item.PlanId }), { PlanId: item.PlanId, Waves: [{ WaveName: 'Database' }] });
    },
  },
  {
    title: 'a put replaces the whole item',
    async holds({ store, name }) {
      const PlanId = name('plan');
      await store.write({ kind: 'put', table: 'plans', item: { PlanId, Old: 1 } });
      await store.write({ kind: 'put', table: 'plans', item: { PlanId, New: 2 } });
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, New: 2 });
    },
  },
  {
    title: 'an update sets and removes attributes and leaves the others',
    async holds({ store, name }) {
      const PlanId = name('plan');
      await store.write({ kind: 'put', table: 'plans', item: { PlanId, Kept: { A: 1 }, Set: 'old', Removed: true } });
      const update = { kind: 'update', table: 'plans', key: { PlanId }, set: { Set: ['new'], Added: null }, remove: ['Removed', 'NeverThere'] } as const;
      assert.equal(await store.write(update), 'WRITTEN');
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, Kept: { A: 1 }, Set: ['new'], Added: null });
    },
  },
  {
    title: 'an update creates the item where there is none, with or without attributes',
    async holds({ store, name }) {
      const [one, other] = [name('plan'), name('plan')];
      await store.write({ kind: 'update', table: 'plans', key: { PlanId: one }, set: { Version: 1 } });
      await store.write({ kind: 'update', table: 'plans', key: { PlanId: other } });
      assert.deepEqual(await store.get('plans', { PlanId: one }), { PlanId: one, Version: 1 });
      assert.deepEqual(await store.get('plans', { PlanId: other }), { PlanId: other });
    },
  },
  {
    title: 'attributes may be called like words of DynamoDB’s own',
    async holds({ store, name }) {
      const PlanId = name('plan');
      const set = { Status: 'x', Name: 'y', Timestamp: 1, 'with.dot': 2, 'with space': 3, Size: 4 };
      await store.write({ kind: 'update', table: 'plans', key: { PlanId }, set, expect: { Status: { is: 'ABSENT' }, 'with.dot': { is: 'ABSENT' } } });
      assert.deepEqual(await store.get('plans', { PlanId }), { PlanId, ...set });
    },
  },
  {
    title: 'a deleted item is gone, and deleting it again does nothing',
    async holds({ store, name }) {
      const PlanId = name('plan');
      await store.write({ kind: 'put', table: 'plans', item: { PlanId } });
      assert.equal(await store.write({ kind: 'delete', table: 'plans', key: { PlanId } }), 'WRITTEN');
      assert.equal(await store.get('plans', { PlanId }), undefined);
      assert.equal(await store.write({ kind: 'delete', table: 'plans', key: { PlanId } }), 'WRITTEN');
    },
  },
  {
    title: 'an item that cannot be stored is refused by name, and nothing is written',
    async holds({ store, name }) {
      const PlanId = name('plan');
      const refusals: Record<string, unknown>[] = [
        { Bad: Number.NaN },
        { Bad: Number.POSITIVE_INFINITY },
        { Bad: 2 ** 60 },
        { Bad: 'x'.repeat(400 * 1024) },
      ];
      for (const attributes of refusals) {
        await assert.rejects(store.write({ kind: 'put', table: 'plans', item: { PlanId, ...attributes } }), { service: 'DynamoDB', kind: 'INVALID' });
      }
      await assert.rejects(store.write({ kind: 'put', table: 'plans', item: { Name: 'no key' } }), { kind: 'INVALID' });
      await assert.rejects(store.write({ kind: 'put', table: 'plans', item: { PlanId: '' } }), { kind: 'INVALID' });
      // A partition key holds 2,048 bytes, a sort key 1,024.
      await assert.rejects(store.write({ kind: 'put', table: 'plans', item: { PlanId: 'ö'.repeat(1_025) } }), { kind: 'INVALID' });
      await assert.rejects(store.get('plans', { PlanId: 'p'.repeat(2_049) }), { kind: 'INVALID' });
      await assert.rejects(store.get('executions', { ExecutionId: 'e', Item: 'i'.repeat(1_025) }), { kind: 'INVALID' });
      await assert.rejects(store.write({ kind: 'update', table: 'plans', key: { PlanId }, set: { PlanId: 'another' } }), { kind: 'INVALID' });
      await assert.rejects(store.write({ kind: 'update', table: 'plans', key: { PlanId }, set: { A: 1 }, remove: ['A'] }), { kind: 'INVALID' });
      await assert.rejects(store.write({ kind: 'update', table: 'plans', key: { PlanId }, set: { A: undefined } }), { code: 'InvalidWrite' });
      assert.equal(await store.get('plans', { PlanId }), undefined);
    },
  },
];

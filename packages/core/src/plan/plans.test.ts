import { describe, expect, it } from 'vitest';
import type { Item, ItemKey, ItemQuery, ItemStore, TableName, Write } from '../ports/itemStore.js';
import type { ProtectionGroup, RecoveryPlan } from './plan.js';
import { findGroups, findPlan, putPlan } from './plans.js';
import { validatePlan } from './validatePlan.js';

/** Plans and groups in memory, which keeps to what a `put` expects. */
class MemoryStore implements ItemStore {
  readonly plans = new Map<string, Item>();
  readonly groups = new Map<string, Item>();
  readonly reads: string[] = [];
  /** What someone else does between the next read and the write that follows it. */
  meanwhile: () => void = () => undefined;

  async get(table: TableName, key: ItemKey): Promise<Item | undefined> {
    const id = String(key.PlanId ?? key.GroupId);
    this.reads.push(id);
    const item = this.#table(table).get(id);
    this.meanwhile();
    return item;
  }

  query(query: ItemQuery): never {
    throw new Error(`nobody queries ${query.table} here`);
  }

  scan(): never {
    throw new Error('nobody scans here');
  }

  async write(...writes: readonly Write[]): Promise<'WRITTEN' | 'CONFLICT'> {
    const puts = writes.flatMap((write) => (write.kind === 'put' ? [{ ...write, id: String(write.item.PlanId ?? write.item.GroupId) }] : []));
    for (const { table, id, expect: expected } of puts) {
      const stored = this.#table(table).get(id) ?? {};
      for (const [attribute, is] of Object.entries(expected ?? {})) {
        const holds = is.is === 'ABSENT' ? stored[attribute] === undefined : is.is === 'EQUAL' && stored[attribute] === is.to;
        if (!holds) return 'CONFLICT';
      }
    }
    for (const { table, id, item } of puts) this.#table(table).set(id, item);
    return 'WRITTEN';
  }

  #table(table: TableName): Map<string, Item> {
    if (table === 'executions') throw new Error('plans have nothing to do with executions');
    return this[table];
  }
}

const validPlan = (PlanName: string): RecoveryPlan => {
  const { plan } = validatePlan({ PlanId: 'plan-shop', PlanName, Region: 'eu-central-1', Waves: [{ WaveNumber: 1, WaveName: 'Web', ServerIds: ['s-3d75cdc0d9a28a725'] }] });
  if (plan === undefined) throw new Error('the plan of this test is not valid');
  return plan;
};
const plan = validPlan('Web shop');
const group = (GroupId: string): ProtectionGroup => ({ GroupId, GroupName: GroupId, Region: 'eu-central-1', Tags: { Tier: 'web' } });

describe('a plan that is put', () => {
  it('for the first time has version 1, and is found with its groups', async () => {
    const store = new MemoryStore();
    expect(await putPlan(store, plan, [group('pg-a'), group('pg-b')])).toBe(1);
    expect(await findPlan(store, 'plan-shop')).toEqual({ ...plan, Version: 1 });
    expect(await findGroups(store, ['pg-a', 'pg-b'])).toEqual([{ ...group('pg-a'), Version: 1 }, { ...group('pg-b'), Version: 1 }]);
  });

  it('leaves a group that is stored as it is, and counts a version on where it differs, older ones without a version included', async () => {
    const store = new MemoryStore();
    store.groups.set('pg-a', { ...group('pg-a'), Version: 3 });
    store.groups.set('pg-b', { ...group('pg-b'), GroupName: 'older' });
    await putPlan(store, plan, [group('pg-a'), group('pg-b')]);
    expect(await findGroups(store, ['pg-a', 'pg-b'])).toEqual([{ ...group('pg-a'), Version: 3 }, { ...group('pg-b'), Version: 1 }]);
    await putPlan(store, plan, [{ ...group('pg-a'), GroupName: 'Web' }]);
    expect(await findGroups(store, ['pg-a'])).toEqual([{ ...group('pg-a'), GroupName: 'Web', Version: 4 }]);
  });

  it('again takes the place of the earlier one, one version on', async () => {
    const store = new MemoryStore();
    await putPlan(store, plan, []);
    expect(await putPlan(store, validPlan('Shop'), [])).toBe(2);
    expect(await findPlan(store, 'plan-shop')).toEqual({ ...plan, PlanName: 'Shop', Version: 2 });
  });

  it('while an execution runs it stays locked by that execution', async () => {
    const store = new MemoryStore();
    store.plans.set('plan-shop', { ...plan, Version: 4, ActiveExecutionId: 'e-1' });
    expect(await putPlan(store, validPlan('Shop'), [])).toBe(5);
    expect(await findPlan(store, 'plan-shop')).toMatchObject({ PlanName: 'Shop', Version: 5, ActiveExecutionId: 'e-1' });
  });
});

describe('a plan that changes while it is put is a conflict, and nothing is written', () => {
  const stored = { ...plan, Version: 4 };
  it.each<[string, Item | undefined, Item]>([
    ['someone else put it first', undefined, { ...plan, Version: 1 }],
    ['someone else edited it', stored, { ...stored, PlanName: 'Theirs', Version: 5 }],
    ['an execution locked it', stored, { ...stored, ActiveExecutionId: 'e-1' }],
    ['the execution that locked it ended', { ...stored, ActiveExecutionId: 'e-1' }, stored],
    ['another execution locked it', { ...stored, ActiveExecutionId: 'e-1' }, { ...stored, ActiveExecutionId: 'e-2' }],
  ])('%s', async (_title, before, after) => {
    const store = new MemoryStore();
    if (before !== undefined) store.plans.set('plan-shop', before);
    store.meanwhile = () => store.plans.set('plan-shop', after);
    expect(await putPlan(store, validPlan('Ours'), [group('pg-a')])).toBe('CONFLICT');
    expect(store.plans.get('plan-shop')).toEqual(after);
    expect(store.groups.size).toBe(0);
  });
});

describe('what is not stored', () => {
  it('is not found: no plan, and only the groups that are there', async () => {
    const store = new MemoryStore();
    store.groups.set('pg-a', { ...group('pg-a') });
    expect(await findPlan(store, 'plan-shop')).toBeUndefined();
    expect(await findGroups(store, ['pg-none', 'pg-a'])).toEqual([{ ...group('pg-a'), Version: 0 }]);
  });

  it('and what is, is read once, however often it is asked for', async () => {
    const store = new MemoryStore();
    store.groups.set('pg-a', { ...group('pg-a') });
    expect(await findGroups(store, ['pg-a', 'pg-a'])).toEqual([{ ...group('pg-a'), Version: 0 }]);
    expect(store.reads).toEqual(['pg-a']);
  });
});

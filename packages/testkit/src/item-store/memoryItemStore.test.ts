import { describe, expect, it } from 'vitest';
import { MemoryItemStore, type StoreOperation } from './memoryItemStore.js';

const put = (PlanId: string) => ({ kind: 'put', table: 'plans', item: { PlanId } }) as const;

describe('hooks of the store in memory', () => {
  it('see every operation before it happens, each page of a query too', async () => {
    const seen: StoreOperation[] = [];
    const store = new MemoryItemStore({ before: (operation) => void seen.push(operation) });
    const query = { table: 'executions', partition: { attribute: 'ExecutionId', equals: 'e' }, pageSize: 1 } as const;
    await store.write(...['1', '2'].map((Item) => ({ kind: 'put', table: 'executions', item: { ExecutionId: 'e', Item } }) as const));
    await store.get('plans', { PlanId: 'p' });
    for await (const page of store.query(query)) expect(page).toHaveLength(1);
    expect(seen.map((operation) => (operation.kind === 'query' ? `query ${String(operation.page)}` : operation.kind))).toEqual([
      'write', 'get', 'query 0', 'query 1',
    ]);
  });

  it('that throw before a write keep it from happening', async () => {
    const store = new MemoryItemStore({
      before: ({ kind }) => {
        if (kind === 'write') throw new Error('no network');
      },
    });
    await expect(store.write(put('p'))).rejects.toThrow('no network');
    expect(await store.get('plans', { PlanId: 'p' })).toBeUndefined();
  });

  it('that answer CONFLICT to a write stand for another writer at the same item', async () => {
    const answers = ['CONFLICT', undefined] as const;
    let asked = 0;
    const store = new MemoryItemStore({ before: () => answers[asked++] });
    expect(await store.write(put('p'))).toBe('CONFLICT');
    expect(await store.write(put('p'))).toBe('WRITTEN');
  });

  it('that throw after a write lose its answer, not the write', async () => {
    const store = new MemoryItemStore({
      after: ({ kind }) => {
        if (kind === 'write') throw new Error('answer lost');
      },
    });
    await expect(store.write(put('p'))).rejects.toThrow('answer lost');
    expect(await store.get('plans', { PlanId: 'p' })).toEqual({ PlanId: 'p' });
  });
});

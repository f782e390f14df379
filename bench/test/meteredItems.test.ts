import { MemoryItemStore } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { itemBytes } from '../src/system/itemSize.js';
import { changeUnits, meteredItems, newStoreMeter } from '../src/system/meteredItems.js';

const header = { ExecutionId: 'e', Item: 'EXECUTION', Status: 'POLLING', StartTime: 1, PlanId: 'p', Open: 'OPEN', NextPollTime: 5, Rev: 1 };

describe('an item\'s size', () => {
  it('is that of its names and values, as DynamoDB counts them', () => {
    // Names and texts by UTF-8 bytes, a number by half its digits and one, true and null one, a list or map three and one an element.
    expect(itemBytes({ ab: 'ü' })).toBe(2 + 2);
    expect(itemBytes({ a: 1_700_000_001 })).toBe(1 + 6);
    expect(itemBytes({ a: -12 })).toBe(1 + 3);
    expect(itemBytes({ a: true, b: null })).toBe(4);
    expect(itemBytes({ a: ['x', 'y'] })).toBe(1 + 3 + 2 * 2);
    expect(itemBytes({ a: { b: 'cd' } })).toBe(1 + 3 + 1 + 1 + 2);
  });
});

describe('a write\'s units', () => {
  it('are the larger of the item before and after, in whole kilobytes', () => {
    const wave = { ExecutionId: 'e', Item: 'WAVE#001' };
    expect(changeUnits('executions', { ...wave, Text: 'x'.repeat(2500) }, wave)).toBe(3);
    expect(changeUnits('executions', undefined, wave)).toBe(1);
  });

  it('are one more for each index that shows the change, two where the entry moves', () => {
    expect(changeUnits('executions', header, { ...header, Rev: 2 })).toBe(1);
    expect(changeUnits('executions', header, { ...header, NextPollTime: 6 })).toBe(2);
    expect(changeUnits('executions', undefined, header)).toBe(4);
    // StatusIndex by its key; OpenIndex and PlanIndex show the status too.
    expect(changeUnits('executions', header, { ...header, Status: 'COMPLETED' })).toBe(5);
  });
});

describe('a metered store', () => {
  it('counts each request, a transaction\'s writes twice, an index\'s reads by half', async () => {
    const meter = newStoreMeter();
    const items = meteredItems(new MemoryItemStore(), meter);
    await items.write({ kind: 'put', table: 'executions', item: header });
    expect(meter).toMatchObject({ reads: 0, writes: 1, writeUnits: 4, bytesWritten: itemBytes(header) });
    await items.write({ kind: 'put', table: 'plans', item: { PlanId: 'p' } }, { kind: 'put', table: 'groups', item: { GroupId: 'g' } });
    expect(meter).toMatchObject({ writes: 3, writeUnits: 8 });
    await items.get('executions', { ExecutionId: 'e', Item: 'EXECUTION' });
    for await (const _page of items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: 'POLLING' } }));
    for await (const _page of items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: 'CANCELLING' } }));
    expect(meter).toMatchObject({ reads: 3, readUnits: 2 });
  });

  it('counts what a refused write costs, and no write', async () => {
    const meter = newStoreMeter();
    const items = meteredItems(new MemoryItemStore(), meter);
    expect(await items.write({ kind: 'put', table: 'plans', item: { PlanId: 'p' }, expect: { PlanId: { is: 'PRESENT' } } })).toBe('CONFLICT');
    expect(meter).toMatchObject({ writes: 0, writeUnits: 1, bytesWritten: 0 });
  });
});

import { Executions, type Item } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { SteppedClock } from '../clock/steppedClock.js';
import { MemoryItemStore } from '../item-store/memoryItemStore.js';
import { executionHistory } from '../plans/executionHistories.js';
import { untilStatus } from './untilStatus.js';

const executionId = '6f9f0c7e-5d2e-4c55-9b3c-0d6f3c1a7e11';

async function aRecord() {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt: 0 });
  const items = new MemoryItemStore();
  const { header, waves } = executionHistory('POLLING', { executionId, startTime: 1000 });
  for (const item of [header, ...waves]) await items.write({ kind: 'put', table: 'executions', item: item as unknown as Item });
  return { clock, items };
}

describe('waiting for a status', () => {
  it('ends when the execution has it', async () => {
    const { clock, items } = await aRecord();
    const execution = await clock.run(async () => {
      void clock.sleep(5000).then(() => new Executions(items, clock).changeHeader(executionId, (header) => ({ ...header, Status: 'COMPLETED' })));
      return untilStatus({ items }, clock, { executionId, statuses: ['COMPLETED'] });
    });
    expect(execution.header.Status).toBe('COMPLETED');
    expect(clock.now()).toBeGreaterThanOrEqual(5000);
  });

  it('tells which status it has when time is up', async () => {
    const { clock, items } = await aRecord();
    await expect(clock.run(() => untilStatus({ items }, clock, { executionId, statuses: ['COMPLETED'], withinSeconds: 30 }))).rejects.toThrow(/still POLLING after 30 s; COMPLETED was waited for/);
  });
});

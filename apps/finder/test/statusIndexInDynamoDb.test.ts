import type { ExecutionStatus, ItemStore } from '@drs-orchestration/core';
import { executionHistory, openLocalDatabase, SteppedClock, type LocalDatabase } from '@drs-orchestration/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findWatchedExecutions } from '../src/watchedExecutions.js';
import { start } from './world.js';

const statuses = ['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'] as const satisfies readonly ExecutionStatus[];
const idOf = (status: ExecutionStatus): string => `00000000-0000-4000-8000-${String(statuses.indexOf(status)).padStart(12, '0')}`;

describe('StatusIndex in a real DynamoDB', () => {
  let database: LocalDatabase;
  let items: ItemStore;
  const clock = new SteppedClock({ speed: 1, startAt: start * 1000 });

  beforeAll(async () => {
    clock.start();
    database = await openLocalDatabase({ clock, environment: {} });
    items = database.items;
    for (const Status of statuses) {
      const { header, waves } = executionHistory('POLLING', { executionId: idOf(Status), startTime: start - 600 });
      await items.write(...[{ ...header, Status, NextPollTime: start + 7 }, ...waves].map((item) => ({ kind: 'put', table: 'executions', item: { ...item } }) as const));
    }
  });
  afterAll(async () => {
    clock.stop();
    await database.close();
  });
  beforeEach((context) => context.skip(database.endpoint === undefined, database.memoryBecause));

  const watched = async (): Promise<readonly string[]> => (await findWatchedExecutions(items)).map(({ ExecutionId }) => ExecutionId);

  it('is there in the table as it is created, and answers with what is POLLING or CANCELLING, an execution once however many waves it has [A1] [T1.1.1]', async () => {
    expect([...(await watched())].sort()).toEqual([idOf('POLLING'), idOf('CANCELLING')].sort());
  });

  it('has all that the finder needs, so that it reads no execution', async () => {
    const [found] = await findWatchedExecutions(items);
    expect(found).toMatchObject({ ExecutionType: 'DRILL', StartTime: start - 600, NextPollTime: start + 7, Phase: expect.any(String) as unknown, BoundTime: expect.any(Number) as unknown });
  });

  it('follows the status: an execution that ends leaves it, one that launches enters it [A1]', async () => {
    const change = (from: ExecutionStatus, Status: ExecutionStatus): Promise<unknown> =>
      items.write({ kind: 'update', table: 'executions', key: { ExecutionId: idOf(from), Item: 'EXECUTION' }, set: { Status } });
    await change('POLLING', 'COMPLETED');
    await change('RUNNING', 'POLLING');
    expect([...(await watched())].sort()).toEqual([idOf('RUNNING'), idOf('CANCELLING')].sort());
  });
});

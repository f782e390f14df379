import { describe, expect, it, onTestFinished } from 'vitest';
import { mixedHistories, store } from '../src/statusIndex/mixedHistories.js';
import { idsInStatus, openQueriedDatabase, type QueriedDatabase } from '../src/statusIndex/queriedDatabase.js';
import { queryStatusIndex, statusIndexSize } from '../src/statusIndex/statusIndex.js';

async function aDatabase(): Promise<QueriedDatabase> {
  const database = await openQueriedDatabase();
  onTestFinished(() => database.close());
  return database;
}

/** What one query for POLLING read. */
async function reads(database: QueriedDatabase): Promise<{ readonly found: number; readonly pages: number; readonly bytes: number }> {
  const { count, bytes } = database.answers;
  const found = (await idsInStatus(database.items, 'POLLING')).length;
  return { found, pages: database.answers.count - count, bytes: database.answers.bytes - bytes };
}

describe('StatusIndex over a thousand records in mixed statuses', () => {
  it('answers a query with what is POLLING, in one page of a few hundred bytes an execution [T3.2.1] [R7.5] [A3] [A11] [B2] [B7]', async () => {
    const queried = await queryStatusIndex();
    expect(queried).toMatchObject({ records: 1000, queries: 100, found: 250, pagesAQuery: 1 });
    expect(queried.bytesAQuery).toBeLessThan(400 * 250);
    expect(Object.keys(queried.milliseconds)).toEqual(['average', 'p99', 'maximum']);
  });

  it('reads the same bytes as if nothing but what is POLLING had ever run: what is over costs nothing [T3.2.1] [R7.5] [A11]', async () => {
    const histories = mixedHistories(statusIndexSize.records);
    const [mixed, alone] = [await aDatabase(), await aDatabase()];
    await store(mixed.items, histories);
    await store(alone.items, histories.filter(({ header }) => header.Status === 'POLLING'));
    expect(await reads(mixed)).toEqual(await reads(alone));
  });

  it('answers in one page even when all thousand are POLLING, and shows nothing but what the finder needs [T3.2.1] [A3]', async () => {
    const database = await aDatabase();
    await store(database.items, mixedHistories(1000).map((history) => ({ ...history, header: { ...history.header, Status: 'POLLING' } })));
    expect(await reads(database)).toMatchObject({ found: 1000, pages: 1 });
    for await (const [item] of database.items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: 'POLLING' } })) {
      const needed = ['BoundTime', 'ExecutionId', 'ExecutionType', 'Item', 'LastPolledTime', 'NextPollTime', 'Phase', 'PlanId', 'StartTime', 'Status'];
      expect(needed).toEqual(expect.arrayContaining(Object.keys(item ?? {})));
    }
  });
});

import { type ExecutionStatus, type ItemStore, type StoredExecution, type Write } from '@drs-orchestration/core';
import { executionHistory } from '@drs-orchestration/testkit';

/** The statuses of T3.2.1, and how a history of each is made. */
const kinds = [
  ['POLLING', 'POLLING'],
  ['COMPLETED', 'COMPLETED'],
  ['FAILED', 'FAILED'],
  ['PENDING', 'POLLING'],
] as const satisfies readonly (readonly [ExecutionStatus, Parameters<typeof executionHistory>[0]])[];

/** DynamoDB's most of one transaction; a history is four items. */
const historiesInTransaction = 25;

/** As many histories, a quarter in each of four statuses, each a drill of three waves begun a minute after the one before. */
export function mixedHistories(count: number): readonly StoredExecution[] {
  return Array.from({ length: count }, (_, index) => {
    const [Status, kind] = kinds[index % kinds.length] ?? kinds[0];
    const history = executionHistory(kind, { executionId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, startTime: 1_700_000_000 + index * 60 });
    return { ...history, header: { ...history.header, Status } };
  });
}

/** Puts histories into a store. */
export async function store(items: ItemStore, histories: readonly StoredExecution[]): Promise<void> {
  for (let from = 0; from < histories.length; from += historiesInTransaction) {
    const batch = histories.slice(from, from + historiesInTransaction);
    await items.write(...batch.flatMap(({ header, waves }) => [header, ...waves]).map((item): Write => ({ kind: 'put', table: 'executions', item: { ...item } })));
  }
}

import type { ExecutionStatus, ExecutionType, Item, ItemStore, Phase } from '@drs-orchestration/core';

/** An execution as StatusIndex shows it. Times are Unix seconds. */
export interface WatchedExecution {
  readonly ExecutionId: string;
  readonly Status: ExecutionStatus;
  readonly StartTime: number;
  readonly PlanId?: string;
  readonly ExecutionType?: ExecutionType;
  readonly LastPolledTime?: number;
  readonly NextPollTime?: number;
  readonly Phase?: Phase;
  readonly BoundTime?: number;
}

/** All executions in POLLING and CANCELLING, to the last page of StatusIndex (T1.1.1). @throws ServiceError naming DynamoDB. */
export async function findWatchedExecutions(items: ItemStore): Promise<readonly WatchedExecution[]> {
  const found: Item[] = [];
  for (const status of ['POLLING', 'CANCELLING'] satisfies ExecutionStatus[]) {
    for await (const page of items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: status } })) found.push(...page);
  }
  return found as unknown as readonly WatchedExecution[];
}

/** A run as OpenIndex shows it. Times are Unix seconds. */
export type OpenRun = Pick<WatchedExecution, 'ExecutionId' | 'Status' | 'StartTime' | 'BoundTime'>;

/** All runs of which anything is still open, to the last page of OpenIndex (design section 9). */
export async function findOpenRuns(items: ItemStore): Promise<readonly OpenRun[]> {
  const found: Item[] = [];
  for await (const page of items.query({ table: 'executions', index: 'OpenIndex', partition: { attribute: 'Open', equals: 'OPEN' } })) found.push(...page);
  return found as unknown as readonly OpenRun[];
}

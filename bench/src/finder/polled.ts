import type { ItemStore } from '@drs-orchestration/core';
import { mixedHistories, store } from '../statusIndex/mixedHistories.js';

/** Any full minute: when the finder runs. Milliseconds. */
export const startAt: number = Date.UTC(2026, 0, 1);

/** Puts so many executions that are polled into a store, all due and all open; headers alone, since the indexes hold nothing else. */
export async function storePolled(items: ItemStore, executions: number): Promise<void> {
  const histories = mixedHistories(executions).map(({ header }) => ({ header: { ...header, Status: 'POLLING' as const, Phase: 'PENDING' as const, Open: 'OPEN' as const, NextPollTime: startAt / 1000 - 1 }, waves: [] }));
  await store(items, histories);
}

import { createHandler } from '@drs-orchestration/finder';
import type { ItemStore } from '@drs-orchestration/core';
import { SteppedClock, wallPacer } from '@drs-orchestration/testkit';
import { openQueriedDatabase } from '../statusIndex/queriedDatabase.js';
import { errorsTo, noMetrics } from '../system/delayedPorts.js';
import { startAt, storePolled } from './polled.js';

/** What one run of the finder took, over so many executions that are polled. */
export interface FinderRun {
  readonly executions: number;
  readonly sweeps: number;
  /** Pages of an index read in a sweep. */
  readonly pages: number;
  /** Answers' bytes on the wire: an execution in a sweep. */
  readonly bytesPerExecution: number;
  /** Of a sweep, by the wall. */
  readonly milliseconds: number;
  readonly invocations: number;
  /** Calls of pollers and repairs begun a second of wall time in the first sweep, each accepted at once. */
  readonly invocationsASecond: number;
  /** The heap's growth while it ran. */
  readonly heapMegabytes: number;
}

/** One run of the finder, for its 50 s, over a real DynamoDB that holds so many executions, all due. */
export async function finderRun(executions: number): Promise<FinderRun> {
  const clock = new SteppedClock({ speed: 'INSTANT', startAt });
  const database = await openQueriedDatabase(clock);
  try {
    await clock.run(() => storePolled(database.items, executions));
    const pages: number[] = [];
    let [invocations, lastInvocation, heap] = [0, 0, 0];
    const heapBefore = process.memoryUsage().heapUsed;
    const invoked = async (): Promise<void> => {
      invocations += 1;
      lastInvocation = wallPacer.now();
      if (invocations % 100 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
    };
    const handler = createHandler({
      clock,
      environment: {},
      ports: { items: watched(database.items, (query) => pages.push(query)), functions: { invokePoller: invoked, invokeRepair: invoked }, logger: errorsTo((line) => console.error(line)), metrics: noMetrics },
    });
    const before = { ...database.answers };
    const begun = wallPacer.now();
    const summary = await clock.run(() => handler({}));
    const milliseconds = wallPacer.now() - begun;
    if (summary.executions.length !== executions || invocations < executions) throw new Error(`the finder found ${summary.executions.length} of ${executions} executions and called ${invocations}`);
    const sweepsAndOpenRuns = summary.sweeps + 1;
    return {
      executions,
      sweeps: summary.sweeps,
      pages: pages.length / sweepsAndOpenRuns,
      bytesPerExecution: (database.answers.bytes - before.bytes) / sweepsAndOpenRuns / executions,
      milliseconds: milliseconds / sweepsAndOpenRuns,
      invocations,
      invocationsASecond: (invocations * 1000) / Math.max(1, lastInvocation - begun),
      heapMegabytes: Math.max(0, Math.max(heap, process.memoryUsage().heapUsed) - heapBefore) / 1e6,
    };
  } finally {
    await database.close();
  }
}

function watched(items: ItemStore, onPage: (size: number) => void): ItemStore {
  return {
    ...items,
    get: (table, key) => items.get(table, key),
    write: (...writes) => items.write(...writes),
    scan: (scan) => items.scan(scan),
    async *query(query) {
      for await (const page of items.query(query)) {
        onPage(page.length);
        yield page;
      }
    },
  };
}

import { wallPacer } from '@drs-orchestration/testkit';
import { latencies } from '../latencies.js';
import type { Measurement } from '../measurement.js';
import { mixedHistories, store } from './mixedHistories.js';
import { idsInStatus, openQueriedDatabase } from './queriedDatabase.js';

/** The strictest targets of the sources: T3.2.1. Milliseconds. */
const targets = { average: 50, p99: 150, maximum: 300 } as const;

/** How much is in the history, and how often it is asked for what is POLLING (T3.2.1). */
export const statusIndexSize = { records: 1000, queries: 100 } as const;

/** StatusIndex asked for what is POLLING, among a thousand records in mixed statuses. */
export const statusIndex: Measurement = {
  name: 'StatusIndex',
  requirements: ['T3.2.1', 'R7.5', 'A3', 'A11', 'B2', 'B7'],
  async run() {
    const database = await openQueriedDatabase();
    try {
      await store(database.items, mixedHistories(statusIndexSize.records));
      // The connection is there on a warm function.
      await idsInStatus(database.items, 'POLLING');
      const before = { ...database.answers };
      const samples: number[] = [];
      let found = 0;
      for (let query = 0; query < statusIndexSize.queries; query += 1) {
        const begun = wallPacer.now();
        found = (await idsInStatus(database.items, 'POLLING')).length;
        samples.push(wallPacer.now() - begun);
      }
      const { queries } = statusIndexSize;
      return {
        counts: {
          records: statusIndexSize.records,
          queries,
          found,
          pagesAQuery: (database.answers.count - before.count) / queries,
          bytesAQuery: (database.answers.bytes - before.bytes) / queries,
        },
        times: latencies(samples, targets),
      };
    } finally {
      await database.close();
    }
  },
};

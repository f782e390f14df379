import { wallPacer } from '@drs-orchestration/testkit';
import { mean, percentile } from '../distribution.js';
import type { Measured, Measurement } from '../measurement.js';
import { mixedHistories, store } from './mixedHistories.js';
import { idsInStatus, openQueriedDatabase } from './queriedDatabase.js';

/** The strictest targets of the sources: T3.2.1. Milliseconds. */
const targets = { average: 50, p99: 150, maximum: 300 } as const;

/** How much is in the history, and how often it is asked for what is POLLING (T3.2.1). */
export const statusIndexSize = { records: 1000, queries: 100 } as const;

/** What was counted, the same on every machine, and what was timed on this one. */
export interface StatusIndexQueries {
  readonly records: number;
  readonly queries: number;
  readonly found: number;
  readonly pagesAQuery: number;
  readonly bytesAQuery: number;
  readonly milliseconds: Readonly<Record<keyof typeof targets, number>>;
}

/** Asks StatusIndex for what is POLLING, among a thousand records in mixed statuses. */
export async function queryStatusIndex(): Promise<StatusIndexQueries> {
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
      ...statusIndexSize,
      found,
      pagesAQuery: (database.answers.count - before.count) / queries,
      bytesAQuery: (database.answers.bytes - before.bytes) / queries,
      milliseconds: { average: mean(samples), p99: percentile(samples, 99), maximum: Math.max(...samples) },
    };
  } finally {
    await database.close();
  }
}

/** StatusIndex asked for what is POLLING, among a thousand records in mixed statuses. */
export const statusIndex: Measurement = {
  name: 'statusIndex',
  title: 'StatusIndex over a thousand records',
  how: 'A hundred queries for what is POLLING, a quarter of a thousand runs in four statuses, on a DynamoDB emulator on this machine over HTTP; the connection is there.',
  async run(): Promise<Measured> {
    const queried = await queryStatusIndex();
    const { found, pagesAQuery, bytesAQuery, milliseconds } = queried;
    return {
      results: { statusIndex: queried },
      figures: [
        { what: 'found; pages and bytes a query', measured: `${found}; ${pagesAQuery}; ${Math.round(bytesAQuery)}` },
        ...(Object.keys(targets) as (keyof typeof targets)[]).map((what) => ({ what, measured: `${milliseconds[what].toFixed(1)} ms`, target: { text: `under ${targets[what]} ms`, met: milliseconds[what] < targets[what] } })),
      ],
    };
  },
};

import type { Item } from '@drs-orchestration/core';

/** An execution as an index names it. The index lags behind the record, by which alone its status is to be told. */
export interface IndexedExecution {
  readonly executionId: string;
  /** Unix seconds. */
  readonly startTime: number;
  /** The status as the index has it. */
  readonly status: unknown;
}

/** A place in a list: the execution that was listed last. */
export interface Place {
  /** Unix seconds. */
  readonly startTime: number;
  readonly executionId: string;
}

/** One partition of an index, newest first; its next page is read when it is needed. */
class Partition {
  readonly #pages: AsyncIterator<readonly Item[]>;
  #ahead: IndexedExecution[] = [];

  constructor(pages: AsyncIterable<readonly Item[]>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  async head(): Promise<IndexedExecution | undefined> {
    while (this.#ahead.length === 0) {
      const page = await this.#pages.next();
      if (page.done === true) return undefined;
      this.#ahead = page.value.map((item) => ({ executionId: String(item['ExecutionId']), startTime: Number(item['StartTime']), status: item['Status'] }));
    }
    return this.#ahead[0];
  }

  take(): IndexedExecution[] {
    return this.#ahead.splice(0, 1);
  }
}

/**
 * Merges partitions of an index, each newest first, into one list behind a place: newest first, those of one second by
 * their ids, each once. The partitions are read one after the other: an execution that moves on while they are read is
 * met in the one it leaves or in the one it enters, where that comes later.
 */
export async function* newestFirst(pages: readonly AsyncIterable<readonly Item[]>[], after?: Place): AsyncGenerator<IndexedExecution> {
  const partitions = pages.map((one) => new Partition(one));
  for (;;) {
    let second = Number.NEGATIVE_INFINITY;
    for (const partition of partitions) second = Math.max(second, (await partition.head())?.startTime ?? second);
    if (second === Number.NEGATIVE_INFINITY) return;
    // An index has those of one second in no order that is told, so all of them are read.
    const ofSecond = new Map<string, IndexedExecution>();
    for (const partition of partitions) {
      while ((await partition.head())?.startTime === second) for (const entry of partition.take()) ofSecond.set(entry.executionId, entry);
    }
    const ids = [...ofSecond.keys()].sort();
    for (const id of ids) {
      const entry = ofSecond.get(id);
      if (entry !== undefined && (after === undefined || second < after.startTime || id > after.executionId)) yield entry;
    }
  }
}

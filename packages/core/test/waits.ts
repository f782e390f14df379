import { eventually, type ManualClock } from './manualClock.js';

/** Lets `work` run to its end, waking every sleep between attempts; gives those sleeps in seconds, and the value or the error that it ended with. */
export async function waits(clock: ManualClock, work: Promise<unknown>): Promise<{ readonly waited: readonly number[]; readonly result: unknown }> {
  const waited: number[] = [];
  let over = false;
  const result = work.catch((error: unknown) => error).finally(() => (over = true));
  while (!over) {
    await eventually(() => over || (clock.standing === 0 && clock.sleeping.length > 0));
    const [sleep] = clock.sleeping;
    if (over || sleep === undefined) continue;
    waited.push(sleep / 1000);
    clock.advance(sleep);
  }
  return { waited, result: await result };
}

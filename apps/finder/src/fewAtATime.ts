/** Calls of a function that are under way at a time. More would wait for a socket all the same, and thousands fill the memory. */
const atATime = 25;

/** Does `work` for each item, in order, a few at a time; resolves when all is done. `work` must not reject. */
export async function fewAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}

/**
 * Calls of a function that are under way at a time. Twice the SDK's sockets: one that Lambda refuses waits for seconds
 * until it is made again, and holds up no other; thousands would fill the memory.
 */
const atATime = 100;

/** Does `work` for each item, in order, a few at a time; resolves when all is done. `work` must not reject. */
export async function fewAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}

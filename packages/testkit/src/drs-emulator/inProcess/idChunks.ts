/** Parts of a list of ids, each id once, none longer than `size`: what a call takes. */
export function* idChunks(ids: readonly string[], size: number): Generator<readonly string[]> {
  const different = [...new Set(ids)];
  for (let first = 0; first < different.length; first += size) yield different.slice(first, first + size);
}

/** Parts of a list of ids, each id once, none longer than `size`: what a call takes. */
export function* chunks<T>(list: readonly T[], size: number): Generator<T[]> {
  const different = [...new Set(list)];
  for (let first = 0; first < different.length; first += size) yield different.slice(first, first + size);
}

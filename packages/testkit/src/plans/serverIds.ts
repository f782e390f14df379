/** The n-th of any number of well-formed source server ids: `s-` and n, padded to 17 digits. */
export function serverId(n: number): string {
  return `s-${String(n).padStart(17, '0')}`;
}

/** `count` well-formed source server ids, from the `from`-th (default 1) on. */
export function serverIds(count: number, from: number = 1): string[] {
  return Array.from({ length: count }, (_, index) => serverId(from + index));
}

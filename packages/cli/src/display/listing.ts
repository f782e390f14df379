/** How many names a line lists before it counts the rest. */
const listed = 4;

/** Names in a row, the rest of a long list counted. */
export function listing(names: readonly string[], most: number = listed): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** A count with its noun: `1 server`, `3 servers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The name at the end of an ARN, e.g. a user's or a topic's. */
export function arnName(arn: string): string {
  return arn.split(/[:/]/).at(-1) ?? arn;
}

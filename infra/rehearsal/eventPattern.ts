/** A pattern of EventBridge, as far as ours go: lists of values, nested by the event's keys. */
export type EventPattern = { readonly [key: string]: readonly unknown[] | EventPattern };

/** Whether an event matches a pattern: each key of the pattern has one of its values. @throws Error on a content filter */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>)[key] : undefined;
    if (!isList(wanted)) return matchesPattern(wanted, value);
    if (wanted.some((one) => typeof one === 'object')) throw new Error(`the pattern's ${key} has a content filter, which is not known here`);
    return wanted.includes(value);
  });
}

function isList(wanted: readonly unknown[] | EventPattern): wanted is readonly unknown[] {
  return Array.isArray(wanted);
}

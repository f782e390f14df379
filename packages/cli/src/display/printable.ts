/** Characters that a terminal would obey, and those that turn the direction of a line. */
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A value with all texts in it safe for a terminal: names, reasons and errors come from others. */
export function printable<T>(value: T): T {
  if (typeof value === 'string') return value.replace(obeyed, '�') as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => printable(entry)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [printable(key), printable(entry as unknown)])) as T;
}

/** A JSON object; values are never changed once they are in an execution, so they can be shared. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object (neither null nor an array). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => jsonEqual(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key], b[key]));
}

/** Whether a JSON value is longer than `bytes` of UTF-8. */
export function isLongerThan(value: unknown, bytes: number): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return false;
  const text = JSON.stringify(value);
  // No character of a string takes more than 3 bytes for each of its UTF-16 units.
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

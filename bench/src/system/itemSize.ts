/** Bytes of a value as DynamoDB counts it (developer guide, "DynamoDB item sizes and formats"). */
function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(Math.abs(value)).replace(/[.]|^0+|0+$/g, '').length / 2) + 1 + (value < 0 ? 1 : 0);
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + valueBytes(element), 3);
  if (typeof value === 'object' && value !== null) return Object.entries(value).reduce((sum, [name, element]) => sum + Buffer.byteLength(name) + 1 + valueBytes(element), 3);
  return 1;
}

/** Bytes of an item: the names and the values of its attributes. */
export function itemBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)), 0);
}

import { ServiceError } from '@drs-orchestration/core';

/** A value as the store keeps it, and about how many bytes DynamoDB counts for it. */
export interface StoredValue {
  readonly value: unknown;
  readonly bytes: number;
}

/** What DynamoDB says to a request it will not carry out. */
export function refused(operation: string, message: string): ServiceError {
  return new ServiceError({ service: 'DynamoDB', operation, kind: 'INVALID', message: `DynamoDB ${operation} failed: ${message}` });
}

/** Bytes of a list or map besides its members. */
const container = 3;
/** Bytes of a number: DynamoDB counts a byte for two digits, and one more. */
const bytesOfNumber = (value: number): number => Math.ceil(String(value).length / 2) + 1;

/**
 * A deep copy of what DynamoDB would store: no `undefined` (dropped, as the adapter does), no dates, sets or classes.
 * @param path where the value stands, for the message
 * @throws ServiceError INVALID naming the place of a value that cannot be stored.
 */
export function storedValue(value: unknown, operation: string, path: string): StoredValue {
  if (value === null || typeof value === 'boolean') return { value, bytes: 1 };
  if (typeof value === 'string') return { value, bytes: Buffer.byteLength(value) };
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw refused(operation, `${path} is ${String(value)}, which is no number it can hold.`);
    return { value, bytes: bytesOfNumber(value) };
  }
  if (Array.isArray(value)) {
    const members = value
      .filter((member) => member !== undefined)
      .map((member, index) => storedValue(member, operation, `${path}[${String(index)}]`));
    return { value: members.map((member) => member.value), bytes: members.reduce((sum, { bytes }) => sum + bytes + 1, container) };
  }
  if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
    const copy: Record<string, unknown> = {};
    let bytes = container;
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const stored = storedValue(member, operation, `${path}.${name}`);
      copy[name] = stored.value;
      bytes += stored.bytes + Buffer.byteLength(name) + 1;
    }
    return { value: copy, bytes };
  }
  throw refused(operation, `${path} is a ${typeof value}, which it cannot store.`);
}

/** A deep copy of a stored value, for whoever reads it. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member: unknown) => copyOf(member)) as T;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = copyOf(member);
  return copy as T;
}

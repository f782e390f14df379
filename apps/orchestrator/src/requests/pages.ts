import * as z from 'zod';
import { badRequest } from './problem.js';

const digits = (longest: number): z.ZodType<number> => z.string().regex(new RegExp(`^\\d{1,${longest}}$`), { error: 'must be a whole number' }).transform(Number);

/** How many entries a page has at most. */
export const limit = digits(3).pipe(z.int().min(1).max(100)).default(20).meta({ description: 'Entries a page at most' });
/** Where a page begins. */
export const cursor = z.string().max(2_000).exactOptional().meta({ description: 'NextCursor of the page before, with the same filters' });
/** The version that a deletion is meant for. */
export const version = digits(15).pipe(z.int().min(0)).meta({ description: 'The Version that was read, so that nobody else’s edit is lost' });

/** A cursor: opaque to its reader. */
export function cursorOf(list: string, after: unknown): string {
  return Buffer.from(JSON.stringify({ list, after })).toString('base64url');
}

/** Where a cursor of this list points; undefined without one. @throws Problem 400 for one of another list, or for none at all. */
export function placeOf<T>(text: string | undefined, list: string, after: z.ZodType<T>): T | undefined {
  if (text === undefined) return undefined;
  const read = z.strictObject({ list: z.literal(list), after }).safeParse(asJson(text));
  if (read.success) return read.data.after;
  throw badRequest('The request is not valid.', [{ path: 'cursor', message: 'is no cursor of this list: give the NextCursor of one of its pages, and the same filters as there' }]);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

import { invalid } from '../refusals.js';
import { optionalText } from './input.js';
import type { Input } from './operation.js';

/** Items a page has at most. */
const longestPage = 200;

/** A token is opaque to callers; it says where the next page starts. */
const tokenOf = (start: number): string => Buffer.from(`page from ${start}`).toString('base64');

function startOf(token: string | undefined, items: number): number {
  if (token === undefined) return 0;
  const start = Number(/^page from (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1]);
  if (!(start <= items)) throw invalid('nextToken is not one that this operation gave');
  return start;
}

/** A page of a list, as `maxResults` and `nextToken` ask for it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/** The page of a list that a request asks for. */
export function pageOf<T>(items: readonly T[], input: Input): Page<T> {
  const maxResults = (input['maxResults'] ?? longestPage) as number;
  const start = startOf(optionalText(input, 'nextToken'), items.length);
  const next = start + Math.min(maxResults, longestPage);
  return { items: items.slice(start, next), ...(next < items.length ? { nextToken: tokenOf(next) } : {}) };
}

/** The same page, its items as they go over the wire. */
export function rendered<T>(page: Page<T>, render: (item: T) => object): Page<object> {
  return { ...page, items: page.items.map(render) };
}

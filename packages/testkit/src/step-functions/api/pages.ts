import { StepFunctionsApiError } from './apiError.js';

/** One page of a list, and the token of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/** The page of `all` that `nextToken` asks for; 100 items by default, 1,000 at most. */
export function pageOf<T>(all: readonly T[], maxResults: number | undefined, nextToken: string | undefined): Page<T> {
  const size = maxResults === undefined || maxResults === 0 ? 100 : maxResults;
  if (!Number.isInteger(size) || size < 0 || size > 1000) throw new StepFunctionsApiError('ValidationException', `maxResults must be 0 to 1000, not ${maxResults}`);
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString('utf8'));
  if (!Number.isInteger(from) || from < 0) throw new StepFunctionsApiError('InvalidToken', `Invalid Token: '${nextToken}'`);
  const until = from + size;
  const items = all.slice(from, until);
  return until < all.length ? { items, nextToken: Buffer.from(String(until)).toString('base64') } : { items };
}

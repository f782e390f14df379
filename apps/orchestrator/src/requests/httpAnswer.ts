import type { Served } from './served.js';

/** An answer in API Gateway's form. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an operation answers, as HTTP: JSON, or nothing at all. */
export function httpAnswer({ status, body, headers }: Served): HttpAnswer {
  if (body === undefined) return { statusCode: status, headers: { ...headers }, body: '' };
  return { statusCode: status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

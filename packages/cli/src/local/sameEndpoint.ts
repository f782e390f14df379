import { isLoopback } from '../api/loopback.js';

/**
 * An endpoint's address in the one form that all ways to write it have: `http://localhost:8000` and
 * `http://127.0.0.1:8000/` are the same DynamoDB. What is no URL stays as it is.
 */
export function sameEndpoint(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (isLoopback(url)) url.hostname = 'localhost';
  return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
}

import type { Clock } from '@drs-orchestration/core';
import { isPassing } from './apiProblem.js';
import type { ApiReply, ApiRequest, ApiTransport } from './apiTransport.js';

/** What is waited before each of three more tries, in milliseconds. */
const waits = [1000, 2000, 4000];
/** The longest that an answer's Retry-After is obeyed, in milliseconds. */
const longestWait = 60_000;

/**
 * Sends a request again where it is throttled, fails inside the API or loses its connection; only one that may be
 * repeated, since of another it is not known whether it was done.
 */
export function repeating(transport: ApiTransport, clock: Pick<Clock, 'sleep'>): ApiTransport {
  return {
    async send(request) {
      for (const wait of waits) {
        const outcome = await attempt(transport, request);
        if (!mayRepeat(request) || !('again' in outcome)) return delivered(outcome);
        await clock.sleep(outcome.after ?? wait);
      }
      return transport.send(request);
    },
  };
}

type Outcome = { readonly reply: ApiReply; readonly again?: true; readonly after?: number } | { readonly error: unknown; readonly again?: true; readonly after?: number };

async function attempt(transport: ApiTransport, request: ApiRequest): Promise<Outcome> {
  try {
    const reply = await transport.send(request);
    const again = reply.status === 429 || reply.status >= 500;
    const after = retryAfter(reply);
    return { reply, ...(again ? { again, ...(after === undefined ? {} : { after }) } : {}) };
  } catch (error) {
    return { error, ...(isPassing(error) ? { again: true } : {}) };
  }
}

function delivered(outcome: Outcome): ApiReply {
  if ('reply' in outcome) return outcome.reply;
  throw outcome.error;
}

function mayRepeat({ method, repeatable }: ApiRequest): boolean {
  return method === 'GET' || repeatable === true;
}

/** Milliseconds; Retry-After in its form of seconds. */
function retryAfter({ headers }: ApiReply): number | undefined {
  const seconds = headers['retry-after'];
  return seconds !== undefined && /^\d+$/u.test(seconds) ? Math.min(Number(seconds) * 1000, longestWait) : undefined;
}

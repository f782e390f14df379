import { describe, expect, it } from 'vitest';
import { UnreachableError } from '../src/api/apiProblem.js';
import type { ApiReply, ApiRequest } from '../src/api/apiTransport.js';
import { repeating } from '../src/api/repeating.js';

type Step = number | Error | ApiReply;

/** What came of a request whose answers are these, in order; the last one stays. */
async function sent(request: ApiRequest, ...steps: readonly [Step, ...Step[]]): Promise<{ readonly times: number; readonly waited: readonly number[]; readonly outcome: number | string }> {
  const waited: number[] = [];
  let times = 0;
  const transport = {
    send: async (): Promise<ApiReply> => {
      const step = steps[Math.min(times, steps.length - 1)] ?? steps[0];
      times += 1;
      if (step instanceof Error) throw step;
      return typeof step === 'number' ? { status: step, headers: {}, text: '{}' } : step;
    },
  };
  const outcome = await repeating(transport, { sleep: async (milliseconds) => void waited.push(milliseconds) })
    .send(request)
    .then((reply) => reply.status, (error: unknown) => (error as Error).message);
  return { times, waited, outcome };
}

const get: ApiRequest = { method: 'GET', path: '/plans' };
const cut = new UnreachableError('cut', { passing: true });

describe('a request is repeated only where that is harmless', () => {
  it('a GET that is throttled, fails inside or loses its connection: three times more, after 1, 2 and 4 s', async () => {
    for (const step of [429, 500, 502, 503, 504, cut] as const) expect(await sent(get, step)).toMatchObject({ times: 4, waited: [1000, 2000, 4000] });
    expect(await sent(get, cut, 503, 200)).toEqual({ times: 3, waited: [1000, 2000], outcome: 200 });
  });

  it('a start, which answers with the run there is, likewise', async () => {
    expect(await sent({ method: 'POST', path: '/executions', body: {}, repeatable: true }, 503, 202)).toMatchObject({ times: 2, outcome: 202 });
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)('any other %s never, whatever came of it', async (method) => {
    for (const step of [429, 503, cut] as const) expect(await sent({ method, path: '/plans/x' }, step)).toMatchObject({ times: 1, waited: [] });
  });

  it('what was refused, or cannot be reached at all, never', async () => {
    for (const step of [400, 403, 404, 409, new UnreachableError('no such name', { passing: false })] as const) expect(await sent(get, step)).toMatchObject({ times: 1 });
  });

  it('after as long as Retry-After says, but at most a minute', async () => {
    const busy = (seconds: string): ApiReply => ({ status: 429, headers: { 'retry-after': seconds }, text: '{}' });
    expect(await sent(get, busy('7'), busy('86400'), busy('soon'), 200)).toMatchObject({ waited: [7000, 60_000, 4000], outcome: 200 });
  });
});

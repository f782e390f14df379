import { spoiltInput, spoiltText } from '@drs-orchestration/testkit/generators';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleRequest } from '../../src/requests/handleRequest.js';
import { apiOf, caller, drill, planned } from '../requests/requests.js';
import { executionId, planWave, start, World } from '../tasks/world/world.js';
import { countWrites, recordFaults, stored } from './store.js';

/** A run whose first wave waits for an approval. */
async function awaiting(): Promise<World> {
  const world = new World();
  await world.given([planWave(1, { PauseBefore: true }), planWave(2)], { Status: 'POLLING', Phase: 'IDLE', NextPollTime: start + 300 }, {
    1: { WaveStatus: 'AWAITING_APPROVAL', Approval: { RequestedAt: start, ExpiresAt: start + 600 }, Tokens: { APPROVAL: 't1' } },
  });
  return world;
}

interface Request {
  readonly name: string;
  readonly world: () => Promise<World>;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

const requests: readonly Request[] = [
  { name: 'start', world: planned, method: 'POST', path: '/executions', body: drill },
  { name: 'start what runs', world: awaiting, method: 'POST', path: '/executions', body: drill },
  { name: 'show', world: awaiting, method: 'GET', path: `/executions/${executionId}` },
  { name: 'cancel', world: awaiting, method: 'POST', path: `/executions/${executionId}/cancel`, body: { Reason: 'a storm' } },
  { name: 'approve', world: awaiting, method: 'POST', path: `/executions/${executionId}/approve`, body: { WaveNumber: 1, Reason: 'green' } },
  { name: 'approve what does not wait', world: awaiting, method: 'POST', path: `/executions/${executionId}/approve`, body: { WaveNumber: 2 } },
  { name: 'start the other kind', world: awaiting, method: 'POST', path: '/executions', body: { ...drill, ExecutionType: 'RECOVERY' } },
  { name: 'reject', world: awaiting, method: 'POST', path: `/executions/${executionId}/reject`, body: { WaveNumber: 1, Reason: 'red' } },
];

/** A request as API Gateway hands it on, with all that an event holds. */
function eventOf({ method, path }: Request, body: string | undefined): object {
  return {
    version: '2.0', routeKey: `${method} ${path}`, rawPath: path, rawQueryString: '', headers: { 'content-type': 'application/json' }, isBase64Encoded: false,
    ...(body === undefined ? {} : { body }),
    requestContext: { http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' }, authorizer: { iam: { userArn: caller, accountId: '111111111111' } }, stage: '$default', timeEpoch: start * 1000 },
  };
}

const textOf = (body: object | undefined): string | undefined => (body === undefined ? undefined : JSON.stringify(body));

/** A request spoilt as a whole, in its body's values, in its body's text, or in its path. */
function spoilt(request: Request): fc.Arbitrary<unknown> {
  const whole = spoiltInput(eventOf(request, textOf(request.body))).map(({ input }) => input);
  const path = fc.tuple(spoiltText(request.path), fc.constant(textOf(request.body))).map(([rawPath, body]) => ({ ...eventOf(request, body), rawPath }));
  if (request.body === undefined) return fc.oneof(whole, path);
  const values = spoiltInput(request.body).map(({ input }) => eventOf(request, JSON.stringify(input)));
  const text = spoiltText(JSON.stringify(request.body)).map((body) => eventOf(request, body));
  return fc.oneof(whole, values, values, text, path);
}

const anyRequest = fc.constantFrom(...requests).chain((request) => spoilt(request).map((sent) => ({ request, sent })));

describe('1,000 requests with something wrong in them', () => {
  it('are served or refused as the sender\'s fault, in the one shape all errors have; a refused one has written nothing', async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(anyRequest, async ({ request, sent }) => {
        const world = await request.world();
        const before = await stored(world);
        const counted = countWrites(world);
        const answer = await world.run(() => handleRequest(apiOf(world), sent));
        statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
        expect([200, 202, 400, 404, 405, 409], JSON.stringify(world.log.lines)).toContain(answer.statusCode);
        const body = JSON.parse(answer.body) as Record<string, unknown>;
        expect(await recordFaults(world)).toEqual([]);
        if (answer.statusCode < 300) return;
        expect(answer.headers['content-type']).toBe('application/problem+json');
        expect(body).toMatchObject({ type: 'about:blank', status: answer.statusCode, title: expect.any(String), detail: expect.stringMatching(/\S{3}/) });
        expect(counted.writes).toBe(0);
        expect(await stored(world)).toEqual(before);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
    expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(1_000);
    expect([...statuses.keys()].sort()).toEqual([200, 202, 400, 404, 405, 409]);
    // Had most been served, little would have been tried.
    expect((statuses.get(400) ?? 0) + (statuses.get(404) ?? 0)).toBeGreaterThan(500);
  });
});

describe('an id longer than any that is stored', () => {
  it.each([
    ['a start', 'POST', '/executions', { PlanId: 'p'.repeat(3_000), ExecutionType: 'DRILL' }, 400],
    ['a look', 'GET', `/executions/${'e'.repeat(3_000)}`, undefined, 404],
    ['a cancel', 'POST', `/executions/${'e'.repeat(3_000)}/cancel`, {}, 404],
    ['an approval', 'POST', `/executions/${'e'.repeat(3_000)}/approve`, { WaveNumber: 1 }, 404],
  ] as const)('in %s is refused before the store, which takes no such key, is asked', async (_name, method, path, body, status) => {
    const world = await awaiting();
    let asked = 0;
    world.hooks = { before: () => void (asked += 1) };
    const answer = await world.run(() => handleRequest(apiOf(world), eventOf({ name: '', world: awaiting, method, path }, textOf(body))));
    expect(answer.statusCode).toBe(status);
    expect(asked).toBe(0);
  });
});

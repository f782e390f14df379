import { validatePlan } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { largestBody } from '../../src/requests/httpEvent.js';
import { executionId, planWave, serverIds, World } from '../tasks/world/world.js';
import { drill, event, executionsOf, planned, send, type Answer } from './requests.js';

const faultsOf = (answer: Answer): readonly string[] => ((answer.body['faults'] ?? []) as { path: string }[]).map(({ path }) => path);

/** A plan of 40 waves of 300 servers, with everything a wave can say. */
function largestPlan(): object {
  const Waves = Array.from({ length: 40 }, (_, index) => ({
    ...planWave(index + 1, { ServerIds: serverIds(300, index * 300 + 1), ExecutionOrder: Array.from({ length: 300 }, (_each, position) => 300 - position) }),
    WaveName: 'ö'.repeat(100),
  }));
  return { PlanId: 'plan-large', PlanName: 'ö'.repeat(100), Description: '大'.repeat(1_000), Region: 'us-east-1', WaveOrdering: 'DEPENDENCIES', Waves };
}

describe('the body of a request', () => {
  it('of a megabyte is read, of a byte more is 413 before any table is asked, whether it came as text or in base64', async () => {
    for (const isBase64Encoded of [false, true]) {
      const world = new World();
      let asked = 0;
      world.hooks = { before: () => void (asked += 1) };
      const sized = (bytes: number): string => {
        const text = JSON.stringify({ ...drill, Filler: '' });
        return text.replace('""', `"${'x'.repeat(bytes - text.length)}"`);
      };
      const sent = (bytes: number): Promise<Answer> => send(world, event('POST', '/executions', isBase64Encoded ? Buffer.from(sized(bytes)).toString('base64') : sized(bytes), { isBase64Encoded }));
      expect(faultsOf(await sent(largestBody))).toEqual(['Filler']);
      expect(await sent(largestBody + 1)).toMatchObject({ statusCode: 413, body: { status: 413, title: 'Content Too Large', detail: expect.stringContaining(String(largestBody + 1)) } });
      expect(asked).toBe(0);
    }
  });

  it('is counted in bytes, not in characters', async () => {
    expect((await send(new World(), event('POST', '/executions', `"${'大'.repeat(400_000)}"`))).statusCode).toBe(413);
  });

  it('may be the largest plan there is, and that fits into its table', async () => {
    const world = new World();
    const body = largestPlan();
    expect(validatePlan(body).faults).toBeUndefined();
    expect(Buffer.byteLength(JSON.stringify(body))).toBeGreaterThan(300_000);
    expect((await send(world, event('POST', '/plans', body))).statusCode).toBe(201);
    expect(await send(world, event('GET', '/plans/plan-large'))).toMatchObject({ statusCode: 200, body: { ...body, Version: 1 } });
  });

  it('that is no JSON is 400, and the fault says where it breaks', async () => {
    const answer = await send(await planned(), event('POST', '/executions', '{"PlanId": plan-1}'));
    expect(answer).toMatchObject({ statusCode: 400, body: { faults: [{ path: '', message: expect.stringMatching(/not JSON.*plan-1|not JSON.*position 11/u) }] } });
  });

  it('that nobody asked for is 400; an empty one, or {}, is none', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    expect(faultsOf(await send(world, event('GET', `/executions/${executionId}`, { Wave: 1 })))).toEqual(['Wave']);
    for (const body of ['', '  ', {}]) expect((await send(world, event('GET', `/executions/${executionId}`, body))).statusCode).toBe(200);
  });

  it('that nobody asked for is told that none is taken, whatever it is', async () => {
    const message = 'must be left out: this operation takes no body';
    for (const [body, path] of [[{ Wave: 1 }, 'Wave'], [[1], ''], ['null', ''], ['"retry"', '']] as const) {
      expect(await send(new World(), event('POST', `/executions/${executionId}/retry`, body))).toMatchObject({ statusCode: 400, body: { faults: [{ path, message }] } });
    }
  });
});

describe('the query of a request', () => {
  const ask = async (rawQueryString: string, path = '/executions'): Promise<Answer> => send(await planned(), event('GET', path, undefined, { rawQueryString }));

  it.each([
    ['limit=0', 'limit'], ['limit=101', 'limit'], ['limit=1.5', 'limit'], ['limit=-1', 'limit'], ['limit=', 'limit'], ['limit=ten', 'limit'], ['limit=1&limit=2', 'limit'],
    ['status=DONE', 'status[0]'], ['status=', 'status[0]'], ['status=FAILED,', 'status[1]'], ['status=failed', 'status[0]'],
    ['planId=', 'planId'], ['planId=a%20b', 'planId'], [`planId=${'p'.repeat(101)}`, 'planId'],
    ['Limit=1', 'Limit'], ['before=now', 'before'], ['__proto__=1', '__proto__'],
  ])('%s is 400 and names %s', async (query, path) => {
    expect([await ask(query)].map((answer) => [answer.statusCode, faultsOf(answer)])).toEqual([[400, [path]]]);
  });

  it.each([
    ['status=foo', 'is "foo", which is no status: give one or more of PENDING, RUNNING, POLLING, CANCELLING, TIMEOUT, FAILED, PARTIAL, COMPLETED, CANCELLED, with commas between them'],
    ['status=FAILD', 'is "FAILD", which is no status: give one or more of PENDING, RUNNING, POLLING, CANCELLING, TIMEOUT, FAILED, PARTIAL, COMPLETED, CANCELLED, with commas between them; did you mean FAILED?'],
    ['status=', 'is empty: give one or more of PENDING, RUNNING, POLLING, CANCELLING, TIMEOUT, FAILED, PARTIAL, COMPLETED, CANCELLED, with commas between them'],
  ])('%s is told to be no status, and which there are', async (query, message) => {
    expect((await ask(query)).body['faults']).toEqual([{ path: 'status[0]', message }]);
  });

  it('of an operation that takes none is told so', async () => {
    expect((await ask('dry=1', `/executions/${executionId}`)).body['faults']).toEqual([{ path: 'dry', message: 'must be left out: this operation takes no query parameters' }]);
  });

  it('is refused with every fault of it, and of the body, at once', async () => {
    const world = await planned();
    const answer = await send(world, event('POST', '/executions', { PlanId: 'plan 1', ExecutionType: 'TEST', By: 'me' }, { rawQueryString: 'dry=1' }));
    expect([...faultsOf(answer)].sort()).toEqual(['By', 'ExecutionType', 'PlanId', 'dry']);
    expect(await executionsOf(world)).toBe(0);
  });

  it('may name several statuses, by commas or by repeating itself', async () => {
    for (const query of ['status=FAILED,PARTIAL', 'status=FAILED&status=PARTIAL', 'status=FAILED%2CPARTIAL']) expect((await ask(query)).statusCode).toBe(200);
  });
});

describe('the route of a request', () => {
  it('is the one by which API Gateway let it in: IAM allowed its caller that one, whatever the path looks like', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    const sneaked = event('POST', `/executions/${executionId}/cancel`, { WaveNumber: 1 }, { routeKey: 'POST /executions/{id}/approve', pathParameters: { id: executionId } });
    expect(await send(world, sneaked)).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('approval') } });
    expect((await world.header()).Status).toBe('RUNNING');
  });

  it('is found by its path where API Gateway tells none, or a default one', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    for (const keys of [{}, { routeKey: '$default' }]) expect((await send(world, event('GET', `/executions/${executionId}`, undefined, keys))).statusCode).toBe(200);
  });

  it.each(['/plans/-plan', '/plans/a%20b', `/plans/${'p'.repeat(101)}`, '/plans/..%2Fgroups', '/protection-groups/%00', '/executions/%2E%2E%2F', `/executions/${'e'.repeat(101)}`])('with an id that nothing can have (%s) is 404 before any table is asked', async (path) => {
    const world = new World();
    let asked = 0;
    world.hooks = { before: () => void (asked += 1) };
    const answer = await send(world, event('GET', path));
    expect(answer.statusCode).toBe(404);
    expect(String(answer.body['detail']).length).toBeLessThan(200);
    expect(asked).toBe(path.startsWith('/executions/%') ? 1 : 0);
  });
});

import { describe, expect, it } from 'vitest';
import { ServiceError } from '@drs-orchestration/core';
import { World } from '../tasks/world/world.js';
import { drill, event, executionsOf, planned, post, send } from './requests.js';

describe('requests nobody serves', () => {
  it.each([
    ['GET', '/recoveries', 404],
    ['GET', '/plans/plan-1/preflight/now', 404],
    ['GET', '/', 404],
    ['POST', '/executions/x/explode', 404],
    ['POST', '/executions/x/cancel/now', 404],
    ['PUT', '/executions', 405],
    ['PATCH', '/plans/plan-1', 405],
    ['PUT', '/protection-groups', 405],
    ['DELETE', '/executions/x', 405],
    ['GET', '/executions/x/cancel', 405],
    ['GET', '/executions/x/approve', 405],
    ['PUT', '/executions/x/reject', 405],
  ])('%s %s is %i, in the one shape all errors have', async (method, path, status) => {
    const answer = await send(new World(), event(method, path));
    expect(answer).toMatchObject({ statusCode: status, headers: { 'content-type': 'application/problem+json' }, body: { type: 'about:blank', status, title: expect.any(String), detail: expect.any(String) } });
  });

  it.each([
    ['/executions', 'POST, GET'],
    ['/executions/x/cancel', 'POST'],
    ['/plans/plan-1', 'GET, PUT, DELETE'],
    ['/openapi.json', 'GET'],
  ])('a method that %s does not take is answered with those that it takes: %s', async (path, allow) => {
    expect(await send(new World(), event('PATCH', path))).toMatchObject({ statusCode: 405, headers: { allow } });
  });

  it('what is no API Gateway event is 400', async () => {
    expect((await send(new World(), { hello: 'world' })).statusCode).toBe(400);
  });

  it('a caller that IAM does not name is unknown, whatever the body says', async () => {
    const world = await planned();
    const { body } = await send(world, event('POST', '/executions', drill, { requestContext: { http: { method: 'POST' } } }));
    expect((await world.context.executions.header(String(body['ExecutionId']))).InitiatedBy).toBe('unknown');
  });
});

describe('when the store fails', () => {
  it.each([
    ['THROTTLED', 429],
    ['SERVER', 503],
  ] as const)('%s is %i, and the record is not half written', async (kind, status) => {
    const world = await planned();
    world.hooks = {
      before: (operation) => {
        if (operation.kind === 'write') throw new ServiceError({ service: 'DynamoDB', operation: 'TransactWriteItems', kind, message: 'DynamoDB is busy.' });
      },
    };
    const answer = await post(world, '/executions', drill);
    expect(answer).toMatchObject({ statusCode: status, body: { detail: expect.stringContaining('DynamoDB is busy.') } });
    world.hooks = {};
    expect(await executionsOf(world)).toBe(0);
    expect(await world.lock()).toBeUndefined();
  });

  it('what nobody expects is 500 without its inner words, which are in the log', async () => {
    const world = await planned();
    world.hooks = {
      before: () => {
        throw new TypeError('secret detail');
      },
    };
    const answer = await post(world, '/executions', drill);
    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
    expect(JSON.stringify(world.log.lines)).toContain('secret detail');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manualClock.js';
import type { LoopbackServer } from './loopbackServer.js';
import type { ProxyEvent } from './proxyEvent.js';
import { startHttpApi, type HttpApiOptions } from './startHttpApi.js';

const caller = { userArn: 'arn:aws:iam::123456789012:user/ana', accountId: '123456789012' };
const routes = ['POST /executions', 'GET /executions/{id}', 'GET /executions/latest', 'POST /executions/{id}/waves/{wave}/approve', 'GET /files/{path+}'];
const servers: LoopbackServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function api(options: Partial<HttpApiOptions> = {}): Promise<{ readonly url: string; readonly events: ProxyEvent[] }> {
  const events: ProxyEvent[] = [];
  const server = await startHttpApi({
    caller, routes, clock: new ManualClock(Date.UTC(2026, 10, 21, 3, 45)),
    handler: async (event) => {
      events.push(event);
      return { statusCode: 202, headers: { 'X-Count': 1, 'Content-Type': 'application/json' }, cookies: ['a=1', 'b=2'], body: '{"ok":true}' };
    },
    ...options,
  });
  servers.push(server);
  return { url: server.url, events };
}

describe('a local HTTP API', () => {
  it('makes of a request the event of payload format 2.0, and of the answer an HTTP answer', async () => {
    const { url, events } = await api();
    const answer = await fetch(`${url}/executions?dry=1&tag=a&tag=b`, { method: 'POST', headers: { 'content-type': 'application/json', 'X-Trace': 'T', cookie: 'c=1; d=2' }, body: '{"PlanId":"p"}' });
    expect([answer.status, answer.headers.get('x-count'), answer.headers.getSetCookie(), await answer.json()]).toEqual([202, '1', ['a=1', 'b=2'], { ok: true }]);
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'POST /executions',
      rawPath: '/executions',
      rawQueryString: 'dry=1&tag=a&tag=b',
      queryStringParameters: { dry: '1', tag: 'a,b' },
      headers: { 'x-trace': 'T' },
      cookies: ['c=1', 'd=2'],
      body: '{"PlanId":"p"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '123456789012', routeKey: 'POST /executions', stage: '$default', timeEpoch: Date.UTC(2026, 10, 21, 3, 45), time: '21/Nov/2026:03:45:00 +0000',
        http: { method: 'POST', path: '/executions', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
        authorizer: { iam: { userArn: caller.userArn, accountId: '123456789012', userId: 'ana' } },
      },
    });
    expect(events[0]!.headers).not.toHaveProperty('cookie');
  });

  it('has no body, query or path parameters where the request has none', async () => {
    const { url, events } = await api();
    await fetch(`${url}/executions/latest`);
    expect(events[0]!.routeKey).toBe('GET /executions/latest');
    for (const field of ['body', 'queryStringParameters', 'pathParameters', 'cookies']) expect(events[0]).not.toHaveProperty(field);
  });

  it('gives the parameters of a route, and takes a literal part before a parameter', async () => {
    const { url, events } = await api();
    await fetch(`${url}/executions/e%201/waves/2/approve`, { method: 'POST' });
    await fetch(`${url}/files/a/b.txt`);
    expect(events.map(({ routeKey, pathParameters }) => [routeKey, pathParameters])).toEqual([
      ['POST /executions/{id}/waves/{wave}/approve', { id: 'e 1', wave: '2' }],
      ['GET /files/{path+}', { path: 'a/b.txt' }],
    ]);
  });

  it('passes binary bodies on as base64, both ways', async () => {
    const { url, events } = await api({ routes: ['$default'] });
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array([0, 255]) });
    expect(events[0]).toMatchObject({ routeKey: '$default', body: 'AP8=', isBase64Encoded: true });
    const binary = await api({ handler: async () => ({ statusCode: 200, body: 'AP8=', isBase64Encoded: true }) });
    expect(new Uint8Array(await (await fetch(`${binary.url}/executions/x`)).arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  });

  it('answers 404 for an unknown route, 200 with JSON for a bare answer, and 500 for a crash, telling nothing of it', async () => {
    const errors: unknown[] = [];
    const { url } = await api({ handler: async ({ rawPath }) => { if (rawPath.endsWith('crash')) throw new Error('secret'); return { PlanId: 'p' }; }, onError: (error) => errors.push(error) });
    const unknown = await fetch(`${url}/nothing`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
    const broken = await fetch(`${url}/executions/%E0%A4%A`);
    expect([broken.status, await broken.json()]).toEqual([400, { message: 'Bad Request' }]);
    expect(await (await fetch(`${url}/executions/x`)).json()).toEqual({ PlanId: 'p' });
    const crash = await fetch(`${url}/executions/crash`);
    expect([crash.status, await crash.json(), errors.length]).toEqual([500, { message: 'Internal Server Error' }, 1]);
  });

  it('closes at once, whatever is under way', async () => {
    let underWay!: () => void;
    const received = new Promise<void>((resolve) => (underWay = resolve));
    const server = await startHttpApi({ caller, handler: () => { underWay(); return new Promise(() => undefined); } });
    const hanging = fetch(server.url).catch((error: Error) => error.name);
    await received;
    await server.close();
    expect(await hanging).toBe('TypeError');
    await server.close();
  });
});

import { spawnSync } from 'node:child_process';
import { startLoopbackServer, type ReceivedRequest } from '@drs-orchestration/testkit';
import { systemClock } from '@drs-orchestration/core/clock';
import { describe, expect, it, onTestFinished } from 'vitest';
import { awsTransport } from '../src/api/awsTransport.js';
import type { ApiRequest } from '../src/api/apiTransport.js';
import { stubAwsEnvironment, testKeys, testRegion } from './support/gateway.js';
import { expectedSignature, signatureFault } from './support/signatureCheck.js';

const scope = { accessKey: testKeys.AWS_ACCESS_KEY_ID, secretKey: testKeys.AWS_SECRET_ACCESS_KEY, region: testRegion, service: 'execute-api' };

const requests: readonly [string, ApiRequest][] = [
  ['a plain GET', { method: 'GET', path: '/plans/plan-shop' }],
  ['a query with signs that must be encoded', { method: 'GET', path: '/executions', query: { status: 'FAILED,TIMEOUT', planId: "plan-o'shop (a*b)!", limit: '5', cursor: 'abc+/=~é' } }],
  ['a path that must be encoded', { method: 'GET', path: `/plans/${encodeURIComponent('plan a/b+c é')}` }],
  ['a body beyond ASCII', { method: 'POST', path: '/executions/1/cancel', body: { Reason: 'größer als ✔' } }],
  ['a DELETE', { method: 'DELETE', path: '/plans/plan-shop', query: { version: '3' } }],
];

/** What a server on loopback receives of a request that drsctl signs. */
async function received(request: ApiRequest, more: Readonly<Record<string, string>> = {}, stage: string = ''): Promise<ReceivedRequest & { readonly url: string }> {
  stubAwsEnvironment({ ...testKeys, ...more });
  let seen: ReceivedRequest | undefined;
  const server = await startLoopbackServer(async (got) => {
    seen = got;
    return { status: 200, body: '{}' };
  });
  onTestFinished(() => server.close());
  await awsTransport({ apiUrl: `${server.url}${stage}`, region: testRegion }, systemClock).send(request);
  if (seen === undefined) throw new Error('nothing was received');
  return { ...seen, url: server.url };
}

describe('the signature of a request', () => {
  it('is judged here as AWS publishes it: its test vectors get-vanilla and get-vanilla-query-order-key-case', () => {
    const vector = { secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', region: 'us-east-1', service: 'service' };
    const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
    expect(expectedSignature({ method: 'GET', target: '/', headers, body: '' }, ['host', 'x-amz-date'], vector)).toBe('5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
    expect(expectedSignature({ method: 'GET', target: '/?Param2=value2&Param1=value1', headers, body: '' }, ['host', 'x-amz-date'], vector)).toBe('b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500');
  });

  it.each(requests)('is right for %s', async (_what, request) => {
    const got = await received(request);
    expect(signatureFault({ ...got, body: got.body.toString('utf8') }, scope)).toBeUndefined();
  });

  it('is right below a stage\'s path, and with a session token, which it covers', async () => {
    const got = await received({ method: 'GET', path: '/plans' }, { AWS_SESSION_TOKEN: 'token+of/a=session' }, '/prod');
    expect(got.target).toBe('/prod/plans');
    expect(got.headers['x-amz-security-token']).toBe('token+of/a=session');
    expect(got.headers['authorization']).toContain('x-amz-security-token');
    expect(signatureFault({ ...got, body: '' }, scope)).toBeUndefined();
  });

  it('does not fit another path, body, Region or key', async () => {
    const got = { ...(await received({ method: 'POST', path: '/executions', body: { PlanId: 'plan-a' } })) };
    const text = got.body.toString('utf8');
    expect(signatureFault({ ...got, body: text }, scope)).toBeUndefined();
    expect(signatureFault({ ...got, target: '/plans', body: text }, scope)).toContain('does not match');
    expect(signatureFault({ ...got, body: text.replace('plan-a', 'plan-b') }, scope)).toContain('not the one that was signed');
    expect(signatureFault({ ...got, body: text }, { ...scope, region: 'us-east-1' })).toContain('scoped');
    expect(signatureFault({ ...got, body: text }, { ...scope, secretKey: 'another' })).toContain('does not match');
  });

  it('is the one that botocore, which nobody here wrote, makes', async (context) => {
    const missing = spawnSync('python3', ['-c', 'import botocore.auth']);
    context.skip(missing.status !== 0, 'python3 with botocore is not installed');
    for (const [what, request] of requests) expect(await bothSignatures(request), what).toEqual({ same: true });
  });
});

async function bothSignatures(request: ApiRequest): Promise<{ readonly same: boolean }> {
  const got = await received(request);
  const [, headers = '', signature] = /SignedHeaders=([^,]+), Signature=(\w+)/u.exec(got.headers['authorization'] ?? '') ?? [];
  const signed = Object.fromEntries(headers.split(';').map((name) => [name, got.headers[name]]));
  const made = botocoreSignature({ method: got.method, url: `${got.url}${got.target}`, body: got.body.toString('utf8'), headers: signed, timestamp: got.headers['x-amz-date'] });
  return { same: signature !== undefined && signature === made };
}

function botocoreSignature(request: object): string {
  const script = [
    'import json, sys',
    'from botocore.auth import SigV4Auth',
    'from botocore.awsrequest import AWSRequest',
    'from botocore.credentials import Credentials',
    'd = json.load(sys.stdin)',
    'r = AWSRequest(method=d["method"], url=d["url"], data=d["body"].encode("utf-8"), headers=d["headers"])',
    'r.context["timestamp"] = d["timestamp"]',
    'a = SigV4Auth(Credentials(d["key"], d["secret"]), "execute-api", d["region"])',
    'print(a.signature(a.string_to_sign(r, a.canonical_request(r)), r))',
  ].join('\n');
  const run = spawnSync('python3', ['-c', script], { input: JSON.stringify({ ...request, key: scope.accessKey, secret: scope.secretKey, region: scope.region }), encoding: 'utf8' });
  return run.stdout.trim();
}

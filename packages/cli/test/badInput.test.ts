import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPlan, startLoopbackServer, type Reply } from '@drs-orchestration/testkit';
import type * as credentialProviders from '@aws-sdk/credential-providers';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { networkFailure } from '../src/api/networkFailure.js';
import { aFolder } from './support/folder.js';
import { stubAwsEnvironment, testKeys } from './support/gateway.js';
import { runDrsctl, type Said } from './support/targets.js';

// What it makes of the environment is its own; that a name cannot be resolved here needs a network.
vi.mock('@aws-sdk/credential-providers', async (original) => {
  const providers = await original<typeof credentialProviders>();
  return { ...providers, fromNodeProviderChain: vi.fn(providers.fromNodeProviderChain) };
});

const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Reply => ({ status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const problem = (status: number, detail: string, members: object = {}): Reply => ({ status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({ type: 'about:blank', title: 'x', status, detail, ...members }) });

const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What drsctl says where an API answers so. */
async function saidOf(reply: Reply, ...args: readonly string[]): Promise<Said & { readonly asked: number }> {
  stubAwsEnvironment(testKeys);
  let asked = 0;
  const server = await startLoopbackServer(async () => {
    asked += 1;
    return reply;
  });
  onTestFinished(() => server.close());
  return { ...(await runDrsctl([...(args.length === 0 ? ['executions', 'show', 'some-id'] : args), '--api-url', server.url])), asked };
}

describe('an answer that is no success is one clear sentence with the next step, never a stack trace', () => {
  it.each<readonly [string, Reply, number, RegExp]>([
    ['expired credentials', json(403, { message: 'The security token included in the request is expired' }), 5, /credentials have expired.*sso login/],
    ['expired credentials by their code', json(403, { Message: 'ExpiredTokenException: token has expired' }), 5, /credentials have expired/],
    ['an unknown key', json(403, { message: 'The security token included in the request is invalid.' }), 5, /does not know your access key.*--profile/],
    ['a wrong signature', json(403, { message: 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key.' }), 5, /signature.*secret key.*--region/],
    ['a clock that is wrong', json(403, { message: 'Signature expired: 20261121T000000Z is now earlier than 20261121T001000Z' }, { date: 'Sat, 21 Nov 2026 00:15:00 GMT' }), 5, /clock right.*00:15:00 GMT/],
    ['no permission', json(403, { message: 'Forbidden' }), 5, /not allowed to call the API.*execute-api:Invoke/],
    ['no permission, said at length', json(403, { Message: 'User: arn:aws:iam::1:user/x is not authorized to perform: execute-api:Invoke' }), 5, /user\/x is not authorized.*execute-api:Invoke/],
    ['another API', json(404, { message: 'Not Found' }), 6, /not this system's API.*config show/],
    ['a page of a proxy', { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><html><title>Login to Corp Proxy</title></html>' }, 6, /a web page \("Login to Corp Proxy"\).*proxy/i],
    ['a redirection', { status: 302, headers: { location: 'https://login.example' }, body: '' }, 6, /no JSON came back \(302\)/],
    ['an unknown id', problem(404, 'There is no execution some-id. List the executions with `drsctl executions list`.'), 3, /drsctl executions list/],
    ['a table that is not there', problem(503, 'The table drs-orchestration-plans-prod does not exist: deploy again. Try again shortly.'), 6, /table .* does not exist/],
    ['an account without DRS', problem(409, 'DRS is not initialised in account 111111111111: initialise it in the DRS console.'), 4, /not initialised.*console/],
    ['faults', problem(400, 'The request body is not valid.', { faults: [{ path: 'Reason', message: 'is too long' }] }), 2, /Reason: is too long/],
    ['throttling', json(429, { message: 'Too Many Requests' }), 6, /too often/],
    ['a failing function', json(500, { message: 'Internal Server Error' }), 6, /failed \(500, Internal Server Error\)/],
  ])('%s', async (_what, reply, status, sentence) => {
    const said = await saidOf(reply);
    expect(said.status).toBe(status);
    expect(said.err.replaceAll('\n', ' ')).toMatch(sentence);
    expect(said.err).not.toMatch(/\n\s+at |undefined|\[object/);
    expect(said.out).toBe('');
  });

  it.each([
    [['plan', 'list']], [['group', 'list']], [['executions', 'list']], [['executions', 'show', 'some-id']], [['executions', 'watch', 'some-id']], [['executions', 'cancel', 'some-id']],
    [['executions', 'reconcile', 'some-id']], [['executions', 'retry', 'some-id']], [['preflight', 'plan-shop']], [['drill', 'plan-shop']], [['plan', 'delete', 'plan-shop', '--yes']], [['report', 'some-id']],
  ])('%j: JSON of another service is not taken for an answer', async (args) => {
    const said = await saidOf(json(200, { ok: true }), ...args);
    expect(said).toMatchObject({ status: 6, out: '' });
    expect(said.err).toMatch(/not this system's API \(200\).*config show/);
  });

  it('with characters that a terminal would obey, it is shown without them', async () => {
    const said = await saidOf(problem(400, 'Evil \u001b[31m\u202e name', { faults: [{ path: 'PlanName', message: '\u009b31m\u2066 is wrong' }] }));
    expect(said.status).toBe(2);
    expect(said.err).toContain('Evil �[31m� name');
    expect(said.err).toContain('PlanName: �31m� is wrong');
    expect(said.err).not.toMatch(obeyed);
  });

  it('--debug shows where it comes from', async () => {
    const said = await saidOf(json(403, { message: 'Forbidden' }), 'executions', 'show', 'some-id', '--debug');
    expect(said.err).toMatch(/\n\s+at /);
    expect(said.status).toBe(5);
  });
});

describe('without a way to the API', () => {
  it('nothing listening is told with what to check, at once', async () => {
    stubAwsEnvironment(testKeys);
    const gone = await startLoopbackServer(async () => ({ status: 200 }));
    await gone.close();
    const said = await runDrsctl(['plan', 'list', '--api-url', gone.url]);
    expect(said).toMatchObject({ status: 6, out: '' });
    expect(said.err).toMatch(/nothing listens there.*drsctl config show/);
  });

  it.each([
    ['ENOTFOUND', /not known to DNS/, false],
    ['ECONNRESET', /was cut/, true],
    ['UND_ERR_CONNECT_TIMEOUT', /did not answer in time/, true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /TLS certificate.*NODE_EXTRA_CA_CERTS/, false],
    ['CERT_HAS_EXPIRED', /TLS certificate/, false],
  ])('%s is told in words', (code, sentence, passing) => {
    const failure = networkFailure('https://api.example', new TypeError('fetch failed', { cause: Object.assign(new Error('low level'), { code }) }));
    expect(failure.message).toMatch(sentence);
    expect(failure.passing).toBe(passing);
  });

  it.each([
    ['https://a1.execute-api.eu-wst-1.amazonaws.com', 'eu-wst-1'], ['https://vpce-1.execute-api.eu-wst-1.vpce.amazonaws.com', 'eu-wst-1'], ['https://a1.execute-api.cn-nrth-1.amazonaws.com.cn', 'cn-nrth-1'],
  ])('a name that is not known: %s is told to be made of the Region %s', (url, region) => {
    const failure = networkFailure(url, new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }) }));
    expect(failure.message).toContain(`not known to DNS. The name is made of the Region ${region}: check that there is such a Region. Check the URL (drsctl config show)`);
  });

  it('a name that is made of no Region is not said to be', () => {
    const failure = networkFailure('https://drs.example', new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }));
    expect(failure.message).toBe('The API at https://drs.example cannot be reached: its name is not known to DNS. Check the URL (drsctl config show) and your network.');
  });

  it('a proxy that is named but not used is told of; where Node uses it, or none is named, nothing is', async () => {
    stubAwsEnvironment(testKeys);
    const gone = await startLoopbackServer(async () => ({ status: 200 }));
    await gone.close();
    const said = async (environment: Readonly<Record<string, string>>): Promise<string> => (await runDrsctl(['plan', 'list', '--api-url', gone.url.replace('http:', 'https:'), '--region', 'eu-central-1'], environment)).err;
    expect(await said({ HTTPS_PROXY: 'http://proxy.example:3128' })).toMatch(/nothing listens there.* HTTPS_PROXY is set, but no proxy was used: Node 22[.]21 or later does so with NODE_USE_ENV_PROXY=1[.]\n$/);
    for (const environment of [{}, { HTTPS_PROXY: '' }, { https_proxy: 'http://proxy.example:3128', NODE_USE_ENV_PROXY: '1' }]) expect(await said(environment)).not.toContain('proxy');
  });

  it('both addresses of a name refusing is the same as one', () => {
    const error = Object.assign(new AggregateError([Object.assign(new Error('a'), { code: 'ECONNREFUSED' })]), { code: 'ECONNREFUSED' });
    expect(networkFailure('http://localhost:1', new TypeError('fetch failed', { cause: error })).message).toMatch(/nothing listens/);
  });

  it('no credentials: how to get some', async () => {
    stubAwsEnvironment({});
    const said = await runDrsctl(['plan', 'list', '--api-url', 'http://127.0.0.1:9']);
    expect(said).toMatchObject({ status: 5, out: '' });
    expect(said.err).toMatch(/no AWS credentials.*aws sso login/s);
  });

  it('a profile that is not there is named', async () => {
    stubAwsEnvironment({});
    expect((await runDrsctl(['plan', 'list', '--api-url', 'http://127.0.0.1:9', '--profile', 'dr-prod'])).err).toContain('for the profile dr-prod');
  });

  it('credentials from a Region that there is not: of which Region the name was made, and who said so', async () => {
    stubAwsEnvironment({});
    const error = new Error('getaddrinfo ENOTFOUND sts.eu-wst-1.amazonaws.com');
    vi.mocked(fromNodeProviderChain).mockReturnValueOnce(() => Promise.reject(error));
    const said = await runDrsctl(['plan', 'list', '--api-url', 'http://127.0.0.1:9', '--region', 'eu-wst-1', '--profile', 'dr-prod']);
    expect(said).toMatchObject({ status: 6, out: '' });
    expect(said.err).toBe('The AWS credentials for the profile dr-prod cannot be had: sts.eu-wst-1.amazonaws.com is not known to DNS. The name is made of the Region eu-wst-1 (--region): check that there is such a Region. Check the AWS configuration and your network.\n');
  });

  it('no address at all: --local, or how to tell it', async () => {
    stubAwsEnvironment(testKeys);
    const said = await runDrsctl(['plan', 'list']);
    expect(said.status).toBe(2);
    expect(said.err).toMatch(/--local.*config --from-terraform/s);
  });
});

describe('wrong arguments have exit status 2 and say what is right', () => {
  it.each<readonly [readonly string[], RegExp]>([
    [['executions', 'lst'], /Did you mean list/],
    [['plan', 'put'], /missing required argument 'file'/],
    [['plan', 'list', '--local', '--profile', 'x'], /--profile is for AWS, and --local for this machine/],
    [['plan', 'list', '--api-url', 'ftp://x'], /--api-url ftp:\/\/x: give the API's address/],
    [['plan', 'list', '--api-url', 'http://api.example'], /http only on this machine/],
    [['plan', 'list', '--api-url', 'https://api.example'], /Region.*--region/],
    [['plan', 'list', '--api-url', 'https://api.example', '--region', 'Europe'], /that is no Region/],
    [['executions', 'list', '--api-url', 'http://127.0.0.1:9', '--status', 'FAILD'], /did you mean FAILED/],
    [['executions', 'list', '--api-url', 'http://127.0.0.1:9', '--limit', '0'], /--limit 0: give a whole number/],
    [['executions', 'approve', 'x', '--wave', 'two', '--api-url', 'http://127.0.0.1:9'], /--wave two: give a whole number/],
    [['executions', 'reject', 'x', '--wave', '1', '--reason', 'x'.repeat(401), '--api-url', 'http://127.0.0.1:9'], /--reason has 401 characters/],
    [['completion', 'csh'], /bash, zsh, fish/],
    [['config', '--from-terraform', '/nonexistent.json'], /there is no such file/],
  ])('%j', async (args, sentence) => {
    stubAwsEnvironment(testKeys);
    const said = await runDrsctl(args);
    expect(said.status).toBe(2);
    expect(said.err.replaceAll('\n', ' ')).toMatch(sentence);
    expect(said.out).toBe('');
  });

  it('a group\'s file: every fault with its line', async () => {
    const path = join(aFolder(), 'group.yaml');
    writeFileSync(path, 'GroupId: pg-1\nGroupName: One\nRegion: nowhere\nServerIds: [x]\nTags: { a: b }\n');
    const said = await runDrsctl(['group', 'validate', path]);
    expect(said.status).toBe(2);
    expect(said.err).toMatch(/:3: {2}Region/);
    expect(said.err).toMatch(/:4: {2}ServerIds\[0\]/);
  });

  it('a plan file that is valid with --json: one document; one that is not: its faults in it, exit status 2', async () => {
    const path = join(aFolder(), 'plan.yaml');
    writeFileSync(path, aPlan().withWave().yaml());
    expect((await runDrsctl(['plan', 'validate', path, '--json'])).json()).toMatchObject({ Valid: true, PlanId: 'plan-test-plan', Faults: [] });
    writeFileSync(path, 'PlanName: x\n');
    const faulty = await runDrsctl(['plan', 'validate', path, '--json']);
    expect(faulty.status).toBe(2);
    expect(faulty.json()).toMatchObject({ Valid: false, Faults: expect.arrayContaining([expect.objectContaining({ path: 'Waves' })]) });
  });
});

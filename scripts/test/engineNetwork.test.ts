import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';

import { runOf, type Run } from './samplePackage.js';

/** Puts an address on loopback, in a network namespace that has nothing else. */
const namespace = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && ip address add 198.51.100.7/32 dev lo && exec "$@"', 'sh'];

/** An address of this machine that is not loopback, and what runs a program where it is there; undefined where there can be none. */
function ownAddress(): { readonly address: string; readonly within: readonly string[] } | undefined {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).find(({ internal, family }) => !internal && family === 'IPv4');
  if (own !== undefined) return { address: own.address, within: [] };
  const [unshare = '', ...args] = namespace;
  return spawnSync(unshare, [...args, 'true']).status === 0 ? { address: '198.51.100.7', within: namespace } : undefined;
}

/** Serves at an address, and calls what it serves, as the suite does with its functions. */
const serves = (address: string): Readonly<Record<string, string>> => ({
  'test/engines/a.engines.ts': `
    import { createServer } from 'node:http';
    it('serves and calls', async () => {
      const server = createServer((_, response) => response.end('called'));
      await new Promise((resolve, reject) => server.once('error', reject).listen(0, '${address}', resolve));
      const answer = await fetch('http://${address}:' + server.address().port);
      server.close();
      expect(await answer.text()).toBe('called');
    });`,
});

/** Begins to connect, and breaks it off: whether that is refused is known at once. */
const connects = (host: string): Readonly<Record<string, string>> => ({
  'test/engines/a.engines.ts': `
    import { connect } from 'node:net';
    it('connects', () => void connect(9, '${host}').on('error', () => {}).destroy());`,
});

const engines = 'engineTests({ testTimeout: 10_000 })';
const ordinary = "packageTests({ include: ['test/engines/*.engines.ts'] })";

describe('the suite of engines reaches the engines that it is pointed at, and nothing else [R11.4]', () => {
  it('serves its functions at the address of this machine that containers call, where that is said', (context) => {
    const own = ownAddress();
    if (own === undefined) return context.skip('this machine has no address but loopback, and lets nobody have a network namespace (unshare -rn)');
    const run = (configuration: string, environment: Run['environment'] = {}): number | null => runOf(serves(own.address), { configuration, environment, within: own.within }).status;
    const pointed = { AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:9', CONFORMANCE_ENGINE: 'stepfunctions-local', CONFORMANCE_LAMBDA_ADDRESS: own.address, CONFORMANCE_LAMBDA_PORT: '9' };
    expect(run(engines, pointed)).toBe(0);
    expect(run(engines, { ...pointed, CONFORMANCE_LAMBDA_ADDRESS: '127.0.0.1' })).toBe(1);
    expect(run(ordinary, pointed)).toBe(1);
  });

  const elsewhere = { AWS_ENDPOINT_URL_SFN: 'http://203.0.113.7:9', CONFORMANCE_ROLE_ARN: 'arn:aws:iam::111122223333:role/states' };

  it.each([
    ['Step Functions that is given', '203.0.113.7', elsewhere, 0],
    ['DynamoDB that is given beside it', '203.0.113.8', { ...elsewhere, AWS_ENDPOINT_URL_DYNAMODB: 'http://203.0.113.8:9' }, 0],
    ['nobody else', '203.0.113.8', elsewhere, 1],
    ['nobody where no engine is given', '203.0.113.7', {}, 1],
  ])('reaches %s', (_whom, host, environment, expected) => {
    expect(runOf(connects(host), { configuration: engines, environment }).status).toBe(expected);
  });

  it('is refused, with the reason, where the engine that is given cannot be used', () => {
    const { status, output } = runOf(connects('127.0.0.1'), { configuration: engines, environment: { AWS_ENDPOINT_URL_SFN: 'http://203.0.113.7:9' } });
    expect(status).toBe(1);
    expect(output).toContain('CONFORMANCE_ROLE_ARN must name the role that machines at http://203.0.113.7:9 run as');
  });
});

import { lookup } from 'node:dns/promises';
import { get } from 'node:http';
import { createServer, connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import { isLoopback } from '../vitest/loopback.js';
import { forgiveRefused } from '../vitest/networkGuard.js';

describe('unit tests reach no network [R11.4]', () => {
  const refused = /reach no network.*203\.0\.113\.7/;
  // Runs before the guard's own check, which would fail these tests for what they try on purpose.
  afterEach(() => void forgiveRefused());

  it('a socket to another machine is refused by its host', () => {
    expect(() => connect(443, '203.0.113.7')).toThrow(refused);
    expect(() => connect({ host: '203.0.113.7', port: 443 })).toThrow(refused);
    expect(forgiveRefused()).toEqual(['203.0.113.7', '203.0.113.7']);
  });

  it('so is what goes through http, fetch, and a look-up of a name', async () => {
    expect(() => get('http://203.0.113.7/')).toThrow(refused);
    await expect(fetch('http://203.0.113.7/')).rejects.toMatchObject({ cause: { message: expect.stringMatching(refused) } });
    expect(() => lookup('drs.example.com')).toThrow(/drs\.example\.com/);
  });

  it('a server on this machine is reached', async () => {
    const server = createServer((socket) => socket.end('hello'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const said = await socket.map(String).toArray();
    server.close();
    expect(said).toEqual(['hello']);
    expect(forgiveRefused()).toEqual([]);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1', 'localhost', 'dynamodb.localhost'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['10.0.0.1', '128.0.0.1', '::2', '::ffff:10.0.0.1', 'localhost.example.com', 'drs.us-east-1.amazonaws.com', ''])(
    '"%s" is not',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

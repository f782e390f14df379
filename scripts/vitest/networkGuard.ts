// Unit tests reach no network (R11.4): a connection or a name look-up that would leave this machine is refused
// where it is made, and fails its test even where the code under test swallows the refusal.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

import { afterEach, inject } from 'vitest';

import { isLoopback } from './loopback.js';

const reachable: ReadonlySet<string> = new Set(inject('reachableHosts').map((host) => host.toLowerCase()));
const refused: string[] = [];

/** The hosts refused since the last call, which are thereby forgiven: for the guard's own test. */
export function forgiveRefused(): string[] {
  return refused.splice(0);
}

afterEach(() => {
  const hosts = forgiveRefused();
  if (hosts.length > 0) throw new Error(`the test tried to reach ${hosts.join(', ')}; use the emulator or a fake`);
});

function guard(host: string): void {
  if (isLoopback(host) || reachable.has(host.toLowerCase())) return;
  refused.push(host);
  throw new Error(`unit tests reach no network (R11.4), but this one tried to reach ${host}; use the emulator or a fake`);
}

/** The host of `socket.connect`'s arguments, in each of their forms; undefined for a local pipe. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [target, second] = (Array.isArray(args[0]) ? args[0] : args) as readonly unknown[];
  if (typeof target === 'object' && target !== null) {
    const { host, path } = target as net.TcpNetConnectOpts & { path?: string | null };
    return typeof path === 'string' && path !== '' ? undefined : (host ?? 'localhost');
  }
  if (typeof target === 'string' && Number.isNaN(Number(target))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

/** The function that a guard was put before. Registered, since each file that is run has its own module. */
const unguarded: unique symbol = Symbol.for('drs-orchestration.unguarded');

interface Guarded {
  (...args: unknown[]): unknown;
  [unguarded]?: Guarded;
}

/** Puts a check of the arguments before a function. */
function before<Owner extends object>(owner: Owner, name: keyof Owner & string, check: (args: readonly unknown[]) => void): void {
  const current = owner[name] as Guarded;
  // Where test files share a process this file runs once for each: the guard is renewed, not put around itself.
  const original = current[unguarded] ?? current;
  const guarded: Guarded = function (this: unknown, ...args: unknown[]): unknown {
    check(args);
    return Reflect.apply(original, this, args);
  };
  guarded[unguarded] = original;
  Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true });
}

before(net.Socket.prototype, 'connect', (args) => {
  const host = hostOf(args);
  if (host !== undefined) guard(host);
});
const lookUps = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt'] as const;
for (const name of lookUps) {
  before(dns, name, ([host]) => guard(String(host)));
  before(dns.promises, name, ([host]) => guard(String(host)));
}
syncBuiltinESMExports();

import { PassThrough } from 'node:stream';
import type { Clock } from '@drs-orchestration/core';
import { systemClock } from '@drs-orchestration/core/clock';
import type { Interrupts } from '../../src/interrupts.js';
import type { CommandContext } from '../../src/commandContext.js';
import { sources } from './deployables.js';

/** A command's context whose streams are kept as text; nobody sits there. */
export interface FakeContext extends CommandContext {
  readonly out: () => string;
  readonly err: () => string;
  /** Whether the functions were loaded: the first thing that a run does. */
  readonly started: () => boolean;
}

/** The machine's time, but for its waits, which are over at once; patience with a request (its signal calls it off) has no end. */
const instantClock: Clock = {
  now: () => systemClock.now(),
  sleep: async (milliseconds, signal) => {
    signal?.throwIfAborted();
    if (milliseconds > 30_000 && signal !== undefined) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    else await systemClock.sleep(Math.min(milliseconds, 5));
    signal?.throwIfAborted();
  },
  standingStill: (work) => work(),
};

/** A context without a terminal. */
export function fakeContext(environment: Readonly<Record<string, string>> = {}): FakeContext {
  const kept = (): { readonly stream: NodeJS.WriteStream; readonly text: () => string } => {
    const stream = new PassThrough();
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
  };
  const [stdout, stderr] = [kept(), kept()];
  let started = false;
  const interrupts: Interrupts = { signal: new AbortController().signal, onSecond: undefined, release: () => undefined, goOn: () => undefined };
  return {
    terminal: { stdin: new PassThrough() as unknown as NodeJS.ReadStream, stdout: stdout.stream, stderr: stderr.stream },
    environment: { XDG_CONFIG_HOME: '/nonexistent/drsctl-test', ...environment },
    clock: instantClock,
    interrupts,
    deployables: async () => {
      started = true;
      return sources;
    },
    out: stdout.text,
    err: stderr.text,
    started: () => started,
  };
}

import { PassThrough } from 'node:stream';
import type { Interrupts } from '../../src/interrupts.js';
import type { CommandContext } from '../../src/commands/run.js';
import { sources } from './deployables.js';

/** A command's context whose streams are kept as text; nobody sits there. */
export interface FakeContext extends CommandContext {
  readonly out: () => string;
  readonly err: () => string;
  /** Whether the functions were loaded: the first thing that a run does. */
  readonly started: () => boolean;
}

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
  const interrupts: Interrupts = { signal: new AbortController().signal, onSecond: undefined, release: () => undefined };
  return {
    terminal: { stdin: new PassThrough() as unknown as NodeJS.ReadStream, stdout: stdout.stream, stderr: stderr.stream },
    environment,
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

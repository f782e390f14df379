import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { readerGone, watchOutput } from '../src/output.js';

const coded = (code: string): Error => Object.assign(new Error(`write ${code}`), { code });

/** Streams that fail as they are told, and what is said on stderr. */
function streams(): { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream; readonly said: () => string } {
  let said = '';
  const stderr = Object.assign(new EventEmitter(), { write: (text: string) => (said += text) !== '' });
  return { stdout: new EventEmitter() as unknown as NodeJS.WriteStream, stderr: stderr as unknown as NodeJS.WriteStream, said: () => said };
}

describe('output that cannot be written', () => {
  it('because its reader has gone is no failure, and nothing is said of it', () => {
    const { stdout, stderr, said } = streams();
    const output = watchOutput({ stdout, stderr });
    for (const code of ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED', 'EPIPE']) stdout.emit('error', coded(code));
    expect([output.lost, said()]).toEqual([false, '']);
  });

  it('for any other reason is told once, and known to be lost', () => {
    const { stdout, stderr, said } = streams();
    const output = watchOutput({ stdout, stderr });
    for (let time = 0; time < 3; time += 1) stdout.emit('error', coded('ENOSPC'));
    expect(output.lost).toBe(true);
    expect(said()).toBe('The output cannot be written any more: write ENOSPC. What is under way goes on without it.\n');
  });

  it('to stderr ends nothing', () => {
    const { stdout, stderr } = streams();
    watchOutput({ stdout, stderr });
    expect(() => stderr.emit('error', coded('EPIPE'))).not.toThrow();
  });
});

describe('the reader of a stream', () => {
  it('is gone once, with the first failure', () => {
    const { stdout } = streams();
    const gone = readerGone(stdout);
    expect(gone.aborted).toBe(false);
    stdout.emit('error', coded('EPIPE'));
    expect(gone.reason).toMatchObject({ code: 'EPIPE' });
  });
});

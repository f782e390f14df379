import type { Terminal } from './terminal.js';

/** What became of a command's output. */
export interface Output {
  /** Whether something of it could not be written although somebody wants it, e.g. into a file on a full disk. */
  readonly lost: boolean;
}

/**
 * Lets a command go on to its end when its output can no longer be written: a drill must not be abandoned because
 * whoever read its first lines (`| head`) has gone. Nothing is said of a reader that has gone; of everything else, once.
 */
export function watchOutput({ stdout, stderr }: Pick<Terminal, 'stdout' | 'stderr'>): Output {
  let lost = false;
  // What is said to nobody is dropped, here as there.
  stderr.on('error', () => undefined);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (lost || isGone(error)) return;
    lost = true;
    stderr.write(`The output cannot be written any more: ${error.message}. What is under way goes on without it.\n`);
  });
  return {
    get lost() {
      return lost;
    },
  };
}

/** Aborted when nobody reads a stream any more. */
export function readerGone(stream: NodeJS.WriteStream): AbortSignal {
  const gone = new AbortController();
  stream.once('error', (error) => gone.abort(error));
  return gone.signal;
}

/** A pipe whose reader has ended, or a terminal that was closed; a stream may say of later writes that it is destroyed. */
function isGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EIO' || code === 'ERR_STREAM_DESTROYED';
}

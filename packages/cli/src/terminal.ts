import { createInterface } from 'node:readline/promises';

/** The streams of a command. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Whether somebody sits there who can be asked. */
export function canAsk({ stdin, stderr }: Terminal): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/**
 * Asks a question and returns the answer's line, trimmed; on stderr, so that stdout stays what was asked for.
 * @throws the signal's reason, as soon as it is aborted.
 */
export async function ask({ stdin, stderr }: Terminal, question: string, signal?: AbortSignal): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr, terminal: true });
  // The line editor takes Ctrl-C for itself.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await (signal === undefined ? lines.question(question) : lines.question(question, { signal }));
    return answer.trim();
  } catch (error) {
    // The line editor has an error of its own for that.
    signal?.throwIfAborted();
    throw error;
  } finally {
    lines.close();
  }
}

/** The columns of a terminal; undefined where a stream is none, and lines may be as long as they are. */
export function widthOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY === true ? (stream.columns ?? 80) : undefined;
}

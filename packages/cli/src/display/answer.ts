import type { Terminal } from '../terminal.js';

/** A command's answer on stdout: one JSON document where that is asked for, else lines for people. */
export function writeAnswer({ stdout }: Pick<Terminal, 'stdout'>, json: boolean, document: unknown, lines: () => readonly string[]): void {
  stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : lines().map((line) => `${line}\n`).join(''));
}

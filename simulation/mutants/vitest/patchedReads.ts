// Some tests read a source by themselves, e.g. the state machine's definition: they too are to see the mutant's.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Patched texts by the absolute path of their file. */
    readonly patchedTexts: Readonly<Record<string, string>>;
  }
}

const patched = new Map(Object.entries(inject('patchedTexts')));

function textOf(path: unknown): string | undefined {
  if (path instanceof URL) return patched.get(fileURLToPath(path));
  return typeof path === 'string' ? patched.get(path) : undefined;
}

if (patched.size > 0) {
  const { readFileSync } = fs;
  const readPatched = (...args: Parameters<typeof readFileSync>): string | Buffer => {
    const text = textOf(args[0]);
    if (text === undefined) return readFileSync(...args);
    return args[1] === undefined || args[1] === null ? Buffer.from(text) : text;
  };
  Object.defineProperty(fs, 'readFileSync', { value: readPatched, configurable: true, writable: true });
  syncBuiltinESMExports();
}

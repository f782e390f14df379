import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

import { root } from '../run/root.mjs';
import { folderOf } from './folder.js';

const child = pathToFileURL(join(root, 'scripts', 'run', 'child.mjs')).href;

/** Starts a process that runs a shell script as a child and prints its status; `ended` resolves at its very end. */
function parentOf(script: string, folder: string): { readonly process: ChildProcess; readonly ready: Promise<unknown>; readonly ended: Promise<{ readonly status: number | null; readonly gone: boolean }>; readonly printed: Promise<string> } {
  const program = `import { runChild } from ${JSON.stringify(child)};\nconst { status } = await runChild('sh', ['-c', process.argv[1]], { output: 'inherit' });\nconsole.log(\`status \${status}\`);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program, script], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, FOLDER: folder } });
  onTestFinished(() => void parent.kill('SIGKILL'));
  return {
    process: parent,
    ready: new Promise((resolve) => parent.stdout.once('data', resolve)),
    ended: new Promise((resolve) => parent.once('exit', (status) => resolve({ status, gone: existsSync(join(folder, 'gone')) }))),
    printed: text(parent.stdout),
  };
}

describe('a program that is run as a child', () => {
  it('tells its exit status, or 128 and more where a signal ended it', async () => {
    expect(await parentOf('exit 7', folderOf({})).printed).toBe('status 7\n');
    expect(await parentOf('kill -KILL $$', folderOf({})).printed).toBe('status 137\n');
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('gets a %s, and so does all that it started: this process ends by it when the last of them has', async (signal, status) => {
    // The grandchild takes longer than the child, as turbo does behind npx.
    const parent = parentOf(`(trap 'sleep 1; : >"$FOLDER/gone"; exit' TERM HUP; echo ready; while :; do sleep 0.1; done) & exec sleep 60`, folderOf({}));
    await parent.ready;
    parent.process.kill(signal);
    expect(await parent.ended).toEqual({ status, gone: true });
  });
});

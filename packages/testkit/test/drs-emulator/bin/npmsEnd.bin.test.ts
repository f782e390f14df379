import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeSourceServersCommand } from '@aws-sdk/client-drs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wallPacer } from '../../../src/clock/wallPacer.js';
import { clientsOf } from '../emulated.js';
import { binCommand, endBins, environmentIn, startProgram, type StartedBin } from './startBin.js';

const minute = 60_000;

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'npms-end-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(endBins);

/** What npm does with a script (@npmcli/run-script): a shell runs it, and SIGTERM is passed on to the shell. It goes on when the shell has ended, as npm does with the next script. */
const npm = `
  const shell = require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit', env: { ...process.env, npm_lifecycle_event: 'emulate' } });
  shell.once('exit', () => console.error('The shell has ended.'));
  process.on('SIGTERM', () => { shell.kill('SIGTERM'); process.exit(143); });
  setInterval(() => {}, ${minute});
`;

/** The environment of a shell that no npm started, though these tests may be run by one. */
const { npm_lifecycle_event: _script, ...withoutNpm } = process.env;

const quoted = binCommand.map((word) => `'${word}'`).join(' ');

async function listens(started: StartedBin): Promise<string> {
  await started.until('stdout', 'unset AWS_PROFILE');
  await started.until('stderr', 'Ctrl-C ends it.');
  return environmentIn(started.stdout())['AWS_ENDPOINT_URL_DRS'] ?? '';
}

/** Starts the emulator in the background of a shell that ends when it is let go. */
async function inTheBackground(around: readonly string[]): Promise<{ readonly started: StartedBin; readonly url: string; readonly pid: number; readonly letGo: () => void }> {
  const go = join(mkdtempSync(join(folder, 'go-')), 'go');
  const started = startProgram([...around, `${quoted} & echo "pid $!"; while [ ! -e '${go}' ]; do sleep 0.1; done; echo 'Gone.' >&2`], withoutNpm);
  const url = await listens(started);
  return { started, url, pid: Number(/^pid (\d+)$/m.exec(started.stdout())?.[1]), letGo: () => writeFileSync(go, '') };
}

/** Long enough for several looks at npm. */
const someLooks = (): Promise<void> => new Promise((resolve) => void wallPacer.after(1500, true, resolve));

const serversOf = async (url: string): Promise<number> => ((await clientsOf(url).drs.send(new DescribeSourceServersCommand({}))).items ?? []).length;

describe('drs-emulator, run by npm', { timeout: minute }, () => {
  // A shell that starts a program in its own place passes a signal on; after one more command none can.
  it.each(['SIGTERM', 'SIGKILL'] as const)('ends when npm has got a %s, of which the shell between tells it nothing, and says why', async (signal) => {
    const started = startProgram([process.execPath, '-e', npm, `${quoted}; true`], withoutNpm);
    const url = await listens(started);
    expect(await serversOf(url)).toBe(6);
    started.child.kill(signal);
    expect(await started.ended).toBe(signal === 'SIGTERM' ? 143 : 'SIGKILL');
    expect(started.stderr()).toContain('drs-emulator: the npm that ran it is gone, so it ends\n');
    await expect(fetch(url)).rejects.toThrow();
  });

  it('goes on when the shell that started it has ended and npm has not: it is for the scripts that follow', async (context) => {
    context.skip(process.platform !== 'linux', 'only Linux tells a process who started its parent');
    const { started, url, letGo } = await inTheBackground([process.execPath, '-e', npm]);
    letGo();
    await started.until('stderr', 'The shell has ended.');
    await someLooks();
    expect(await serversOf(url)).toBe(6);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(143);
    expect(started.stderr()).toContain('the npm that ran it is gone');
  });
});

describe('drs-emulator, run by a shell', { timeout: minute }, () => {
  it('goes on when the shell has ended, until it is told to end', async () => {
    const { started, url, pid, letGo } = await inTheBackground(['sh', '-c']);
    try {
      letGo();
      await started.until('stderr', 'Gone.');
      await someLooks();
      expect(await serversOf(url)).toBe(6);
    } finally {
      process.kill(pid, 'SIGTERM');
    }
    expect(await started.ended).toBe(0);
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockFile } from '../src/local/folderLock.js';
import { processIdentity } from '../src/local/processIdentity.js';
import { aFolder } from './support/folder.js';

describe('the lock of a folder', () => {
  it('is held by one at a time, and given back', () => {
    const path = join(aFolder(), 'lock');
    const unlock = lockFile(path, 'The folder');
    expect(() => lockFile(path, 'The folder')).toThrow(`The folder is in use by another drsctl (process ${process.pid})`);
    unlock();
    unlock();
    expect(existsSync(path)).toBe(false);
    lockFile(path, 'The folder')();
  });

  it('of a process that has ended is taken over', async () => {
    const path = join(aFolder(), 'lock');
    const child = spawn(process.execPath, ['-e', '']);
    const left = JSON.stringify(processIdentity(child.pid ?? 0));
    await once(child, 'exit');
    writeFileSync(path, left);
    const unlock = lockFile(path, 'The folder');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ Pid: process.pid });
    unlock();
  });

  it('of a process whose number another one has now is taken over', (context) => {
    context.skip(processIdentity(process.pid).StartTicks === undefined, 'this platform does not tell when a process started');
    const path = join(aFolder(), 'lock');
    writeFileSync(path, JSON.stringify({ Pid: process.pid, StartTicks: '1' }));
    lockFile(path, 'The folder')();
  });

  it('that is no lock of ours is taken over', () => {
    const path = join(aFolder(), 'lock');
    writeFileSync(path, 'not JSON');
    lockFile(path, 'The folder')();
    expect(existsSync(path)).toBe(false);
  });

  it('is never removed by one who lost it', () => {
    const path = join(aFolder(), 'lock');
    const unlock = lockFile(path, 'The folder');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    onTestFinished(() => void child.kill());
    writeFileSync(path, JSON.stringify(processIdentity(child.pid ?? 0)));
    unlock();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ Pid: child.pid });
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { Checkout } from './checkout.js';

const install = '--yes pnpm@1.2.3 install --frozen-lockfile';
const build = '--yes pnpm@1.2.3 exec turbo run build --filter=@drs-orchestration/cli';

/** What the stand-in for the command line says of how it was started. */
const started = (stdout: string): unknown => JSON.parse(stdout.split('\n')[0] ?? '');

describe('npm run drill in a fresh clone', () => {
  it('installs and builds first, then drills the example, and ends with the exit status of the command', async () => {
    const checkout = new Checkout();
    const { status, stdout, stderr } = await checkout.npmRunDrill([]).ended;
    expect(checkout.asked()).toEqual([install, build]);
    expect(started(stdout)).toEqual({ args: ['drill', 'examples/three-tier.yaml', '--local'], cwd: checkout.folder });
    expect(stderr).toMatch(/^Installing dependencies with pnpm@1\.2\.3 .*done\.\n$/);
    expect(status).toBe(10);
  });

  it('installs again only when the lockfile has changed', async () => {
    const checkout = new Checkout();
    await checkout.npmRunDrill([]).ended;
    checkout.asked();
    const { stderr } = await checkout.npmRunDrill([]).ended;
    expect(checkout.asked()).toEqual([build]);
    expect(stderr).toBe('');
    checkout.setLockfile('second');
    await checkout.npmRunDrill([]).ended;
    expect(checkout.asked()).toEqual([install, build]);
  });

  it('prints what failed when the installation fails, and tries it again the next time', async () => {
    const checkout = new Checkout();
    checkout.setLockfile('broken');
    const { status, stdout, stderr } = await checkout.npmRunDrill([]).ended;
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('no such package');
    checkout.setLockfile('mended');
    expect((await checkout.npmRunDrill([]).ended).status).toBe(10);
  });

  it('keeps the folder the user stands in, and takes the plan they name', async () => {
    const checkout = new Checkout();
    const folder = join(checkout.folder, 'elsewhere');
    const { stdout } = await checkout.npmRunDrill(['--speed', '10', 'mine.yaml'], folder).ended;
    expect(started(stdout)).toEqual({ args: ['drill', '--speed', '10', 'mine.yaml', '--local'], cwd: folder });
  });
});

describe('the signals of npm run drill', () => {
  it('one Ctrl-C, which a terminal sends to npm and the command alike, reaches the command once', async () => {
    const running = new Checkout().npmRunDrill(['--stay']);
    await running.printed('{');
    process.kill(-Number(running.process.pid), 'SIGINT');
    await running.printed('SIGINT');
    await sleep(500);
    process.kill(-Number(running.process.pid), 'SIGINT');
    expect(await running.printed('SIGINT', 2)).not.toContain('SIGINT\nSIGINT\nSIGINT');
    process.kill(-Number(running.process.pid), 'SIGTERM');
    expect(await running.ended).toMatchObject({ status: 13 });
  });

  it('a SIGTERM to npm alone ends the command, and npm with its status', async () => {
    const running = new Checkout().npmRunDrill(['--stay']);
    await running.printed('{');
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 13, stdout: expect.stringContaining('SIGTERM') });
  });

  it('a killed npm is noticed: the command ends as by SIGTERM', async () => {
    const running = new Checkout().npmRunDrill(['--stay']);
    await running.printed('{');
    running.process.kill('SIGKILL');
    await running.printed('SIGTERM');
    await running.ended;
  });
});

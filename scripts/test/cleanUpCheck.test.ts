import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { findLeftOver, seenBefore, type Before } from '../run/cleanUpCheck.mjs';
import { canSeeProcesses } from '../run/procStat.mjs';
import { root } from '../run/root.mjs';
import { markedEnvironment } from '../run/testRun.mjs';
import { folderOf } from './folder.js';

const listens = "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";

interface Place {
  readonly run: string;
  readonly checkout: string;
  readonly core: string;
}

function place(): Place {
  const folder = folderOf({ 'run/core/.keep': '', 'checkout/packages/core/package.json': '{}' });
  spawnSync('rm', [join(folder, 'run/core/.keep')]);
  return { run: join(folder, 'run'), checkout: join(folder, 'checkout'), core: join(folder, 'checkout/packages/core') };
}

const nothingBefore: Before = { records: new Set(), files: { unknown: 'not asked' } };

/** What is found left: processes, temporary files, records, files in the checkout. */
async function leftIn({ run, checkout, core }: Place, before: Before = nothingBefore, more: readonly string[] = []): Promise<string[][]> {
  const found = await findLeftOver({ run, checkout, packages: [core, ...more], before, graceMilliseconds: 300 });
  return found.map(({ left }) => left);
}

/** A process that goes on until it is ended; resolves with the port it listens on. */
async function left(environment: Readonly<Record<string, string>>, cwd: string): Promise<{ readonly child: ChildProcess; readonly port: string }> {
  const child = spawn(process.execPath, ['-e', listens], { cwd, env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const port = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  return { child, port };
}

afterEach(() => void vi.unstubAllEnvs());

describe('what suites leave behind [R12.5]', () => {
  it('is nothing where they left nothing', async () => {
    expect(await leftIn(place())).toEqual([[], [], [], []]);
  });

  it('a temporary file is named with its package', async () => {
    const at = place();
    writeFileSync(join(at.run, 'core', 'forgotten'), '');
    // What tools keep there is no suite's.
    mkdirSync(join(at.run, 'core', 'tsx-0'));
    mkdirSync(join(at.run, 'Kx2', 'ssr'), { recursive: true });
    expect(await leftIn(at)).toEqual([[], ['forgotten, in the temporary folder of core'], [], []]);
  });

  it('a record is named, unless it was there before', async () => {
    const at = place();
    mkdirSync(join(at.core, '.drs-orchestration'));
    expect(await leftIn(at)).toEqual([[], [], [`records in ${join(at.core, '.drs-orchestration')}`], []]);
    expect(await leftIn(at, seenBefore(at.checkout, [at.core]))).toEqual([[], [], [], []]);
  });

  it('a file in the checkout is named, new, changed or ignored, unless it is a product of the build or was there before', async () => {
    vi.stubEnv('CI', 'true');
    const at = place();
    const git = (...args: readonly string[]): unknown => expect(spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: at.checkout }).status).toBe(0);
    const write = (...files: readonly string[]): void => files.forEach((file) => writeFileSync(join(at.checkout, file), 'x'));
    writeFileSync(join(at.checkout, '.gitignore'), '*.log\ndist/\n');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'all');
    write('mine.ts');
    const before = seenBefore(at.checkout, [at.core]);
    expect(await leftIn(at, before)).toEqual([[], [], [], []]);
    mkdirSync(join(at.core, 'dist'));
    write('packages/core/dist/built.js', 'packages/core/new.json', 'packages/core/run.log', 'packages/core/package.json');
    expect((await leftIn(at, before))[3]?.sort()).toEqual([' M packages/core/package.json', '!! packages/core/run.log', '?? packages/core/new.json']);
  });

  it('is not looked for in the checkout outside CI, nor where there is no git, and says so', async () => {
    const at = place();
    const said = async (): Promise<string | undefined> => (await findLeftOver({ ...at, packages: [], before: seenBefore(at.checkout, []), graceMilliseconds: 0 }))[3]?.unknown;
    vi.stubEnv('CI', '');
    expect(await said()).toBe('only CI (CI=true) has the checkout to itself');
    vi.stubEnv('CI', 'true');
    expect(await said()).toBe('git does not know this checkout');
  });
});

describe('the processes that suites leave behind [R12.5]', () => {
  beforeEach((context) => context.skip(!canSeeProcesses, 'this system has no /proc to find processes in'));

  it('are found by their mark, named with package and port, and ended', async () => {
    const at = place();
    const { child, port } = await left({ ...markedEnvironment(at.run), npm_package_name: '@drs-orchestration/core' }, '/');
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    const [processes] = await leftIn(at);
    expect(processes).toEqual([expect.stringMatching(`^process ${child.pid} of @drs-orchestration/core, listening on port ${port}: .*createServer`)]);
    expect(await ended).toBe('SIGKILL');
    expect((await leftIn(at))[0]).toEqual([]);
  });

  it('are found without a mark, where they outlived their parent, stand in the checkout and hide their environment; they are not ended', async () => {
    const at = place();
    const orphan = (env: NodeJS.ProcessEnv): string => {
      const { stdout } = spawnSync('/bin/sh', ['-c', '/bin/sleep 60 >/dev/null 2>&1 & echo $!'], { cwd: at.core, env, encoding: 'utf8' });
      onTestFinished(() => void spawnSync('kill', ['-9', stdout.trim()]));
      return stdout.trim();
    };
    const nameless = orphan({});
    // A person's own, started from a shell that is gone.
    orphan({ PATH: '/bin' });
    expect((await leftIn(at))[0]).toEqual([`process ${nameless} of packages/core: /bin/sleep 60`]);
    expect(spawnSync('kill', ['-0', nameless]).status).toBe(0);
  });

  it('are not those of another run, nor those whose parent still looks after them', async () => {
    const at = place();
    await left(markedEnvironment(place().run), '/');
    await left({}, at.core);
    expect((await leftIn(at))[0]).toEqual([]);
  });
});

describe('a package’s tests in a run', () => {
  it('have a temporary folder of their own, in which what they leave is found', async () => {
    const at = place();
    const folder = folderOf({
      'sample/package.json': '{ "name": "sample", "type": "module" }',
      'sample/src/a.test.ts': `
        import { mkdtempSync } from 'node:fs';
        import { tmpdir } from 'node:os';
        import { join } from 'node:path';
        it('forgets', () => void mkdtempSync(join(tmpdir(), 'forgotten-')));`,
      'sample/vitest.config.ts': `
        import { packageTests } from ${JSON.stringify(join(root, 'vitest.shared.ts'))};
        const shared = packageTests();
        export default { ...shared, test: { ...shared.test, globals: true } };`,
    });
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const { status } = spawnSync(process.execPath, [vitest, 'run'], { cwd: join(folder, 'sample'), env: { ...process.env, ...markedEnvironment(at.run) } });
    expect(status).toBe(0);
    const [, files] = await leftIn(at, nothingBefore, [join(folder, 'sample')]);
    expect(files).toEqual([expect.stringMatching(/^forgotten-\w+, in the temporary folder of sample$/)]);
  });
});

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DynamoDbItemStore, dynamodbClient, systemClock } from '@drs-orchestration/core/aws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTables } from './createTables.js';
import { dynoxidePackage, findDynoxide } from './dynoxideBinary.js';
import { startDynamoDb, type RunningDynamoDb } from './startDynamoDb.js';

const executable = findDynoxide();

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

/** Process ids of what was started for a database's port: the watcher (`node -e`), the database, or both. */
function processesOf(url: string, which: 'WATCHER' | 'DATABASE' | 'BOTH' = 'BOTH'): number[] {
  const port = new URL(url).port;
  return execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`--port ${port}`) && !/^\s*\d+\s+Z/.test(line))
    .filter((line) => which === 'BOTH' || line.includes(' -e ') === (which === 'WATCHER'))
    .map((line) => Number.parseInt(line, 10));
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await systemClock.sleep(25);
  }
  throw new Error(`never came true: ${condition.toString()}`);
}

const nothingIsLeftOf = (url: string): Promise<void> => eventually(async () => processesOf(url).length === 0 && !(await answers(url)));

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

async function started(dbPath?: string): Promise<RunningDynamoDb> {
  const database = await startDynamoDb({ environment: {}, ...(dbPath === undefined ? {} : { dbPath }) });
  if ('unavailable' in database) throw new Error(database.unavailable);
  closings.push(() => database.close());
  return database;
}

/** A parent process in a group of its own, and its database's endpoint. */
async function parent(then: string): Promise<{ child: ChildProcess; url: string; ended: Promise<unknown> }> {
  const program = fileURLToPath(new URL('../../test/dynamodb/parent.ts', import.meta.url));
  const options = ['--conditions=@drs-orchestration/source', '--import', 'tsx'];
  const child = spawn(process.execPath, [...options, program, then], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  closings.push(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then(() => Promise.reject(new Error('the parent ended before it had a database'))),
  ]);
  return { child, url, ended };
}

describe('the DynamoDB emulator’s process', () => {
  beforeEach((context) => context.skip(executable === undefined, `${dynoxidePackage()} is not installed`));

  it('answers on a local port once started, and is gone when closed', async () => {
    const database = await started();
    expect(database.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await answers(database.url)).toBe(true);
    expect(processesOf(database.url)).toHaveLength(2);
    await database.close();
    expect(processesOf(database.url)).toEqual([]);
    expect(await answers(database.url)).toBe(false);
    await database.close();
  });

  it('several run side by side', async () => {
    const [one, other] = await Promise.all([started(), started()]);
    expect(one.url).not.toBe(other.url);
    await one.close();
    expect(await answers(other.url)).toBe(true);
  });

  it('with a file, knows its records again after it was closed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    closings.push(() => rmSync(folder, { recursive: true }));
    const names = { plans: 'plans', groups: 'groups', executions: 'executions' };
    const openStore = async (): Promise<{ database: RunningDynamoDb; store: DynamoDbItemStore }> => {
      const database = await started(join(folder, 'records.db'));
      const environment = { AWS_ENDPOINT_URL_DYNAMODB: database.url, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
      const client = dynamodbClient({ clock: systemClock, environment, region: 'us-east-1' });
      await createTables(client, names);
      return { database, store: new DynamoDbItemStore(client, names) };
    };
    const first = await openStore();
    await first.store.write({ kind: 'put', table: 'plans', item: { PlanId: 'p', Version: 3 } });
    await first.database.close();
    const second = await openStore();
    expect(await second.store.get('plans', { PlanId: 'p' })).toEqual({ PlanId: 'p', Version: 3 });
  });

  it('does not outlive a parent killed with SIGKILL: no child is left and no port listens', async () => {
    const { child, url } = await parent('stay');
    expect(await answers(url)).toBe(true);
    child.kill('SIGKILL');
    await nothingIsLeftOf(url);
  });

  it('ends with a parent that ends by itself, which it does not keep alive', async () => {
    const { url, ended } = await parent('end');
    expect(await ended).toBe(0);
    await nothingIsLeftOf(url);
  });

  it('ends with a parent that crashes', async () => {
    const { url, ended } = await parent('throw');
    expect(await ended).toBe(1);
    await nothingIsLeftOf(url);
  });

  it('goes on after Ctrl-C, until its parent has ended', async () => {
    const { child, url } = await parent('stay');
    const interrupted = new Promise((resolve) => child.stdout?.once('data', resolve));
    // What the terminal does: the whole foreground group gets the signal.
    process.kill(-(child.pid as number), 'SIGINT');
    await interrupted;
    for (const pid of processesOf(url)) process.kill(pid, 0);
    expect(await answers(url)).toBe(true);
    child.kill('SIGTERM');
    await nothingIsLeftOf(url);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('does not outlive its watcher getting %s', async (signal) => {
    const { url } = await started();
    const [watcher] = processesOf(url, 'WATCHER');
    process.kill(watcher as number, signal);
    await nothingIsLeftOf(url);
  });

  it('takes its watcher with it when it dies', async () => {
    const { url } = await started();
    const [database] = processesOf(url, 'DATABASE');
    process.kill(database as number, 'SIGKILL');
    await nothingIsLeftOf(url);
  });
});

describe('where there is no emulator', () => {
  it('the endpoint that AWS_ENDPOINT_URL_DYNAMODB names is used, and not closed', async () => {
    const given = await startDynamoDb({ environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000/' } });
    expect(given).toMatchObject({ url: 'http://127.0.0.1:8000' });
    await (given as RunningDynamoDb).close();
  });

  it('an executable that cannot run is a reason, not an error', async () => {
    const none = await startDynamoDb({ environment: { AWS_ENDPOINT_URL_DYNAMODB: '' }, executable: join(tmpdir(), 'no-such-emulator') });
    expect(none).toMatchObject({ unavailable: expect.stringContaining('ENOENT') as string });
  });

  it('an executable that ends at once is a reason, with what it said', async () => {
    const none = await startDynamoDb({ environment: {}, executable: process.execPath });
    expect(none).toMatchObject({ unavailable: expect.stringContaining('did not start') as string });
  });

  it('a platform without the package has none', () => {
    expect(dynoxidePackage('darwin', 'arm64')).toBe('@dynoxide/darwin-arm64');
    expect(findDynoxide('@dynoxide/plan9-mips')).toBeUndefined();
  });
});

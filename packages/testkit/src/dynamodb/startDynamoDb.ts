import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Environment } from '@drs-orchestration/core';
import { dynoxidePackage, findDynoxide } from './dynoxideBinary.js';
import { watcherProgram } from './watcher.js';

/** A DynamoDB to work with. */
export interface RunningDynamoDb {
  /** Its endpoint, without a trailing slash. */
  readonly url: string;
  /** Ends it, if it is ours; resolves when nothing of it is left. */
  close(): Promise<void>;
}

/** Why there is none, and what to do about it. */
export interface UnavailableDynamoDb {
  readonly unavailable: string;
}

/** Where a database is kept, and what the environment says. */
export interface DynamoDbOptions {
  /** A file to keep the data in; in memory where absent. */
  readonly dbPath?: string;
  /** AWS_ENDPOINT_URL_DYNAMODB names a DynamoDB to use instead of a child process. */
  readonly environment: Environment;
  /** The emulator's executable; found among the installed packages where absent. */
  readonly executable?: string;
}

/** Another process may take a port between our finding it free and the emulator's using it. */
const portsTried = 3;

/**
 * Starts a real DynamoDB emulator as a child process on a free local port, or takes the endpoint that
 * AWS_ENDPOINT_URL_DYNAMODB names. The child never outlives this process, however that ends.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<RunningDynamoDb | UnavailableDynamoDb> {
  const given = options.environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given !== undefined && given !== '') return { url: given.replace(/\/+$/, ''), close: async () => undefined };

  const executable = options.executable ?? findDynoxide();
  if (executable === undefined) {
    const unavailable =
      `the DynamoDB emulator has no executable installed for this platform (package ${dynoxidePackage()}); ` +
      'install that package, or name a DynamoDB by AWS_ENDPOINT_URL_DYNAMODB';
    return { unavailable };
  }
  let reason = '';
  for (let tried = 0; tried < portsTried; tried += 1) {
    const started = await startOn(await freePort(), executable, options.dbPath);
    if (typeof started !== 'string') return started;
    reason = started;
    if (!reason.includes('in use')) break;
  }
  return { unavailable: `the DynamoDB emulator did not start: ${reason || 'it gave no reason'}` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The running database, or why it did not start. */
async function startOn(port: number, executable: string, dbPath: string | undefined): Promise<RunningDynamoDb | string> {
  const command = [executable, 'serve', '--host', '127.0.0.1', '--port', String(port), ...(dbPath === undefined ? [] : ['--db-path', dbPath])];
  const watcher = spawn(process.execPath, ['-e', watcherProgram, String(port), ...command], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // A group of its own: Ctrl-C must not end the database before the cancelled drill has written its end.
    detached: true,
    env: {},
  });
  const gone = new Promise<void>((resolve) => watcher.once('exit', () => resolve()).once('error', () => resolve()));
  // Writing to a watcher that has gone is no fault of ours.
  watcher.stdin.on('error', () => undefined);
  const said = await firstLine(watcher, gone);
  const [word, rest = ''] = [said.split(' ')[0], said.slice(said.indexOf(' ') + 1)];
  if (word !== 'READY') {
    watcher.stdin.destroy();
    await gone;
    return rest;
  }
  killWithWatcher(watcher, Number(rest));
  release(watcher);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: async () => {
      watcher.stdin.destroy();
      watcher.ref();
      await gone;
    },
  };
}

function firstLine(watcher: ChildProcess & { readonly stdout: NodeJS.ReadableStream }, gone: Promise<void>): Promise<string> {
  const lines = createInterface({ input: watcher.stdout });
  return Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), gone.then(() => '')]);
}

/** A watcher that is killed outright cannot kill its database; then we do. */
function killWithWatcher(watcher: ChildProcess, database: number): void {
  watcher.once('exit', () => {
    try {
      process.kill(database, 'SIGKILL');
    } catch {
      // It had ended with its watcher, as it should.
    }
  });
}

/** Lets this process end without closing the database first: it ends with us. */
function release(watcher: ChildProcess): void {
  watcher.unref();
  for (const stream of [watcher.stdin, watcher.stdout]) (stream as unknown as { unref?: () => void } | null)?.unref?.();
}

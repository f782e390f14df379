import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import { systemClock } from '@drs-orchestration/core/aws';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Where those of one test file have their temporary files: one that is killed leaves its lock. */
const temporary = mkdtempSync(join(tmpdir(), 'drsctl-processes-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Why a test of the built drsctl cannot run here; undefined where it can. */
export const cannotRun: string | undefined = existsSync(main) ? undefined : 'drsctl is not built: turbo run build --filter=@drs-orchestration/cli';
/** Why processes cannot be looked at here. */
export const cannotLook: string | undefined = existsSync('/proc/self/stat') ? undefined : 'this platform has no /proc to look for child processes in';

/** A drsctl that runs as a process of its own. */
export interface RunningDrsctl {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves when stdout holds the text. @throws when the process ends before. */
  untilSaid(text: string): Promise<void>;
  /** The exit status; null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Starts the built drsctl; it is killed when the test is over. */
export function startDrsctl(args: readonly string[], cwd: string, variables: NodeJS.ProcessEnv = {}): RunningDrsctl {
  const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: '', NO_COLOR: '1', TMPDIR: temporary, TEMP: temporary, TMP: temporary, ...variables } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([status]) => status as number | null);
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    async untilSaid(text) {
      let over = false;
      void ended.then(() => (over = true));
      while (!out.includes(text)) {
        if (over) throw new Error(`drsctl ended without saying ${text}:\n${out}${err}`);
        await systemClock.sleep(20);
      }
    },
  };
}

/** The processes that a process started, and those that they started. */
export function descendants(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(Number(entry));
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Those of the processes that still run after two seconds at most; a port of theirs is free once they are gone. */
export async function stillRunning(pids: readonly number[]): Promise<readonly number[]> {
  const running = (): readonly number[] => pids.filter(isRunning);
  for (let tried = 0; tried < 100 && running().length > 0; tried += 1) await systemClock.sleep(20);
  return running();
}

function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Gone, maybe in this very moment.
    return false;
  }
}

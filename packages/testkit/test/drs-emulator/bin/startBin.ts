import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The package's folder. */
export const packageFolder: string = fileURLToPath(new URL('../../../', import.meta.url));

/** Node's arguments that run the sources as they are. */
export const fromSource: readonly string[] = ['--conditions=@drs-orchestration/source', '--import', 'tsx'];

/** A `drs-emulator` that was started, as a process of its own. */
export interface StartedBin {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with its exit status, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Resolves once a stream holds a text. @throws where the process ends before. */
  until(stream: 'stdout' | 'stderr', text: string | RegExp): Promise<void>;
}

const running: StartedBin[] = [];

/** The words that start `drs-emulator`. */
export const binCommand: readonly string[] = [process.execPath, ...fromSource, 'src/bin/drs-emulator.ts'];

/** Starts `drs-emulator` with these arguments. */
export function startBin(...args: readonly string[]): StartedBin {
  return startProgram([...binCommand, ...args], process.env);
}

/** Starts a program in the package's folder, which is ended with those of startBin; it has `ended` when all that it started and that prints there has. */
export function startProgram([program = '', ...args]: readonly string[], environment: NodeJS.ProcessEnv): StartedBin {
  const child = spawn(program, args, { cwd: packageFolder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => child.once('close', (status, signal) => resolve(status ?? signal)));
  const started: StartedBin = {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    until: (stream, text) =>
      new Promise((resolve, reject) => {
        const look = (): void => (typeof text === 'string' ? said[stream].includes(text) : text.test(said[stream])) ? resolve() : undefined;
        child[stream].on('data', look);
        look();
        void ended.then((status) => reject(new Error(`drs-emulator ended with ${status} before it said ${String(text)}: ${said.stderr}`)));
      }),
  };
  running.push(started);
  return started;
}

/** Ends those that run still. */
export async function endBins(): Promise<void> {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
}

/** Starts it and waits until it listens; the environment that it prints. */
export async function listeningBin(...args: readonly string[]): Promise<StartedBin & { readonly environment: Readonly<Record<string, string>>; readonly url: string }> {
  const started = startBin(...args);
  await started.until('stderr', 'Ctrl-C ends it.');
  const environment = environmentIn(started.stdout());
  return { ...started, environment, url: environment['AWS_ENDPOINT_URL_DRS'] ?? '' };
}

/** What the shell that reads these lines gets. */
export function environmentIn(lines: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...lines.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]));
}

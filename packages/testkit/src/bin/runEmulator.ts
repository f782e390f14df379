import { readFileSync } from 'node:fs';
import { wallPacer } from '../clock/wallPacer.js';
import { startDrsEmulator, type RunningDrsEmulator } from '../drs-emulator/startDrsEmulator.js';
import { clientEnvironment, shellLines } from './clientEnvironment.js';
import { emulatorHelp, readArguments, type EmulatorArguments } from './emulatorArguments.js';
import { emulatorWorld } from './emulatorWorld.js';
import { pacedClock } from './pacedClock.js';
import { requestLine } from './requestLog.js';

const wrongInput = 2;

/** How often it is looked whether the npm that runs this process is gone, in milliseconds by the wall. */
const lookEvery = 500;

const say = (text: string): void => void process.stderr.write(text);

function refuse(...lines: readonly string[]): undefined {
  say(lines.map((line) => `drs-emulator: ${line}\n`).join(''));
  process.exitCode = wrongInput;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'you may not read it' : message;
    return refuse(`the scenario ${file} cannot be read: ${why}`);
  }
}

async function listening(options: Parameters<typeof startDrsEmulator>[0]): Promise<RunningDrsEmulator | undefined> {
  try {
    return await startDrsEmulator(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const port = `port ${options.port} of 127.0.0.1`;
    if (code === 'EADDRINUSE') return refuse(`${port} is taken: end what listens there, or give another --port (0: any free one)`);
    if (code === 'EACCES') return refuse(`${port} may only be used by root: give a --port from 1024 on`);
    return refuse(`${port} cannot be had: ${message}`);
  }
}

/** Calls back when it is gone. Keeps no process alive. */
function onceGone(isGone: () => boolean, callback: () => void): void {
  wallPacer.after(lookEvery, false, () => (isGone() ? callback() : onceGone(isGone, callback)));
}

async function run(args: EmulatorArguments, npmIsGone: (() => boolean) | undefined): Promise<void> {
  const { port, region, speed, json, verbose, scenario } = args;
  const text = scenario === undefined ? undefined : textOf(scenario);
  if (scenario !== undefined && text === undefined) return;
  const reading = emulatorWorld(args, text);
  if ('report' in reading) return refuse(`the scenario is not valid, so nothing was started:\n${reading.report}`);
  const clock = pacedClock(speed);
  const running = await listening({
    world: reading.world,
    clock,
    port,
    onReply(call, reply) {
      if (verbose) say(requestLine(clock.now(), call, reply));
      // Nobody asks this process for them, and it may run for weeks.
      running?.emulator.calls.splice(0);
    },
  });
  if (running === undefined) return;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close());
  if (npmIsGone !== undefined) {
    onceGone(npmIsGone, () => {
      say('drs-emulator: the npm that ran it is gone, so it ends\n');
      void running.close();
    });
  }
  const { emulator, url } = running;
  const environment = clientEnvironment(url, region);
  const about = { Url: url, Region: region, Account: emulator.account, Servers: emulator.servers().map((server) => server.SourceServerId), Environment: environment };
  process.stdout.write(json ? `${JSON.stringify(about)}\n` : shellLines(environment));
  say(`DRS is emulated on ${url}: account ${emulator.account}, ${region}, ${about.Servers.length} source servers. Ctrl-C ends it.\n`);
}

/**
 * Runs `drs-emulator` with these arguments (without node and script), until a signal or the end of the npm that runs it,
 * where there is one. Sets the exit status.
 */
export async function runEmulator(args: readonly string[], npmIsGone: (() => boolean) | undefined): Promise<void> {
  // A reader that has gone (`| head -1`) is no reason to end: clients may know the address already.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const reading = readArguments(args);
  if (reading.kind === 'HELP') process.stdout.write(emulatorHelp);
  else if (reading.kind === 'VERSION') process.stdout.write(`${(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version}\n`);
  else if (reading.kind === 'FAULTS') refuse(...reading.faults);
  else await run(reading.arguments, npmIsGone);
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { canSeeProcesses, processIds, statOf } from './procStat.mjs';
import { root } from './root.mjs';

/** How long what is told to end may take to end by itself: turbo gives its tasks ten seconds. */
const patienceMilliseconds = 30_000;

/** Windows has no process groups. */
const windows = process.platform === 'win32';

/**
 * `capture` keeps what it prints and returns it, `both` also prints its standard output on; `folder` is where it runs,
 * the checkout's root where not said; `environment` adds variables, or takes those away that are undefined.
 * @typedef {{ output: 'inherit' | 'capture' | 'both', folder?: string, environment?: Readonly<Record<string, string | undefined>> }} Options
 */

/**
 * Runs a program and waits for its end. It has a process group of its own, to which a terminating signal is passed on:
 * of npx, pnpm and turbo each ends when it likes, so this process honours the signal only when all of them are gone.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} options
 * @returns {Promise<{ status: number, output: string }>} its exit status (128 + n for signal n)
 * @throws {Error} where it cannot be started
 */
export function runChild(command, args, { output, folder = root, environment = {} }) {
  return new Promise((settle, fail) => {
    /** @type {NodeJS.Signals | undefined} */
    let asked;
    /** @type {import('node:child_process').ChildProcess | undefined} */
    let child;
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      asked = signal;
      if (child !== undefined) toGroup(child, signal);
    };
    // Listened to before the child can say anything: who hears it may send a signal at once.
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, pass);
    const done = () => {
      for (const signal of signals) process.off(signal, pass);
    };
    const started = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: output === 'inherit' ? 'inherit' : ['ignore', 'pipe', output === 'both' ? 'inherit' : 'pipe'],
      detached: !windows,
      // npx is a .cmd there; the arguments used here hold no blanks.
      shell: windows && command === 'npx',
    });
    child = started;
    /** @type {Buffer[]} */
    const printed = [];
    started.stdout?.on('data', (chunk) => printed.push(chunk));
    if (output === 'both') started.stdout?.pipe(process.stdout, { end: false });
    started.stderr?.on('data', (chunk) => printed.push(chunk));
    started.once('error', (error) => {
      done();
      fail(error);
    });
    started.once('close', (code, signal) => {
      if (asked !== undefined) return void groupsEnd(started).then(() => process.exit(128 + constants.signals[asked ?? 'SIGTERM']));
      done();
      settle({ status: code ?? 128 + constants.signals[signal ?? 'SIGKILL'], output: Buffer.concat(printed).toString('utf8') });
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals | 0} signal 0 asks whether anybody is there
 * @returns {boolean} whether anybody was
 */
function toGroup(child, signal) {
  if (child.pid === undefined) return false;
  try {
    return windows ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

/**
 * Resolves when nobody is left of a child's group; who does not end in time is killed.
 * @param {import('node:child_process').ChildProcess} child
 */
async function groupsEnd(child) {
  const anybody = () => (canSeeProcesses ? processIds().some((pid) => statOf(pid)?.group === child.pid) : toGroup(child, 0));
  const until = performance.now() + patienceMilliseconds;
  while (anybody() && performance.now() < until) await sleep(50);
  if (anybody()) toGroup(child, 'SIGKILL');
}

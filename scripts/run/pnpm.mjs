import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { packageManager, root } from './root.mjs';

/**
 * Tells turbo's cache which Node this is, keeps the tools from phoning home, and lets what is installed run without a
 * network: npx takes the pnpm it has, and pnpm does not install again on its own account.
 */
const environment = {
  NODE_MAJOR: process.versions.node.split('.')[0],
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  npm_config_prefer_offline: 'true',
  pnpm_config_verify_deps_before_run: 'false',
  // Of an npx around us, which ours would take for its own.
  npm_config_package: undefined,
  npm_config_call: undefined,
};

/**
 * `capture` keeps what it prints and returns it, `both` also prints its standard output on; `environment` adds
 * variables.
 * @typedef {{ output: 'inherit' | 'capture' | 'both', environment?: Readonly<Record<string, string>> }} Options
 */

/**
 * Runs the pinned pnpm by npx in the checkout's root; a terminating signal is passed on to it and then honoured.
 * @param {readonly string[]} args what pnpm gets
 * @param {Options} options
 * @returns {Promise<{ status: number, output: string }>} its exit status (128 + n for signal n)
 */
export function pnpm(args, { output, environment: more = {} }) {
  const windows = process.platform === 'win32';
  const child = spawn('npx', ['--yes', packageManager(), ...args], {
    cwd: root,
    env: { ...process.env, ...environment, ...more },
    stdio: output === 'inherit' ? 'inherit' : ['ignore', 'pipe', output === 'both' ? 'inherit' : 'pipe'],
    // npx is a .cmd there; the arguments used here hold no blanks.
    shell: windows,
  });
  /** @type {Buffer[]} */
  const printed = [];
  child.stdout?.on('data', (chunk) => printed.push(chunk));
  if (output === 'both') child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.on('data', (chunk) => printed.push(chunk));
  return new Promise((settle, fail) => {
    /** @type {NodeJS.Signals | undefined} */
    let asked;
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      asked = signal;
      child.kill(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, pass);
    const done = () => {
      for (const signal of signals) process.off(signal, pass);
    };
    child.once('error', (error) => {
      done();
      fail(new Error(`npx could not be started: ${error.message}. It comes with Node; is it on the PATH?`, { cause: error }));
    });
    child.once('close', (code, signal) => {
      done();
      const ended = asked ?? signal;
      if (ended) process.exit(128 + constants.signals[ended]);
      settle({ status: code ?? 1, output: Buffer.concat(printed).toString('utf8') });
    });
  });
}

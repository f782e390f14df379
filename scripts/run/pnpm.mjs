import { runChild } from './child.mjs';
import { packageManager } from './root.mjs';

/**
 * Tells turbo's cache which Node this is, keeps the tools from phoning home, and lets what is installed run without a
 * network: npx takes the pnpm it has, and pnpm does not install again on its own account.
 */
const forTools = {
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
 * Runs the pinned pnpm by npx in the checkout's root.
 * @param {readonly string[]} args what pnpm gets
 * @param {import('./child.mjs').Options} options
 * @returns {Promise<{ status: number, output: string }>} its exit status (128 + n for signal n)
 */
export async function pnpm(args, options) {
  try {
    return await runChild('npx', ['--yes', packageManager(), ...args], { ...options, environment: { ...forTools, ...options.environment } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`npx could not be started: ${why}. It comes with Node; is it on the PATH?`, { cause: error });
  }
}

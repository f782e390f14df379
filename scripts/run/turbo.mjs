import { pnpm } from './pnpm.mjs';

/**
 * Runs Turborepo through the pinned pnpm, which turbo itself needs on its PATH.
 * @param {readonly string[]} args what follows `turbo run`
 * @param {import('./child.mjs').Options} options
 */
export function turboRun(args, options) {
  return pnpm(['exec', 'turbo', 'run', ...args], options);
}

import { join, relative } from 'node:path';

import { userFolder } from './cli.mjs';
import { root } from './root.mjs';

/** Options of `drsctl drill` that stand alone; what follows any other option is its value. */
export const flags = ['--local', '--json', '--ephemeral', '--help', '-h', '--yes', '--debug', '-y'];

/**
 * `npm run drill -- ARGS` is `drsctl drill ARGS --local`, of examples/three-tier.yaml where ARGS names no plan.
 * @param {readonly string[]} args
 * @returns {string[]} drsctl's arguments
 */
export function drillArguments(args) {
  const example = relative(userFolder(), join(root, 'examples', 'three-tier.yaml'));
  const plan = namesPlan(args) ? [] : [example];
  const local = args.includes('--local') ? [] : ['--local'];
  return ['drill', ...plan, ...args, ...local];
}

/** @param {readonly string[]} args */
function namesPlan(args) {
  return args.some((arg, position) => {
    if (arg.startsWith('-')) return false;
    const before = args[position - 1];
    const isValue = before?.startsWith('-') && !before.includes('=') && !flags.includes(before);
    return !isValue;
  });
}

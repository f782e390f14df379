import { byLine } from './yamlFaults.js';
import type { Fault } from './plan.js';

/** One line a fault, in the order of the file, as editors and terminals understand it: `plan.yaml:12:  Waves[2].Dependencies[0]: …`. */
export function formatFaults(faults: readonly Fault[], fileName: string): string {
  return byLine(faults)
    .map(({ path, message, line }) => `${fileName}:${line === undefined ? '' : `${line}:`}  ${path === '' ? '' : `${path}: `}${message}`)
    .join('\n');
}

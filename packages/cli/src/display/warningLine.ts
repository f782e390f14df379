import { formatFaults, type Fault } from '@drs-orchestration/core';
import { printable } from './printable.js';

/** What is probably not meant in a file, as a line on stderr. */
export function warningLine(warning: Fault, file: string): string {
  return printable(`warning: ${formatFaults([warning], file)}\n`);
}

import { parsePlanFile } from '@drs-orchestration/core';
import { writeAnswer } from '../display/answer.js';
import { counted } from '../display/listing.js';
import { printable } from '../display/printable.js';
import { warningLine } from '../display/warningLine.js';
import { wrongInput } from '../exitStatus.js';
import { readPlan } from '../input/planInput.js';
import { readTextFile } from '../input/readTextFile.js';
import type { Terminal } from '../terminal.js';

/** `plan validate FILE`: says that a plan file is valid, with what is probably not meant. @throws InputError with every fault. */
export function planValidate(path: string, { json }: { readonly json?: boolean }, { stdout, stderr }: Pick<Terminal, 'stdout' | 'stderr'>): number {
  if (json === true) {
    const reading = parsePlanFile(readTextFile(path, 'plan file'), path);
    const valid = reading.faults === undefined;
    writeAnswer({ stdout }, true, valid ? { Valid: true, PlanId: reading.plan.PlanId, PlanName: reading.plan.PlanName, Faults: [], Warnings: reading.warnings } : { Valid: false, Faults: reading.faults, Warnings: [] }, () => []);
    return valid ? 0 : wrongInput;
  }
  const { plan, groups, warnings } = readPlan(path);
  for (const warning of warnings) stderr.write(warningLine(warning, path));
  stdout.write(printable(`${path}: valid. ${plan.PlanName} (${plan.PlanId}): ${counted(plan.Waves.length, 'wave')}, ${plan.WaveOrdering}, ${counted(groups.length, 'protection group')}.\n`));
  return 0;
}

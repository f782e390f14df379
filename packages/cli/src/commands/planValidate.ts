import { formatFaults } from '@drs-orchestration/core';
import { readPlan } from '../input/planInput.js';
import { counted } from '../display/listing.js';
import type { Terminal } from '../terminal.js';

/** `plan validate FILE`: says that a plan file is valid, with what is probably not meant. @throws InputError with every fault. */
export function planValidate(path: string, { stdout, stderr }: Pick<Terminal, 'stdout' | 'stderr'>): void {
  const { plan, groups, warnings } = readPlan(path);
  for (const warning of warnings) stderr.write(`warning: ${formatFaults([warning], path)}\n`);
  stdout.write(`${path}: valid. ${plan.PlanName} (${plan.PlanId}): ${counted(plan.Waves.length, 'wave')}, ${plan.WaveOrdering}, ${counted(groups.length, 'protection group')}.\n`);
}

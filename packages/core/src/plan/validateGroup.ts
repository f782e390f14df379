import { formatPath, parsePath } from './faultPath.js';
import { groupFaults } from './groupFaults.js';
import type { Fault, ProtectionGroup } from './plan.js';
import { protectionGroupSchema } from './planSchema.js';
import { checkShape } from './shapeFaults.js';
import { soundParts } from './soundParts.js';

/** Validates what is meant to be a protection group: the group, or every fault at once, at most one a place. */
export function validateGroup(input: unknown): { readonly group: ProtectionGroup; readonly faults?: never } | { readonly group?: never; readonly faults: readonly Fault[] } {
  const shape = checkShape(protectionGroupSchema, input);
  // The rules for groups that a plan carries, for a plan that carries this one.
  const carried = groupFaults(soundParts({ ProtectionGroups: [input] }), 'UNKNOWN');
  const faults = [...shape.faults, ...carried.map((fault) => ({ ...fault, path: formatPath(parsePath(fault.path).slice(2)) }))];
  if (shape.value !== undefined && faults.length === 0) return { group: shape.value };
  const byPath = new Map<string, Fault>();
  for (const fault of faults) if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  return { faults: [...byPath.values()] };
}

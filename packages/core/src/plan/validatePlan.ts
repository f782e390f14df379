import * as z from 'zod';
import { dependencyFaults } from './dependencyFaults.js';
import { comparePaths, valueAt } from './faultPath.js';
import { groupFaults, type StoredGroups } from './groupFaults.js';
import { historyFaults } from './historyFaults.js';
import type { Fault, ProtectionGroup, RecoveryPlan } from './plan.js';
import { accountIdSchema } from './planFields.js';
import { planFileSchema, planIdFromName, protectionGroupSchema, waveSchema, type PlanFile } from './planSchema.js';
import { planWarnings, targetRoleFault } from './planWarnings.js';
import { groupsById } from './protectionGroups.js';
import { serverFaults } from './serverFaults.js';
import { checkShape } from './shapeFaults.js';
import { soundParts } from './soundParts.js';

/** What is known when a plan is validated, besides the plan. */
export interface PlanContext {
  /** The stored protection groups; none by default. `UNKNOWN`: groups that the plan does not carry are taken to exist. */
  readonly groups?: StoredGroups;
  /** The account the system runs in, where it is known: another target account then needs a role. */
  readonly ownAccountId?: string;
}

/** A valid plan, every default filled in. */
export interface ValidPlan {
  readonly plan: RecoveryPlan;
  /** The groups that the input carries, to be stored beside the plan. */
  readonly groups: readonly ProtectionGroup[];
  /** What is allowed, but probably not meant. */
  readonly warnings: readonly Fault[];
  readonly faults?: never;
}

/** Everything that is wrong with a plan. */
export interface InvalidPlan {
  readonly plan?: never;
  readonly groups?: never;
  readonly warnings?: never;
  readonly faults: readonly Fault[];
}

/** What validating a plan gives. */
export type PlanValidation = ValidPlan | InvalidPlan;

function planOf(file: PlanFile): RecoveryPlan {
  const { ProtectionGroups: _groups, PlanId = planIdFromName(file.PlanName) ?? '', ...plan } = file;
  return { PlanId, ...plan };
}

function idFaults(input: unknown): Fault[] {
  const name = valueAt(input, ['PlanName']);
  if (typeof name !== 'string' || valueAt(input, ['PlanId']) !== undefined || planIdFromName(name) !== undefined) return [];
  return name.trim() === '' ? [] : [{ path: 'PlanId', message: `is missing, and cannot be made from PlanName ${JSON.stringify(name.slice(0, 100))}: give one` }];
}

function roleFaults(input: unknown, ownAccountId: string | undefined): Fault[] {
  const target = accountIdSchema.safeParse(valueAt(input, ['TargetAccountId']));
  if (ownAccountId === undefined || !target.success || valueAt(input, ['AssumeRoleName']) !== undefined) return [];
  const fault = targetRoleFault({ TargetAccountId: target.data }, ownAccountId);
  return fault === undefined ? [] : [fault];
}

/** The limit on history events needs every wave and group to be sound. */
function limitFaults(input: unknown, stored: StoredGroups, orderable: boolean): Fault[] {
  const waves = z.array(waveSchema).safeParse(valueAt(input, ['Waves']));
  const carried = z.array(protectionGroupSchema).safeParse(valueAt(input, ['ProtectionGroups']) ?? []);
  const ordering = valueAt(input, ['WaveOrdering']) ?? 'SEQUENTIAL';
  if (!waves.success || !carried.success || !orderable || (ordering !== 'SEQUENTIAL' && ordering !== 'DEPENDENCIES')) return [];
  const groups = [...groupsById(stored === 'UNKNOWN' ? [] : stored, carried.data).values()];
  return historyFaults({ WaveOrdering: ordering, Waves: waves.data }, groups);
}

/** The first fault of each place, in the order of the places. */
function onePerPlace(faults: readonly Fault[]): Fault[] {
  const byPath = new Map<string, Fault>();
  for (const fault of faults) if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
  return [...byPath.values()].sort((a, b) => comparePaths(a.path, b.path));
}

/**
 * Validates what is meant to be a plan file's content (design section 3): the plan with every default, or every fault
 * at once, at most one a place. Faults between waves are found wherever the parts they need are sound.
 */
export function validatePlan(input: unknown, context: PlanContext = {}): PlanValidation {
  const stored = context.groups ?? [];
  const shape = checkShape(planFileSchema, input);
  const parts = soundParts(input);
  const dependencies = dependencyFaults(parts);
  const faults = [
    ...shape.faults,
    ...idFaults(input),
    ...roleFaults(input, context.ownAccountId),
    ...dependencies,
    ...serverFaults(parts, stored),
    ...groupFaults(parts, stored),
    ...limitFaults(input, stored, dependencies.length === 0),
  ];
  if (shape.value === undefined || faults.length > 0) return { faults: onePerPlace(faults) };
  const plan = planOf(shape.value);
  const groups = shape.value.ProtectionGroups ?? [];
  const known = [...groupsById(stored === 'UNKNOWN' ? [] : stored, groups).values()];
  return { plan, groups, warnings: planWarnings(plan, groups, known, context.ownAccountId) };
}

import { isDeepStrictEqual } from 'node:util';
import type { ExecutionHeader, ExecutionStatus } from '../execution/records.js';
import { isFinal } from '../execution/statuses.js';
import { headerItem } from '../execution/waveItem.js';
import type { Item, ItemStore, Write } from '../ports/itemStore.js';
import { groupWrites, takeCarriedVersions, type GroupConflict } from './carriedGroups.js';
import { untilDecided, type EditContext, type EditRefusal } from './edits.js';
import { comparePaths } from './faultPath.js';
import type { Fault, ProtectionGroup, RecoveryPlan, StoredPlan } from './plan.js';
import { findPlan } from './plans.js';
import { soundParts } from './soundParts.js';
import { asStored, groupItems, saysTheSame, storedGroup } from './storedGroup.js';
import { validatePlan } from './validatePlan.js';

/** A plan that is to be stored. */
export interface PlanInput {
  /** A plan file's content, unchecked; the groups that it carries may have a `Version`. */
  readonly content: unknown;
  /** The version it replaces; absent where there is to be none yet. */
  readonly replaces?: number;
  /** The account the system runs in. */
  readonly ownAccountId: string;
  /** What was found wrong with it before; told together with what is found here. */
  readonly faults?: readonly Fault[];
}

/** What became of a plan that was to be stored. */
export type PlanEdit =
  | { readonly kind: 'STORED'; readonly plan: StoredPlan }
  | { readonly kind: 'FAULTY'; readonly faults: readonly Fault[] }
  | (EditRefusal & { readonly planId: string })
  | GroupConflict;

/** What became of a plan that was to be deleted. */
export type PlanDeletion =
  | { readonly kind: 'DELETED' }
  /** An execution of it has not ended. */
  | { readonly kind: 'RUNNING'; readonly executionId: string; readonly status: ExecutionStatus }
  | Exclude<EditRefusal, { readonly kind: 'EXISTS' }>;

/** DynamoDB's limit of a transaction. */
const writesInTransaction = 100;

/**
 * Stores a plan and the groups that it carries in one transaction: as a plan that is not there yet, or in place of the
 * version that was read. A running execution is not touched: its plan is frozen into its record. A write that went
 * through although its answer was lost counts as made, never as somebody else's.
 * @throws RetryableError `WriteContention`.
 */
export async function storePlan(context: EditContext, input: PlanInput): Promise<PlanEdit> {
  const { content, versions, faults: found } = takeCarriedVersions(input.content);
  const faults = [...(input.faults ?? []), ...found];
  const named = namedGroups(content);
  return untilDecided<PlanEdit>(context, 'the plan', async (isRepeated) => {
    const stored = await groupItems(context.items, named);
    const validated = validatePlan(content, { groups: [...stored.values()].map(storedGroup), ownAccountId: input.ownAccountId });
    if (validated.faults !== undefined || faults.length > 0) {
      return { kind: 'FAULTY', faults: [...faults, ...(validated.faults ?? [])].sort((one, other) => comparePaths(one.path, other.path)) };
    }
    const { plan, groups } = validated;
    const before = await findPlan(context.items, plan.PlanId);
    const refusal = refusalOf(before, input.replaces);
    if (refusal !== undefined) {
      // A replacement that is stored already is the same request again; a creation that is, only where it was ours.
      const isOurs = (isRepeated || input.replaces !== undefined) && isStored(before, plan, input.replaces) && areStored(groups, stored);
      return isOurs && before !== undefined ? { kind: 'STORED', plan: before } : { ...refusal, planId: plan.PlanId };
    }
    const beside = groupWrites(groups, versions, stored, context.identifiers.uuid());
    if ('kind' in beside) return beside;
    const writes = [planWrite(plan, before), ...beside];
    if (writes.length > writesInTransaction) {
      return { kind: 'FAULTY', faults: [{ path: 'ProtectionGroups', message: `the plan carries and names ${beside.length} groups, but at most ${writesInTransaction - 1} can be stored with it: store some of them first, and leave them out here` }] };
    }
    return (await context.items.write(...writes)) === 'WRITTEN' ? { kind: 'STORED', plan: versioned(plan, before) } : 'CONFLICT';
  });
}

/** The ids of all groups that an input carries or its waves name, as far as they are sound. */
function namedGroups(content: unknown): string[] {
  const { waves, groups } = soundParts(content);
  return [...waves.flatMap((wave) => wave.group?.value ?? []), ...groups.flatMap((group) => group.id?.value ?? [])];
}

function refusalOf(before: StoredPlan | undefined, replaces: number | undefined): EditRefusal | undefined {
  if (replaces === undefined) return before === undefined ? undefined : { kind: 'EXISTS', version: before.Version };
  if (before === undefined) return { kind: 'UNKNOWN' };
  return before.Version === replaces ? undefined : { kind: 'OTHER_VERSION', version: before.Version };
}

/** Whether what is stored is what an edit would have written. */
function isStored(before: StoredPlan | undefined, plan: RecoveryPlan, replaces: number | undefined): boolean {
  if (before === undefined) return false;
  const { Version, ActiveExecutionId: _active, ...stored } = before;
  return Version === (replaces ?? 0) + 1 && isDeepStrictEqual(stored, plan);
}

function areStored(groups: readonly ProtectionGroup[], stored: ReadonlyMap<string, Item>): boolean {
  return groups.every((group) => {
    const item = stored.get(group.GroupId);
    return item !== undefined && saysTheSame(item, group);
  });
}

function versioned(plan: RecoveryPlan, before: StoredPlan | undefined): StoredPlan {
  return { ...plan, Version: (before?.Version ?? 0) + 1, ...(before?.ActiveExecutionId === undefined ? {} : { ActiveExecutionId: before.ActiveExecutionId }) };
}

/** An update leaves the plan's lock to those who start and end executions, whatever it is by now. */
function planWrite(plan: RecoveryPlan, before: StoredPlan | undefined): Write {
  if (before === undefined) return { kind: 'put', table: 'plans', item: { ...plan, Version: 1 }, expect: { PlanId: { is: 'ABSENT' } } };
  const { PlanId, ...said } = plan;
  const kept = new Set(['PlanId', 'Version', 'ActiveExecutionId', ...Object.keys(said)]);
  return {
    kind: 'update',
    table: 'plans',
    key: { PlanId },
    set: { ...said, Version: before.Version + 1 },
    remove: Object.keys(before).filter((attribute) => !kept.has(attribute)),
    expect: { Version: { is: 'EQUAL', to: before.Version } },
  };
}

/**
 * Deletes a plan in the version that was read, unless an execution of it has not ended. Its groups stay.
 * @throws RetryableError `WriteContention`.
 */
export async function deletePlan(context: EditContext, planId: string, version: number): Promise<PlanDeletion> {
  return untilDecided<PlanDeletion>(context, `plan ${planId}`, async (isRepeated) => {
    const plan = await findPlan(context.items, planId);
    if (plan === undefined) return { kind: isRepeated ? 'DELETED' : 'UNKNOWN' };
    if (plan.Version !== version) return { kind: 'OTHER_VERSION', version: plan.Version };
    const running = plan.ActiveExecutionId === undefined ? undefined : await findHeader(context.items, plan.ActiveExecutionId);
    if (running !== undefined && !isFinal(running.Status)) return { kind: 'RUNNING', executionId: running.ExecutionId, status: running.Status };
    const expect = { Version: { is: 'EQUAL', to: version }, ActiveExecutionId: asStored(plan.ActiveExecutionId) } as const;
    return (await context.items.write({ kind: 'delete', table: 'plans', key: { PlanId: planId }, expect })) === 'WRITTEN' ? { kind: 'DELETED' } : 'CONFLICT';
  });
}

async function findHeader(items: ItemStore, executionId: string): Promise<ExecutionHeader | undefined> {
  return (await items.get('executions', { ExecutionId: executionId, Item: headerItem })) as unknown as ExecutionHeader | undefined;
}

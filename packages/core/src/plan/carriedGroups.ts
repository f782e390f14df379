import type { Item, Write } from '../ports/itemStore.js';
import type { Fault, ProtectionGroup } from './plan.js';
import { formatPath } from './faultPath.js';
import { insertGroup, nameGroup, saysTheSame, storedGroup, unedited, updateGroup } from './storedGroup.js';

/** A plan's input with the versions of the groups that it carries taken out of it. */
export interface CarriedVersions {
  /** What is left: a plan file's content. */
  readonly content: unknown;
  /** The version of each carried group that the sender read, by its id. */
  readonly versions: ReadonlyMap<string, number>;
  readonly faults: readonly Fault[];
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with something that is meant to be a version. */
export function versionFault(path: string, value: unknown): Fault | undefined {
  if (value === undefined) return { path, message: 'is missing: give the Version that was read, so that nobody else\'s edit is lost' };
  return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : { path, message: 'must be the whole number that was read as Version' };
}

/** Takes the versions out of the groups that an input carries. */
export function takeCarriedVersions(input: unknown): CarriedVersions {
  if (!isMap(input) || !Array.isArray(input['ProtectionGroups'])) return { content: input, versions: new Map(), faults: [] };
  const versions = new Map<string, number>();
  const faults: Fault[] = [];
  const ProtectionGroups = input['ProtectionGroups'].map((raw: unknown, index) => {
    if (!isMap(raw) || raw['Version'] === undefined) return raw;
    const { Version, ...group } = raw;
    const fault = versionFault(formatPath(['ProtectionGroups', index, 'Version']), Version);
    if (fault !== undefined) faults.push(fault);
    else if (typeof group['GroupId'] === 'string') versions.set(group['GroupId'], Number(Version));
    return group;
  });
  return { content: { ...input, ProtectionGroups }, versions, faults };
}

/** A carried group that cannot be stored beside its plan, because another one is stored; without a version, none is. */
export interface GroupConflict {
  readonly kind: 'GROUP_CONFLICT';
  readonly groupId: string;
  readonly version?: number;
}

/**
 * The writes of the groups that a plan carries or names, for the plan's own transaction: what differs is stored, what
 * is equal stays as it is, and each of them notes that it is named.
 */
export function groupWrites(carried: readonly ProtectionGroup[], versions: ReadonlyMap<string, number>, stored: ReadonlyMap<string, Item>, token: string): readonly Write[] | GroupConflict {
  const writes: Write[] = [];
  for (const group of carried) {
    const item = stored.get(group.GroupId);
    const version = versions.get(group.GroupId);
    if (item === undefined) {
      if (version !== undefined) return { kind: 'GROUP_CONFLICT', groupId: group.GroupId };
      writes.push(insertGroup(group, token));
    } else if (saysTheSame(item, group)) {
      writes.push(nameGroup(item, token, unedited(item)));
    } else if (version === storedGroup(item).Version) {
      writes.push(updateGroup(item, group, token));
    } else {
      return { kind: 'GROUP_CONFLICT', groupId: group.GroupId, version: storedGroup(item).Version };
    }
  }
  const ids = new Set(carried.map((group) => group.GroupId));
  const named = [...stored].filter(([id]) => !ids.has(id)).map(([, item]) => nameGroup(item, token, { GroupId: { is: 'PRESENT' } }));
  return [...writes, ...named];
}

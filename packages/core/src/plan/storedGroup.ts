import { isDeepStrictEqual } from 'node:util';
import type { StoredGroup } from '../answers/planList.js';
import type { Expectation, Expectations, Item, ItemStore, Write } from '../ports/itemStore.js';
import type { ProtectionGroup } from './plan.js';

/**
 * The attribute of a group's item that every write of a plan that names the group sets to something else: so a group
 * that is deleted meanwhile is found to be named, without reading all plans in one transaction.
 */
export const namingToken = 'NamingToken';

/** A group as its item holds it; an item that counts no versions has version 0. */
export function storedGroup(item: Item): StoredGroup {
  const { [namingToken]: _token, ...group } = item;
  return { ...(group as unknown as ProtectionGroup), Version: Number(item['Version'] ?? 0) };
}

/** The groups of these ids that are stored, by id; each is read once. */
export async function groupItems(items: ItemStore, groupIds: readonly string[]): Promise<ReadonlyMap<string, Item>> {
  const found = await Promise.all([...new Set(groupIds)].map(async (GroupId) => [GroupId, await items.get('groups', { GroupId })] as const));
  return new Map(found.flatMap(([id, item]) => (item === undefined ? [] : [[id, item] as const])));
}

/** Whether a stored group says what a group says. */
export function saysTheSame(item: Item, group: ProtectionGroup): boolean {
  const { Version: _version, ...stored } = storedGroup(item);
  return isDeepStrictEqual(stored, group);
}

/** What holds while nobody has edited the group since its item was read. */
export function unedited(item: Item): Expectations {
  return { GroupId: { is: 'PRESENT' }, Version: asStored(item['Version']) };
}

/** What holds while an attribute is as it was read. */
export function asStored(value: unknown): Expectation {
  return value === undefined ? { is: 'ABSENT' } : { is: 'EQUAL', to: value as string | number };
}

/** Stores a group that is not there yet. */
export function insertGroup(group: ProtectionGroup, token: string): Write {
  return { kind: 'put', table: 'groups', item: { ...group, Version: 1, [namingToken]: token }, expect: { GroupId: { is: 'ABSENT' } } };
}

/** Stores a group in place of the one that was read, one version on. */
export function updateGroup(item: Item, group: ProtectionGroup, token?: string): Write {
  const { GroupId, ...said } = group;
  const kept = new Set(['GroupId', 'Version', namingToken, ...Object.keys(said)]);
  return {
    kind: 'update',
    table: 'groups',
    key: { GroupId },
    set: { ...said, Version: storedGroup(item).Version + 1, ...(token === undefined ? {} : { [namingToken]: token }) },
    remove: Object.keys(item).filter((attribute) => !kept.has(attribute)),
    expect: unedited(item),
  };
}

/** Notes at a stored group that a plan names it. */
export function nameGroup(item: Item, token: string, expect: Expectations): Write {
  return { kind: 'update', table: 'groups', key: { GroupId: String(item['GroupId']) }, set: { [namingToken]: token }, expect };
}

import type { StoredGroup } from '../answers/planList.js';
import { untilDecided, type EditContext, type EditRefusal } from './edits.js';
import type { ProtectionGroup } from './plan.js';
import { asStored, insertGroup, namingToken, saysTheSame, storedGroup, unedited, updateGroup } from './storedGroup.js';
import { plansNaming } from './storedPages.js';

/** What became of a group that was to be stored. */
export type GroupEdit = { readonly kind: 'STORED'; readonly group: StoredGroup } | Exclude<EditRefusal, { readonly kind: 'FAULTY' }>;

/** What became of a group that was to be deleted. */
export type GroupDeletion =
  | { readonly kind: 'DELETED' }
  /** Plans name it. */
  | { readonly kind: 'IN_USE'; readonly planIds: readonly string[] }
  | Exclude<EditRefusal, { readonly kind: 'FAULTY' | 'EXISTS' }>;

const nameOf = (groupId: string): string => `protection group ${groupId}`;

/** Stores a valid group of which there is none yet. @throws RetryableError `WriteContention`. */
export async function createGroup(context: EditContext, group: ProtectionGroup): Promise<GroupEdit> {
  return untilDecided<GroupEdit>(context, nameOf(group.GroupId), async (isRepeated) => {
    const item = await context.items.get('groups', { GroupId: group.GroupId });
    if (item !== undefined) {
      const { Version } = storedGroup(item);
      return isRepeated && Version === 1 && saysTheSame(item, group) ? { kind: 'STORED', group: storedGroup(item) } : { kind: 'EXISTS', version: Version };
    }
    return (await context.items.write(insertGroup(group, context.identifiers.uuid()))) === 'WRITTEN' ? { kind: 'STORED', group: { ...group, Version: 1 } } : 'CONFLICT';
  });
}

/**
 * Stores a valid group in place of the version that was read. The same edit again is as good: what it would write is
 * stored already. @throws RetryableError `WriteContention`.
 */
export async function replaceGroup(context: EditContext, group: ProtectionGroup, version: number): Promise<GroupEdit> {
  return untilDecided<GroupEdit>(context, nameOf(group.GroupId), async () => {
    const item = await context.items.get('groups', { GroupId: group.GroupId });
    if (item === undefined) return { kind: 'UNKNOWN' };
    const { Version } = storedGroup(item);
    if (Version === version + 1 && saysTheSame(item, group)) return { kind: 'STORED', group: storedGroup(item) };
    if (Version !== version) return { kind: 'OTHER_VERSION', version: Version };
    return (await context.items.write(updateGroup(item, group))) === 'WRITTEN' ? { kind: 'STORED', group: { ...group, Version: version + 1 } } : 'CONFLICT';
  });
}

/**
 * Deletes a group in the version that was read, unless plans name it: those that do while it is deleted included,
 * because each of them changes the group's naming token. @throws RetryableError `WriteContention`.
 */
export async function deleteGroup(context: EditContext, groupId: string, version: number): Promise<GroupDeletion> {
  return untilDecided<GroupDeletion>(context, nameOf(groupId), async (isRepeated) => {
    const item = await context.items.get('groups', { GroupId: groupId });
    if (item === undefined) return { kind: isRepeated ? 'DELETED' : 'UNKNOWN' };
    const { Version } = storedGroup(item);
    if (Version !== version) return { kind: 'OTHER_VERSION', version: Version };
    // After the group was read, never before.
    const planIds = await plansNaming(context.items, groupId);
    if (planIds.length > 0) return { kind: 'IN_USE', planIds };
    const expect = { ...unedited(item), [namingToken]: asStored(item[namingToken]) };
    return (await context.items.write({ kind: 'delete', table: 'groups', key: { GroupId: groupId }, expect })) === 'WRITTEN' ? { kind: 'DELETED' } : 'CONFLICT';
  });
}

import type { StoredGroup } from '@drs-orchestration/core';
import { stringify } from 'yaml';
import type { CommandContext } from '../commandContext.js';
import { writeAnswer } from '../display/answer.js';
import { counted } from '../display/listing.js';
import { printable } from '../display/printable.js';
import { table } from '../display/table.js';
import { readGroup } from '../input/groupInput.js';
import { differenceLine, differences } from '../plans/differences.js';
import { groupFile } from '../plans/planFile.js';
import { found, groupContent } from '../plans/storedSide.js';
import { widthOf } from '../terminal.js';
import { addToWorld } from './addToWorld.js';
import type { AnswerOptions } from './answerOptions.js';
import { confirmByName } from './confirm.js';
import { withTarget } from './withTarget.js';

/** `group validate FILE`: says that a group's file is valid. @throws InputError with every fault. */
export function groupValidate(file: string, { json }: AnswerOptions, { terminal }: CommandContext): number {
  const group = readGroup(file);
  writeAnswer(terminal, json === true, { Valid: true, GroupId: group.GroupId, GroupName: group.GroupName }, () => [printable(`${file}: valid. ${group.GroupName} (${group.GroupId}): ${members(group)}.`)]);
  return 0;
}

/** `group put FILE`: stores a protection group. */
export async function groupPut(file: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const group = readGroup(file);
  const { before, after, Changes } = await withTarget(
    options,
    context,
    async (target) => {
      const { api } = target;
      const stored = await found(() => api.group(group.GroupId));
      const changes = differences(stored === undefined ? undefined : groupContent(stored), JSON.parse(JSON.stringify(group)));
      const written = stored === undefined ? await api.createGroup(group) : changes.length === 0 ? stored : await api.replaceGroup(group, stored.Version);
      await addToWorld({ groups: [group] }, target, (sentence) => void context.terminal.stderr.write(`${sentence}\n`));
      return { before: stored, after: written, Changes: changes };
    },
    { creates: true },
  );
  const name = printable(`${after.GroupName} (${after.GroupId})`);
  writeAnswer(context.terminal, options.json === true, { GroupId: after.GroupId, Version: after.Version, ...(before === undefined ? {} : { VersionBefore: before.Version }), Changes }, () => {
    if (before === undefined) return [`${name}: stored, version ${after.Version}.`];
    if (Changes.length === 0) return [`${name}: stored already as it is, version ${after.Version}.`];
    return [`${name}: version ${before.Version} → ${after.Version}, ${counted(Changes.length, 'change')}.`, ...Changes.map((change) => `  ${differenceLine(change)}`)];
  });
  return 0;
}

/** `group list`: every stored protection group. */
export async function groupList(options: AnswerOptions, context: CommandContext): Promise<number> {
  const ProtectionGroups: StoredGroup[] = [];
  await withTarget(options, context, async ({ api }) => {
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await api.groups(cursor);
      ProtectionGroups.push(...page.ProtectionGroups);
      cursor = page.NextCursor;
    }
  });
  ProtectionGroups.sort((a, b) => (a.GroupId < b.GroupId ? -1 : 1));
  writeAnswer(context.terminal, options.json === true, { ProtectionGroups }, () => (ProtectionGroups.length === 0 ? [] : groupTable(ProtectionGroups, widthOf(context.terminal.stdout))));
  if (ProtectionGroups.length === 0 && options.json !== true) context.terminal.stderr.write('There are no protection groups yet: drsctl group put FILE stores one, and drsctl plan put those that a plan carries.\n');
  return 0;
}

function groupTable(groups: readonly StoredGroup[], width: number | undefined): readonly string[] {
  return table(
    groups,
    [
      { title: 'GROUP', text: (group) => group.GroupId },
      { title: 'NAME', text: (group) => group.GroupName, least: 8 },
      { title: 'REGION', text: (group) => group.Region, leftOut: 2 },
      { title: 'VERSION', text: (group) => String(group.Version), leftOut: 1 },
      { title: 'MEMBERS', text: members, least: 10 },
    ],
    width,
  );
}

function members({ ServerIds, Tags }: Pick<StoredGroup, 'ServerIds' | 'Tags'>): string {
  if (ServerIds !== undefined) return counted(ServerIds.length, 'server');
  return `tags ${Object.entries(Tags ?? {}).map(([key, value]) => `${key}=${value}`).join(', ')}`;
}

/** `group show ID`: a stored group as a file. */
export async function groupShow(groupId: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const group = await withTarget(options, context, ({ api }) => api.group(groupId));
  writeAnswer(context.terminal, options.json === true, group, () => [`# version ${group.Version}`, stringify(groupFile(groupContent(group)), { lineWidth: 0 }).trimEnd()]);
  return 0;
}

/** `group delete ID`: removes a group that no plan uses. */
export async function groupDelete(groupId: string, options: AnswerOptions, context: CommandContext): Promise<number> {
  const deleted = await withTarget(options, context, async ({ api }) => {
    const { Version, GroupName } = await api.group(groupId);
    if (options.yes !== true) await confirmByName({ warning: `Group ${groupId} (${GroupName}, version ${Version}) will be deleted.`, action: 'deleted', of: 'GroupId', name: groupId }, context);
    await api.deleteGroup(groupId, Version);
    return { GroupId: groupId, Version };
  });
  writeAnswer(context.terminal, options.json === true, { ...deleted, Deleted: true }, () => [`${groupId}: deleted (version ${deleted.Version}).`]);
  return 0;
}

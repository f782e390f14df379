import { createGroup, deleteGroup, findGroup, groupsPage, replaceGroup, validateGroup, type Fault, type GroupEdit, type GroupPage, type ProtectionGroup, type StoredGroup } from '@drs-orchestration/core';
import * as z from 'zod';
import type { ApiContext } from './apiContext.js';
import { cursor, cursorOf, limit, placeOf, version } from './pages.js';
import { groupId } from './pathIds.js';
import { badRequest, Problem } from './problem.js';
import { takeReplacement } from './replacement.js';
import { route, type RoutedRequest } from './route.js';
import { served, type Served } from './served.js';

const page = z.strictObject({ limit, cursor });
const deletion = z.strictObject({ version });

/** The operations on protection groups. */
export const groupRoutes = [
  route({ method: 'GET', path: '/protection-groups', operationId: 'listProtectionGroups', summary: 'Lists protection groups, in no particular order', query: page, serve: list }),
  route({
    method: 'POST',
    path: '/protection-groups',
    operationId: 'createProtectionGroup',
    summary: 'Stores a protection group that is not there yet',
    body: 'AS_SENT',
    serve: create,
  }),
  route({ method: 'GET', path: '/protection-groups/{id}', operationId: 'showProtectionGroup', summary: 'Shows a protection group', id: groupId, serve: show }),
  route({
    method: 'PUT',
    path: '/protection-groups/{id}',
    operationId: 'replaceProtectionGroup',
    summary: 'Stores a protection group in place of the version that was read',
    id: groupId,
    body: 'AS_SENT',
    serve: replace,
  }),
  route({
    method: 'DELETE',
    path: '/protection-groups/{id}',
    operationId: 'deleteProtectionGroup',
    summary: 'Deletes a protection group that no plan names',
    id: groupId,
    query: deletion,
    serve: remove,
  }),
] as const;

async function list({ items }: ApiContext, { query }: RoutedRequest<z.output<typeof page>>): Promise<Served<200, GroupPage>> {
  const { found, last } = await groupsPage(items, query.limit, placeOf(query.cursor, 'protection-groups', groupId.schema));
  return served(200, { ProtectionGroups: found, ...(last === undefined ? {} : { NextCursor: cursorOf('protection-groups', last) }) });
}

async function show({ items }: ApiContext, { id }: RoutedRequest): Promise<Served<200, StoredGroup>> {
  const group = await findGroup(items, id);
  if (group === undefined) throw unknownGroup(id);
  return served(200, group);
}

async function create(context: ApiContext, { body }: RoutedRequest): Promise<Served<201, StoredGroup>> {
  const wanted = valid(body);
  const group = groupOf(await createGroup(context, wanted), wanted.GroupId);
  return served(201, group, { location: `/protection-groups/${group.GroupId}` });
}

async function replace(context: ApiContext, { id, body }: RoutedRequest): Promise<Served<200, StoredGroup>> {
  const { content, version: replaces, faults } = takeReplacement(body, 'GroupId', id);
  return served(200, groupOf(await replaceGroup(context, valid(content, faults), replaces), id));
}

async function remove(context: ApiContext, { id, query }: RoutedRequest<z.output<typeof deletion>>): Promise<Served<204, undefined>> {
  const deleted = await deleteGroup(context, id, query.version);
  switch (deleted.kind) {
    case 'DELETED':
      return served(204, undefined);
    case 'UNKNOWN':
      throw unknownGroup(id);
    case 'OTHER_VERSION':
      throw otherVersion(id, deleted.version);
    case 'IN_USE':
      throw new Problem(409, `Protection group ${id} is named by ${deleted.planIds.length === 1 ? 'plan' : 'plans'} ${firstOf(deleted.planIds)}. Change them first, then delete the group.`);
  }
}

/** @throws Problem 400 with every fault. */
function valid(content: unknown, found: readonly Fault[] = []): ProtectionGroup {
  const { group, faults } = validateGroup(content);
  if (group === undefined || found.length > 0) throw badRequest('The protection group is not valid.', [...found, ...(faults ?? [])]);
  return group;
}

function groupOf(edit: GroupEdit, id: string): StoredGroup {
  switch (edit.kind) {
    case 'STORED':
      return edit.group;
    case 'EXISTS':
      throw new Problem(409, `There is a protection group ${id} already, in version ${edit.version}. Replace it, or give this one another GroupId.`, { Version: edit.version });
    case 'UNKNOWN':
      throw unknownGroup(id);
    case 'OTHER_VERSION':
      throw otherVersion(id, edit.version);
  }
}

function unknownGroup(id: string): Problem {
  return new Problem(404, `There is no protection group ${id}.`);
}

function otherVersion(id: string, stored: number): Problem {
  return new Problem(409, `Protection group ${id} is stored in version ${stored}: somebody has edited it. Read it again, then repeat your change.`, { Version: stored });
}

/** The first twenty of many names. */
function firstOf(ids: readonly string[]): string {
  return ids.length <= 20 ? ids.join(', ') : `${ids.slice(0, 20).join(', ')} and ${ids.length - 20} more`;
}

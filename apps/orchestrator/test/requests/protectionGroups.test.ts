import type { Item } from '@drs-orchestration/core';
import { testGroups, testServers } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { World } from '../tasks/world/world.js';
import { loseNextAnswer, meanwhile } from './interference.js';
import { event, post, send, sendWithin, type Answer } from './requests.js';

const group = { GroupId: 'pg-database', GroupName: 'Database', Region: 'us-east-1', ServerIds: testServers.Database };
const create = (world: World, body: unknown): Promise<Answer> => post(world, '/protection-groups', body);
const replacement = (body: unknown, id: string = group.GroupId): unknown => event('PUT', `/protection-groups/${id}`, body);
const replace = (world: World, body: unknown, id?: string): Promise<Answer> => send(world, replacement(body, id));
const show = (world: World, id = group.GroupId): Promise<Answer> => send(world, event('GET', `/protection-groups/${id}`));
const deletion = (version: number, id: string = group.GroupId): unknown => event('DELETE', `/protection-groups/${id}`, undefined, { rawQueryString: `version=${version}` });
const remove = (world: World, version: number, id?: string): Promise<Answer> => send(world, deletion(version, id));
const list = (world: World, rawQueryString = ''): Promise<Answer> => send(world, event('GET', '/protection-groups', undefined, { rawQueryString }));
const plan = (PlanId: string, GroupId = group.GroupId): object => ({ PlanId, PlanName: PlanId, Region: 'us-east-1', Waves: [{ WaveNumber: 1, WaveName: 'One', ProtectionGroupId: GroupId }] });
const faultsOf = (answer: Answer): readonly string[] => ((answer.body['faults'] ?? []) as { path: string }[]).map(({ path }) => path);

async function holding(...items: readonly Item[]): Promise<World> {
  const world = new World();
  for (const item of items) await world.items.write({ kind: 'put', table: 'groups', item });
  return world;
}

describe('a protection group', () => {
  it('is created, shown, replaced and deleted, a version at a time', async () => {
    const world = new World();
    expect(await create(world, group)).toMatchObject({ statusCode: 201, headers: { location: '/protection-groups/pg-database' }, body: { ...group, Version: 1 } });
    const read = await show(world);
    expect(read.body).toEqual({ ...group, Version: 1 });
    const tagged = { GroupId: group.GroupId, GroupName: 'By tag', Region: 'us-east-1', Tags: { tier: 'database' } };
    expect((await replace(world, { ...tagged, Version: 1 })).body).toEqual({ ...tagged, Version: 2 });
    expect((await show(world)).body).toEqual({ ...tagged, Version: 2 });
    expect((await remove(world, 2)).statusCode).toBe(204);
    expect((await show(world)).statusCode).toBe(404);
  });

  it.each([
    ['neither servers nor tags', { GroupId: 'pg-1', GroupName: 'One', Region: 'us-east-1' }, ['']],
    ['both', { ...group, Tags: { a: 'b' } }, ['Tags']],
    ['a server twice, a bad one and no Region', { GroupId: 'pg-1', GroupName: 'One', ServerIds: [...testServers.Database, testServers.Database[0], 'i-1'] }, ['Region', 'ServerIds[2]', 'ServerIds[3]']],
    ['more tags than a server can have', { GroupId: 'pg-1', GroupName: 'One', Region: 'us-east-1', Tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`t${n}`, ''])) }, ['Tags']],
    ['a Version of its own and a key nobody knows', { ...group, Version: 1, Servers: [] }, ['Servers', 'Version']],
  ])('with %s is refused with every fault and its path', async (_title, body, paths) => {
    const world = new World();
    const answer = await create(world, body);
    expect([answer.statusCode, [...faultsOf(answer)].sort()]).toEqual([400, paths]);
    expect((await list(world)).body['ProtectionGroups']).toEqual([]);
  });

  it('that exists, or that somebody has edited, is 409 with the stored version', async () => {
    const world = await holding({ ...group, Version: 3 });
    expect(await create(world, group)).toMatchObject({ statusCode: 409, body: { Version: 3 } });
    expect(await replace(world, { ...group, GroupName: 'Ours', Version: 2 })).toMatchObject({ statusCode: 409, body: { Version: 3 } });
    expect(await remove(world, 2)).toMatchObject({ statusCode: 409, body: { Version: 3 } });
    meanwhile(world, () => sendWithin(world, replacement({ ...group, GroupName: 'Theirs', Version: 3 })));
    expect(await replace(world, { ...group, GroupName: 'Ours', Version: 3 })).toMatchObject({ statusCode: 409, body: { Version: 4 } });
    expect((await show(world)).body).toMatchObject({ GroupName: 'Theirs', Version: 4 });
  });

  it('that was stored before groups counted versions has version 0', async () => {
    const world = await holding({ ...group });
    expect((await show(world)).body).toEqual({ ...group, Version: 0 });
    expect((await replace(world, { ...group, GroupName: 'Databases', Version: 0 })).body).toMatchObject({ Version: 1 });
    const other = await holding({ ...group });
    expect(await remove(other, 1)).toMatchObject({ statusCode: 409, body: { Version: 0 } });
    expect((await remove(other, 0)).statusCode).toBe(204);
  });

  it('whose edit’s own answer was lost is stored, or gone, and no conflict', async () => {
    const created = new World();
    loseNextAnswer(created);
    expect(await create(created, group)).toMatchObject({ statusCode: 201, body: { Version: 1 } });
    for (const edit of [(world: World) => replace(world, { ...group, GroupName: 'Databases', Version: 1 }), (world: World) => remove(world, 1)]) {
      const world = await holding({ ...group, Version: 1 });
      loseNextAnswer(world);
      expect([200, 204]).toContain((await edit(world)).statusCode);
    }
  });

  it('of which nobody knows is 404; a version that is none, or an id that is another one, is 400', async () => {
    const world = await holding({ ...group, Version: 1 });
    expect((await replace(world, { ...group, GroupId: 'pg-none', Version: 1 }, 'pg-none')).statusCode).toBe(404);
    expect((await remove(world, 1, 'pg-none')).statusCode).toBe(404);
    expect([...faultsOf(await replace(world, { ...group, GroupId: 'pg-none' }))].sort()).toEqual(['GroupId', 'Version']);
  });
});

describe('a protection group that plans name', () => {
  it('is not deleted, and the problem names them', async () => {
    const world = await holding({ ...group, Version: 1 });
    for (const id of ['plan-b', 'plan-a']) expect((await post(world, '/plans', plan(id))).statusCode).toBe(201);
    expect(await remove(world, 1)).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('plans plan-a, plan-b.') } });
    await send(world, event('DELETE', '/plans/plan-a', undefined, { rawQueryString: 'version=1' }));
    expect(await remove(world, 1)).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('plan plan-b.') } });
    await send(world, event('DELETE', '/plans/plan-b', undefined, { rawQueryString: 'version=1' }));
    expect((await remove(world, 1)).statusCode).toBe(204);
  });

  it('from the moment at which it is deleted is not deleted: a plan never names a group that is gone', async () => {
    for (const store of [
      (world: World) => sendWithin(world, event('POST', '/plans', plan('plan-a'))),
      (world: World) => sendWithin(world, event('POST', '/plans', { ...plan('plan-a'), ProtectionGroups: [group] })),
      (world: World) => sendWithin(world, event('PUT', '/plans/plan-old', { ...plan('plan-old'), Version: 1 })),
    ]) {
      const world = await holding({ ...group, Version: 1 }, { ...testGroups[1], Version: 1 });
      await post(world, '/plans', plan('plan-old', testGroups[1]?.GroupId));
      meanwhile(world, async () => expect([200, 201]).toContain((await store(world)).statusCode));
      expect(await remove(world, 1)).toMatchObject({ statusCode: 409, body: { detail: expect.stringMatching(/plan-(a|old)\./u) } });
      expect((await show(world)).statusCode).toBe(200);
    }
  });

  it('or is gone: of a plan and a deletion at the same time one is refused', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const world = await holding({ ...group, Version: 1 });
      const store = (): Promise<Answer> => sendWithin(world, event('POST', '/plans', plan('plan-a')));
      const drop = (): Promise<Answer> => sendWithin(world, deletion(1));
      const both = await world.run(() => Promise.all(turn % 2 === 0 ? [store(), drop()] : [drop(), store()]));
      const [stored, deleted] = turn % 2 === 0 ? both : [...both].reverse();
      expect([[201, 409], [400, 204]]).toContainEqual([stored?.statusCode, deleted?.statusCode]);
    }
  });

  it('shows nothing of how that is made sure', async () => {
    const world = await holding({ ...group, Version: 1 });
    await post(world, '/plans', plan('plan-a'));
    expect((await show(world)).body).toEqual({ ...group, Version: 1 });
    expect((await list(world)).body['ProtectionGroups']).toEqual([{ ...group, Version: 1 }]);
    expect((await replace(world, { ...group, GroupName: 'Databases', Version: 1 })).body).toEqual({ ...group, GroupName: 'Databases', Version: 2 });
  });
});

describe('GET /protection-groups', () => {
  it('lists each group once, in pages', async () => {
    const world = await holding(...Array.from({ length: 5 }, (_, n) => ({ ...group, GroupId: `pg-${n}`, Version: 1 })));
    const first = await list(world, 'limit=3');
    const rest = await list(world, `limit=3&cursor=${String(first.body['NextCursor'])}`);
    const ids = [first, rest].flatMap(({ body }) => (body['ProtectionGroups'] as { GroupId: string }[]).map(({ GroupId }) => GroupId));
    expect([...ids].sort()).toEqual(['pg-0', 'pg-1', 'pg-2', 'pg-3', 'pg-4']);
    expect(rest.body).not.toHaveProperty('NextCursor');
  });
});

import { testGroups } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { World } from '../tasks/world/world.js';
import { meanwhile } from './interference.js';
import { application, create, database, faultsOf, file, grouped, show, storedGroup } from './planRequests.js';
import { event, post, send } from './requests.js';

describe('the protection groups that a plan carries', () => {
  it('are stored with it in one transaction', async () => {
    const world = new World();
    const writes: number[] = [];
    world.hooks = { before: (operation) => void (operation.kind === 'write' && writes.push(operation.writes.length)) };
    expect((await create(world, grouped(testGroups))).statusCode).toBe(201);
    expect(writes).toEqual([4]);
    for (const group of testGroups) expect(await send(world, event('GET', `/protection-groups/${group.GroupId}`))).toMatchObject({ statusCode: 200, body: { ...group, Version: 1 } });
  });

  it('that are stored and equal stay as they are', async () => {
    const world = new World();
    await create(world, grouped());
    expect((await create(world, { ...grouped(), PlanId: 'plan-other' })).statusCode).toBe(201);
    expect((await storedGroup(world))?.['Version']).toBe(1);
  });

  it('that are stored and differ are 409 with the stored version, unless they bring that version: then they replace it', async () => {
    const world = new World();
    await create(world, grouped());
    const changed = { ...database, GroupName: 'Databases' };
    for (const group of [changed, { ...changed, Version: 2 }, { ...changed, Version: 0 }]) {
      expect(await create(world, { ...grouped([group]), PlanId: 'plan-other' })).toMatchObject({ statusCode: 409, body: { Version: 1, detail: expect.stringContaining('pg-database') } });
    }
    expect((await show(world, 'plan-other')).statusCode).toBe(404);
    expect((await create(world, { ...grouped([{ ...changed, Version: 1 }]), PlanId: 'plan-other' })).statusCode).toBe(201);
    expect(await storedGroup(world)).toMatchObject({ GroupName: 'Databases', Version: 2 });
  });

  it('that were stored before groups counted versions have version 0', async () => {
    const world = new World();
    await world.items.write({ kind: 'put', table: 'groups', item: { ...database } });
    expect((await create(world, grouped([{ ...database, GroupName: 'Databases', Version: 0 }]))).statusCode).toBe(201);
    expect(await storedGroup(world)).toMatchObject({ GroupName: 'Databases', Version: 1 });
  });

  it('and whose version was read, but that are gone, are 409', async () => {
    expect(await create(new World(), grouped([{ ...database, Version: 1 }]))).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('pg-database') } });
  });

  it('and those that are stored already may be named together; a name that nothing has is a fault', async () => {
    const world = new World();
    await create(world, grouped());
    const Waves = [{ WaveNumber: 1, WaveName: 'One', ProtectionGroupId: 'pg-database' }, { WaveNumber: 2, WaveName: 'Two', ProtectionGroupId: 'pg-application' }];
    expect(faultsOf(await create(world, { ...file, PlanId: 'plan-two', Waves }))).toEqual(['Waves[1].ProtectionGroupId']);
    expect((await create(world, { ...file, PlanId: 'plan-two', Waves, ProtectionGroups: [application] })).statusCode).toBe(201);
  });

  it('that are deleted while the plan is stored are a fault, and the plan is not stored', async () => {
    const world = new World();
    await post(world, '/protection-groups', database);
    meanwhile(world, () => world.items.write({ kind: 'delete', table: 'groups', key: { GroupId: 'pg-database' } }));
    expect(faultsOf(await create(world, { ...file, Waves: [{ WaveNumber: 1, WaveName: 'One', ProtectionGroupId: 'pg-database' }] }))).toEqual(['Waves[0].ProtectionGroupId']);
    expect((await show(world)).statusCode).toBe(404);
  });

  it('and others that the waves name fit into one transaction, or the plan is refused', async () => {
    const world = new World();
    await post(world, '/protection-groups', database);
    const many = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ GroupId: `pg-${index}`, GroupName: 'One of many', Region: 'us-east-1', Tags: { n: String(index) } }));
    const body = (count: number): object => ({ ...file, Waves: [{ WaveNumber: 1, WaveName: 'One', ProtectionGroupId: 'pg-database' }], ProtectionGroups: many(count) });
    expect(faultsOf(await create(world, body(99)))).toEqual(['ProtectionGroups']);
    expect((await create(world, body(98))).statusCode).toBe(201);
  });
});

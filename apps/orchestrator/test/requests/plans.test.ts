import { ServiceError } from '@drs-orchestration/core';
import { invalidPlanInput, invalidPlanPaths, standardPlan, testServers } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { executionId, planWave, World } from '../tasks/world/world.js';
import { loseNextAnswer, meanwhile } from './interference.js';
import { create, creation, database, deletion, faultsOf, file, grouped, list, remove, replace, replacement, show, storedGroup } from './planRequests.js';
import { drill, event, executionsOf, planned, post, send, sendWithin, type Answer } from './requests.js';

describe('POST /plans', () => {
  it('stores a plan with every default as version 1, and says where it is', async () => {
    const world = new World();
    const answer = await create(world, file);
    expect(answer).toMatchObject({ statusCode: 201, headers: { location: '/plans/plan-shop', 'content-type': 'application/json' } });
    expect(answer.body).toMatchObject({ PlanId: 'plan-shop', WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true, Version: 1, Waves: [{ TimeoutSeconds: 1800, RecoverySnapshotId: 'LATEST' }] });
    expect(await show(world)).toMatchObject({ statusCode: 200, body: answer.body });
  });

  it('makes the id of a plan without one of its name', async () => {
    const { PlanId: _id, ...unnamed } = file;
    expect(await create(new World(), unnamed)).toMatchObject({ statusCode: 201, headers: { location: '/plans/plan-web-shop' }, body: { PlanId: 'plan-web-shop' } });
  });

  it('that can be started', async () => {
    const world = new World();
    await create(world, grouped());
    const { statusCode, body } = await post(world, '/executions', { ...drill, PlanId: 'plan-shop' });
    expect(statusCode).toBe(202);
    const { waves } = await world.context.executions.load(String(body['ExecutionId']));
    expect(waves[0]?.Servers.map((server) => server.SourceServerId)).toEqual(testServers.Database);
  });

  it('refuses a faulty one with every fault and its path, and writes nothing [R10.2]', async () => {
    const world = new World();
    const answer = await create(world, { ...invalidPlanInput(), Owner: 'me', ProtectionGroups: [{ ...database, Version: 'one' }] });
    expect(answer.statusCode).toBe(400);
    expect(faultsOf(answer)).toEqual(expect.arrayContaining([...invalidPlanPaths, 'Owner', 'ProtectionGroups[0].Version']));
    expect((await list(world)).body['Plans']).toEqual([]);
    expect(await storedGroup(world)).toBeUndefined();
  });

  it.each([['Version', 1], ['ActiveExecutionId', 'e-1']])('refuses one that brings the %s that only the system sets', async (name, value) => {
    expect(faultsOf(await create(new World(), { ...file, [name]: value }))).toEqual([name]);
  });

  it.each(['null', '[]', '"plan"', '', '7'])('refuses %j, which is no plan', async (body) => {
    expect((await create(new World(), body)).statusCode).toBe(400);
  });

  it('refuses one for another account without a role to assume there', async () => {
    expect(faultsOf(await create(new World(), { ...file, TargetAccountId: '222222222222' }))).toEqual(['AssumeRoleName']);
    expect((await create(new World(), { ...file, TargetAccountId: '111111111111' })).statusCode).toBe(201);
  });

  it('of one that exists is 409 with its version, even of an equal one, and changes nothing', async () => {
    const world = new World();
    await create(world, file);
    const before = await show(world);
    for (const body of [file, { ...file, PlanName: 'Other' }]) expect(await create(world, body)).toMatchObject({ statusCode: 409, body: { Version: 1, detail: expect.stringContaining('plan-shop') } });
    expect(await show(world)).toEqual(before);
  });

  it('whose own answer was lost is stored, and no conflict', async () => {
    const world = new World();
    loseNextAnswer(world);
    expect(await create(world, grouped())).toMatchObject({ statusCode: 201, body: { PlanId: 'plan-shop', Version: 1 } });
  });

  it('that another one came before is 409, whatever that one says', async () => {
    const world = new World();
    meanwhile(world, () => sendWithin(world, creation({ ...file, PlanName: 'Theirs' })));
    expect(await create(world, file)).toMatchObject({ statusCode: 409, body: { Version: 1 } });
    expect((await show(world)).body['PlanName']).toBe('Theirs');
  });

  it('twice at once stores one', async () => {
    const world = new World();
    const answers = await world.run(() => Promise.all(['Ours', 'Theirs', 'Hers'].map((PlanName) => sendWithin(world, creation({ ...file, PlanName })))));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
    expect((await show(world)).body['PlanName']).toBe(answers.find(({ statusCode }) => statusCode === 201)?.body['PlanName']);
  });
});

describe('PUT /plans/{id}', () => {
  async function stored(body: object = file): Promise<World> {
    const world = new World();
    await create(world, body);
    return world;
  }

  it('replaces the version that was read, one version on, and leaves nothing of it', async () => {
    const world = await stored({ ...file, Description: 'Before', RtoTargetSeconds: 60 });
    const answer = await replace(world, { ...file, PlanName: 'Shop', Version: 1 });
    expect(answer).toMatchObject({ statusCode: 200, body: { PlanName: 'Shop', Version: 2 } });
    expect(await show(world)).toMatchObject({ body: answer.body });
    expect(answer.body).not.toHaveProperty('Description');
    expect((await show(world)).body).not.toHaveProperty('RtoTargetSeconds');
  });

  it('takes back what GET gave, the execution that runs it included', async () => {
    const world = await planned({ ActiveExecutionId: executionId });
    const { body } = await show(world, 'plan-1');
    expect(body).toMatchObject({ ActiveExecutionId: executionId });
    expect(await replace(world, { ...body, PlanName: 'Renamed' }, 'plan-1')).toMatchObject({ statusCode: 200, body: { PlanName: 'Renamed', Version: 2, ActiveExecutionId: executionId } });
    expect(await world.lock()).toBe(executionId);
  });

  it('of another version is 409 with the stored one, and changes nothing', async () => {
    const world = await stored();
    await replace(world, { ...file, PlanName: 'Theirs', Version: 1 });
    for (const Version of [0, 1, 3]) expect(await replace(world, { ...file, PlanName: 'Ours', Version })).toMatchObject({ statusCode: 409, body: { Version: 2 } });
    expect((await show(world)).body).toMatchObject({ PlanName: 'Theirs', Version: 2 });
  });

  it.each([[undefined], ['1'], [1.5], [-1], [null]])('with %j for its Version is 400, told with every other fault', async (Version) => {
    const world = await stored();
    expect(faultsOf(await replace(world, { ...file, Region: 'here', ...(Version === undefined ? {} : { Version }) }))).toEqual(['Version', 'Region'].sort());
    expect((await show(world)).body['Version']).toBe(1);
  });

  it('may leave the id to the path, and may name no other', async () => {
    const world = await stored();
    const { PlanId: _id, ...unnamed } = file;
    expect((await replace(world, { ...unnamed, Version: 1 })).statusCode).toBe(200);
    expect(faultsOf(await replace(world, { ...file, PlanId: 'plan-other', Version: 2 }))).toEqual(['PlanId']);
    expect((await show(world, 'plan-other')).statusCode).toBe(404);
  });

  it('of one nobody knows is 404', async () => {
    expect((await replace(new World(), { ...file, Version: 1 })).statusCode).toBe(404);
  });

  it('again is as good: the same edit is stored already', async () => {
    const world = await stored();
    const edit = { ...file, PlanName: 'Shop', Version: 1 };
    const first = await replace(world, edit);
    expect(await replace(world, edit)).toMatchObject({ statusCode: 200, body: first.body });
    expect((await show(world)).body['Version']).toBe(2);
  });

  it('whose own answer was lost is stored, and no conflict', async () => {
    const world = await stored(grouped());
    loseNextAnswer(world);
    const edit = { ...grouped([{ ...database, GroupName: 'Databases', Version: 1 }]), PlanName: 'Shop', Version: 1 };
    expect(await replace(world, edit)).toMatchObject({ statusCode: 200, body: { PlanName: 'Shop', Version: 2 } });
    expect(await storedGroup(world)).toMatchObject({ GroupName: 'Databases', Version: 2 });
  });

  it('that somebody else was before is 409', async () => {
    const world = await stored();
    meanwhile(world, () => sendWithin(world, replacement({ ...file, PlanName: 'Theirs', Version: 1 })));
    expect(await replace(world, { ...file, PlanName: 'Ours', Version: 1 })).toMatchObject({ statusCode: 409, body: { Version: 2 } });
  });

  it('while an execution starts or ends keeps the lock as it then is', async () => {
    const world = await planned();
    meanwhile(world, () => sendWithin(world, event('POST', '/executions', drill)));
    const { body } = await show(world, 'plan-1');
    expect((await replace(world, { ...body, PlanName: 'Edited' }, 'plan-1')).statusCode).toBe(200);
    expect(await executionsOf(world)).toBe(1);
    expect(await world.lock()).toEqual(expect.any(String));
    expect((await show(world, 'plan-1')).body).toMatchObject({ PlanName: 'Edited', Version: 2 });
  });

  it('loses none of many edits: each that succeeded saw the one before', async () => {
    const world = await stored({ ...file, Description: '' });
    let stopped = 0;
    const append = async (letter: string): Promise<void> => {
      for (let tries = 0; tries < 40; tries += 1) {
        const { body } = await sendWithin(world, event('GET', '/plans/plan-shop'));
        if ((await sendWithin(world, replacement({ ...body, Description: `${String(body['Description'])}${letter}` }))).statusCode === 200) return;
      }
      stopped += 1;
    };
    await world.run(() => Promise.all(['a', 'b', 'c', 'd', 'e'].map(append)));
    const { body } = await show(world);
    expect({ stopped, letters: [...String(body['Description'])].sort(), Version: body['Version'] }).toEqual({ stopped: 0, letters: ['a', 'b', 'c', 'd', 'e'], Version: 6 });
  });

  it('under endless contention gives up in words, and can be tried again', async () => {
    const world = await stored();
    world.hooks = { before: ({ kind }) => (kind === 'write' ? 'CONFLICT' : undefined) };
    expect(await replace(world, { ...file, Version: 1 })).toMatchObject({ statusCode: 503, body: { detail: expect.stringContaining('Try again') } });
  });
});

describe('DELETE /plans/{id}', () => {
  it('deletes the version that was read; its groups stay', async () => {
    const world = new World();
    await create(world, grouped());
    expect(await remove(world, 1)).toMatchObject({ statusCode: 204, body: {} });
    expect((await show(world)).statusCode).toBe(404);
    expect(await storedGroup(world)).toBeDefined();
    expect((await remove(world, 1)).statusCode).toBe(404);
  });

  it('of another version is 409 with the stored one', async () => {
    const world = new World();
    await create(world, file);
    expect(await remove(world, 2)).toMatchObject({ statusCode: 409, body: { Version: 1 } });
    expect((await show(world)).statusCode).toBe(200);
  });

  it.each(['', 'version=', 'version=one', 'version=-1', 'version=1&force=1'])('with the query %j is 400', async (rawQueryString) => {
    expect((await send(await planned(), event('DELETE', '/plans/plan-1', undefined, { rawQueryString }))).statusCode).toBe(400);
  });

  it('of which an execution has not ended is 409 and names it; once it has ended the plan may go, left behind its lock or not', async () => {
    const world = new World();
    await world.given([planWave(1)]);
    expect(await remove(world, 1, 'plan-1')).toMatchObject({ statusCode: 409, body: { ExecutionId: executionId, Status: 'RUNNING' } });
    await world.run(() => world.context.executions.changeHeader(executionId, (header) => ({ ...header, Status: 'COMPLETED' })));
    expect(await world.lock()).toBe(executionId);
    expect((await remove(world, 1, 'plan-1')).statusCode).toBe(204);
  });

  it('of which the execution’s record has expired may go', async () => {
    expect((await remove(await planned({ ActiveExecutionId: 'gone' }), 1, 'plan-1')).statusCode).toBe(204);
  });

  it('that is started at that moment is 409: the start was first', async () => {
    const world = await planned();
    meanwhile(world, () => sendWithin(world, event('POST', '/executions', drill)));
    expect(await remove(world, 1, 'plan-1')).toMatchObject({ statusCode: 409, body: { Status: 'PENDING' } });
    expect(await executionsOf(world)).toBe(1);
  });

  it('that is deleted while it is started is not started', async () => {
    const world = await planned();
    meanwhile(world, () => sendWithin(world, deletion(1, 'plan-1')));
    expect((await post(world, '/executions', drill)).statusCode).toBe(404);
    expect(await executionsOf(world)).toBe(0);
  });

  it('whose own answer was lost is deleted, not unknown', async () => {
    const world = await planned();
    loseNextAnswer(world);
    expect((await remove(world, 1, 'plan-1')).statusCode).toBe(204);
  });
});

describe('GET /plans', () => {
  it('lists each plan once, in pages, as summaries', async () => {
    const world = new World();
    for (let n = 0; n < 7; n += 1) await create(world, { ...file, PlanId: `plan-${n}`, Description: `Plan ${n}` });
    const ids: string[] = [];
    const sizes: number[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body }: Answer = await list(world, `limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const plans = body['Plans'] as { PlanId: string }[];
      ids.push(...plans.map(({ PlanId }) => PlanId));
      sizes.push(plans.length);
      cursor = body['NextCursor'] as string | undefined;
    }
    expect(sizes).toEqual([3, 3, 1]);
    expect([...ids].sort()).toEqual(Array.from({ length: 7 }, (_, n) => `plan-${n}`));
    expect((await list(world)).body['Plans']).toContainEqual({ PlanId: 'plan-3', PlanName: 'Web shop', Description: 'Plan 3', Region: 'us-east-1', Version: 1, WaveCount: 1 });
  });

  it('ends with the last full page where there is no more', async () => {
    const world = new World();
    for (let n = 0; n < 3; n += 1) await create(world, { ...file, PlanId: `plan-${n}` });
    expect((await list(world, 'limit=3')).body).not.toHaveProperty('NextCursor');
  });

  it('goes on behind a plan that was deleted meanwhile', async () => {
    const world = new World();
    for (let n = 0; n < 4; n += 1) await create(world, { ...file, PlanId: `plan-${n}` });
    const { body } = await list(world, 'limit=2');
    const first = (body['Plans'] as { PlanId: string }[]).map(({ PlanId }) => PlanId);
    await remove(world, 1, first[1]);
    const rest = (await list(world, `limit=2&cursor=${String(body['NextCursor'])}`)).body['Plans'] as { PlanId: string }[];
    expect([...first, ...rest.map(({ PlanId }) => PlanId)].sort()).toEqual(['plan-0', 'plan-1', 'plan-2', 'plan-3']);
  });

  it.each(['limit=0', 'limit=101', 'cursor=x', `cursor=${Buffer.from('{"list":"protection-groups","after":"pg-1"}').toString('base64url')}`, 'status=RUNNING'])('with the query %s is 400', async (query) => {
    expect((await list(new World(), query)).statusCode).toBe(400);
  });
});

describe('when the store fails', () => {
  it.each([
    ['POST', '/plans', '', file], ['PUT', '/plans/plan-shop', '', { ...file, Version: 1 }], ['DELETE', '/plans/plan-shop', 'version=1', undefined], ['GET', '/plans', '', undefined], ['GET', '/plans/plan-shop', '', undefined],
  ] as const)('%s %s is 429 or 503, never half done', async (method, path, rawQueryString, body) => {
    for (const [kind, status] of [['THROTTLED', 429], ['SERVER', 503]] as const) {
      const world = new World();
      await world.items.write({ kind: 'put', table: 'plans', item: { ...standardPlan(), PlanId: 'plan-shop', Version: 1 } });
      world.hooks = {
        before: () => {
          throw new ServiceError({ service: 'DynamoDB', operation: 'any', kind, message: 'DynamoDB is busy.' });
        },
      };
      expect((await send(world, event(method, path, body, { rawQueryString }))).statusCode).toBe(status);
      world.hooks = {};
      expect((await show(world)).body).toMatchObject({ PlanName: 'Standard', Version: 1 });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { handleRequest } from '../../src/requests/handleRequest.js';
import { planWave, start, World } from '../tasks/world/world.js';
import { apiOf, caller, drill, event, executionsOf, planned, post, send } from './requests.js';

describe('POST /executions', () => {
  it('accepts: 202, a PENDING record by who signed the request, the plan locked, the machine started under its id [R5.1] [P14]', async () => {
    const world = await planned();
    const answer = await post(world, '/executions', drill);
    expect(answer).toMatchObject({ statusCode: 202, headers: { 'content-type': 'application/json' } });
    const id = String(answer.body['ExecutionId']);
    const { header, waves } = await world.context.executions.load(id);
    expect(header).toMatchObject({ ExecutionId: id, Status: 'PENDING', StartTime: start, InitiatedBy: caller, ExecutionType: 'DRILL', SourceAccountId: '111111111111', SnsTopicArn: 'arn:default', Locked: true });
    expect(waves.map((wave) => wave.DependsOn)).toEqual([[], [1]]);
    expect(await world.lock()).toBe(id);
    expect(world.machine.starts).toEqual([{ name: id, input: { Mode: 'RUN', ExecutionId: id } }]);
  });

  it('again with the same parameters gives the running one, no second run [R9.2] [P27]', async () => {
    const world = await planned();
    const first = await post(world, '/executions', drill);
    const second = await post(world, '/executions', drill);
    expect(second).toMatchObject({ statusCode: 202, body: first.body });
    expect(await executionsOf(world)).toBe(1);
    expect(world.machine.starts).toHaveLength(1);
  });

  it('twice at once starts one run, and both hear of it [R9.2] [P27]', async () => {
    const world = await planned();
    const answers = await world.run(() => Promise.all([1, 2, 3].map(() => handleRequest(apiOf(world), event('POST', '/executions', drill)))));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(answers.map((answer) => answer.statusCode)).toEqual([202, 202, 202]);
    expect(await executionsOf(world)).toBe(1);
    expect(world.machine.starts).toHaveLength(1);
  });

  it('with other parameters is a conflict that names the running one', async () => {
    const world = await planned();
    const first = await post(world, '/executions', drill);
    const answer = await post(world, '/executions', { PlanId: 'plan-1', ExecutionType: 'RECOVERY' });
    expect(answer).toMatchObject({ statusCode: 409, headers: { 'content-type': 'application/problem+json' }, body: { status: 409, title: 'Conflict', ExecutionId: first.body['ExecutionId'] } });
    expect(answer.body['detail']).toContain(String(first.body['ExecutionId']));
  });

  it('while the running one is being cancelled is a conflict', async () => {
    const world = await planned();
    const { body } = await post(world, '/executions', drill);
    await post(world, `/executions/${String(body['ExecutionId'])}/cancel`);
    expect(await post(world, '/executions', drill)).toMatchObject({ statusCode: 409, body: { ExecutionId: body['ExecutionId'] } });
  });

  it('after the last one ended starts another, even where its lock was left behind', async () => {
    const world = await planned();
    const { body } = await post(world, '/executions', drill);
    const first = String(body['ExecutionId']);
    await world.context.executions.changeHeader(first, (header) => ({ ...header, Status: 'COMPLETED', EndTime: start }));
    const answer = await post(world, '/executions', drill);
    expect(answer.statusCode).toBe(202);
    expect(answer.body['ExecutionId']).not.toBe(first);
    expect(await world.lock()).toBe(answer.body['ExecutionId']);
  });

  it('is accepted even where the machine cannot be started now: the repair starts it', async () => {
    const world = await planned();
    world.machine.unreachable = true;
    const { statusCode, body } = await post(world, '/executions', drill);
    expect(statusCode).toBe(202);
    expect((await world.context.executions.header(String(body['ExecutionId']))).Status).toBe('PENDING');
    expect(world.log.lines.some((line) => line.level === 'error')).toBe(true);
    world.machine.unreachable = false;
    await post(world, '/executions', drill);
    expect(world.machine.starts.map(({ name }) => name)).toEqual([body['ExecutionId']]);
  });

  it('of a plan nobody knows is 404', async () => {
    expect(await post(new World(), '/executions', drill)).toMatchObject({ statusCode: 404, body: { detail: expect.stringContaining('plan-1') } });
  });

  it('of a body with faults is 400 with all of them, each with its path, and leaves nothing', async () => {
    const world = await planned();
    const answer = await post(world, '/executions', { ExecutionType: 'TEST', InitiatedBy: 'somebody else' });
    expect(answer.statusCode).toBe(400);
    const faults = answer.body['faults'] as { path: string; message: string }[];
    expect(faults.map(({ path }) => path)).toEqual(expect.arrayContaining(['PlanId', 'ExecutionType']));
    expect(JSON.stringify(faults)).toContain('InitiatedBy');
    expect(await executionsOf(world)).toBe(0);
    expect(await world.lock()).toBeUndefined();
  });

  it.each(['{', 'null', '[]', '"x"', ''])('of a body that is no object (%j) is 400', async (body) => {
    expect((await post(await planned(), '/executions', body)).statusCode).toBe(400);
  });

  it('of a plan whose protection group is missing is 400, naming it, and writes nothing', async () => {
    const world = await planned({ Waves: [planWave(1, { ProtectionGroupId: 'pg-gone' })] });
    const answer = await post(world, '/executions', drill);
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(answer.body['faults'])).toContain('pg-gone');
    expect(await executionsOf(world)).toBe(0);
  });

  it('of a plan for another account without a role is 400', async () => {
    const answer = await post(await planned({ TargetAccountId: '222222222222' }), '/executions', drill);
    expect(answer).toMatchObject({ statusCode: 400, body: { faults: [{ path: 'AssumeRoleName' }] } });
  });

  it('reads a base64 body', async () => {
    const world = await planned();
    const sent = event('POST', '/executions', Buffer.from(JSON.stringify(drill)).toString('base64'), { isBase64Encoded: true });
    expect((await send(world, sent)).statusCode).toBe(202);
  });

  it('with the table\'s plan being edited at that moment starts the edited one', async () => {
    const world = await planned();
    let edited = false;
    world.hooks = {
      before: async (operation) => {
        if (operation.kind !== 'write' || edited) return;
        edited = true;
        await world.items.write({ kind: 'update', table: 'plans', key: { PlanId: 'plan-1' }, set: { Version: 2, PlanName: 'Edited' } });
      },
    };
    const { body } = await post(world, '/executions', drill);
    expect(await world.context.executions.header(String(body['ExecutionId']))).toMatchObject({ PlanName: 'Edited', PlanVersion: 2 });
  });

  it('under endless contention gives up in words', async () => {
    const world = await planned();
    world.hooks = { before: (operation) => (operation.kind === 'write' ? 'CONFLICT' : undefined) };
    const answer = await post(world, '/executions', drill);
    expect(answer.statusCode).toBeGreaterThanOrEqual(409);
    expect(answer.body['detail']).toContain('plan-1');
  });
});

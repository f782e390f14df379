import type { ServerRecord, WaveRecord } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { planWave, serverId, serverIds, start, type World } from '../tasks/world/world.js';
import { caller, drill, executionsOf, planned, post } from './requests.js';

const ended = (server: ServerRecord, Status: ServerRecord['Status']): ServerRecord => ({ ...server, Status, TransitionHistory: [{ Status, At: start }] });

/** A drill of the stored plan that has ended, its servers in these statuses wave by wave. */
async function endedDrill(world: World, statuses: Readonly<Record<number, readonly ServerRecord['Status'][]>>, keys: object = { Status: 'PARTIAL' }, change: (wave: WaveRecord) => Partial<WaveRecord> = () => ({})): Promise<string> {
  const { body } = await post(world, '/executions', drill);
  const id = String(body['ExecutionId']);
  for (const [wave, words] of Object.entries(statuses)) {
    await world.run(() =>
      world.context.executions.changeWave(id, Number(wave), (current) => {
        const next = { ...current, WaveStatus: 'PARTIAL' as const, EndTime: start, Servers: current.Servers.map((server, index) => ended(server, words[index] ?? 'FAILED')) };
        return { ...next, ...change(next) };
      }),
    );
  }
  await world.run(() => world.context.executions.changeHeader(id, (header) => ({ ...header, ...keys, EndTime: start })));
  return id;
}

const threeWaves = { Waves: [planWave(1, { ServerIds: serverIds(2) }), planWave(2, { ServerIds: serverIds(3, 3), ExecutionType: 'SEQUENTIAL', ExecutionOrder: [3, 1, 2] }), planWave(3, { ServerIds: serverIds(1, 6) })] };

describe('POST /executions/{id}/retry', () => {
  it('launches only what did not succeed, and its record says of which execution and what it leaves out', async () => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['TERMINATED', 'LAUNCHED'], 2: ['FAILED', 'WARNING', 'SKIPPED'], 3: ['SKIPPED'] });
    const answer = await post(world, `/executions/${first}/retry`);
    expect(answer).toMatchObject({ statusCode: 202, body: { RetryOf: first } });
    const { header, waves } = await world.context.executions.load(String(answer.body['ExecutionId']));
    expect(header).toMatchObject({ RetryOf: first, ExecutionType: 'DRILL', Status: 'PENDING', InitiatedBy: caller });
    expect(waves.map(({ WaveStatus, Servers }) => [WaveStatus, Servers.map((server) => server.SourceServerId)])).toEqual([
      ['COMPLETED', []],
      ['PENDING', [serverId(3), serverId(5)]],
      ['PENDING', [serverId(6)]],
    ]);
    expect(waves[0]).toMatchObject({ EndTime: start, ReleasedAt: start, RecoveredEarlier: serverIds(2).map((SourceServerId) => ({ SourceServerId, ExecutionId: first })) });
    // Of the order 5, 3, 4 is left 5, 3: positions 2 and 1 of what is left.
    expect(waves[1]).toMatchObject({ ExecutionOrder: [2, 1], RecoveredEarlier: [{ SourceServerId: serverId(4), ExecutionId: first }] });
    expect(world.machine.starts.at(-1)).toMatchObject({ name: header.ExecutionId });
  });

  it('again while it runs gives the running one; a plain start meanwhile is a conflict', async () => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['FAILED', 'FAILED'] }, { Status: 'FAILED' });
    const answers = [await post(world, `/executions/${first}/retry`), await post(world, `/executions/${first}/retry`)];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(await executionsOf(world)).toBe(2);
    expect(await post(world, '/executions', drill)).toMatchObject({ statusCode: 409, body: { ExecutionId: answers[0]?.body['ExecutionId'] } });
  });

  it('of a retry leaves out what each before it recovered, and an execution that was retried is not retried again', async () => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['LAUNCHED', 'FAILED'] });
    await world.pass(60);
    const second = String((await post(world, `/executions/${first}/retry`)).body['ExecutionId']);
    for (const [wave, words] of [[1, ['LAUNCHED']], [2, ['LAUNCHED', 'FAILED', 'SKIPPED']]] as const) {
      await world.run(() => world.context.executions.changeWave(second, wave, (current) => ({ ...current, WaveStatus: 'PARTIAL', EndTime: start, Servers: current.Servers.map((server, index) => ended(server, words[index] ?? 'FAILED')) })));
    }
    await world.run(() => world.context.executions.changeHeader(second, (header) => ({ ...header, Status: 'PARTIAL', EndTime: start })));
    expect(await post(world, `/executions/${first}/retry`)).toMatchObject({ statusCode: 409, body: { ExecutionId: second } });
    const third = String((await post(world, `/executions/${second}/retry`)).body['ExecutionId']);
    const { waves } = await world.context.executions.load(third);
    expect(waves.flatMap((wave) => wave.Servers.map((server) => server.SourceServerId))).toEqual([serverId(4), serverId(5), serverId(6)]);
    expect(waves[0]?.RecoveredEarlier).toEqual([{ SourceServerId: serverId(1), ExecutionId: first }, { SourceServerId: serverId(2), ExecutionId: second }]);
  });

  it('takes the plan as it is stored now: what made the first run fail can be mended in it', async () => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['LAUNCHED', 'FAILED'] });
    const mended = { ...threeWaves, PlanId: 'plan-1', PlanName: 'Plan 1', Region: 'us-east-1', WaveOrdering: 'SEQUENTIAL', TerminateAfterDrill: true, Version: 2, Waves: [planWave(1, { ServerIds: [serverId(1), serverId(9)] })] };
    await world.items.write({ kind: 'put', table: 'plans', item: mended });
    const second = String((await post(world, `/executions/${first}/retry`)).body['ExecutionId']);
    const { header, waves } = await world.context.executions.load(second);
    expect([header.PlanVersion, waves.length, waves[0]?.Servers.map((server) => server.SourceServerId)]).toEqual([2, 1, [serverId(9)]]);
  });

  it.each([
    ['has not ended', { Status: 'POLLING' }, /has not ended: it is POLLING/],
    ['left nothing to retry', { Status: 'COMPLETED' }, /COMPLETED/],
  ])('refuses one that %s', async (_what, keys, message) => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['LAUNCHED', 'FAILED'] }, keys);
    const answer = await post(world, `/executions/${first}/retry`);
    expect([answer.statusCode, String(answer.body['detail'])]).toEqual([409, expect.stringMatching(message)]);
    expect(await executionsOf(world)).toBe(1);
  });

  it.each([
    ['a job that goes on', { Servers: (servers: readonly ServerRecord[]): readonly ServerRecord[] => servers.map((server) => ended(server, 'IN_PROGRESS')) }],
    ['a call that nobody could tell about', { Calls: { c1: { Servers: [serverId(1)], At: start, Deadline: start + 30 } } }],
  ])('refuses one that was given up with %s, until it is reconciled: nothing may be launched twice [P28]', async (_what, { Servers, Calls }: { readonly Servers?: (servers: readonly ServerRecord[]) => readonly ServerRecord[]; readonly Calls?: WaveRecord['Calls'] }) => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['NOT_STARTED', 'FAILED'] }, { Status: 'TIMEOUT' }, (wave) => ({ WaveStatus: 'TIMEOUT', Servers: Servers?.(wave.Servers) ?? wave.Servers, Calls: Calls ?? {} }));
    const answer = await post(world, `/executions/${first}/retry`);
    expect([answer.statusCode, String(answer.body['detail'])]).toEqual([409, expect.stringMatching(new RegExp(`${serverId(1)}.*reconcile ${first}`))]);
    expect(await executionsOf(world)).toBe(1);
  });

  it('refuses where a later run of the plan may have recovered the rest, but not for a later one of the other type', async () => {
    const world = await planned(threeWaves);
    const first = await endedDrill(world, { 1: ['LAUNCHED', 'FAILED'] });
    await world.pass(60);
    const recovery = await post(world, '/executions', { PlanId: 'plan-1', ExecutionType: 'RECOVERY' });
    await world.run(() => world.context.executions.changeHeader(String(recovery.body['ExecutionId']), (header) => ({ ...header, Status: 'FAILED', EndTime: start })));
    await world.pass(60);
    const retried = await post(world, `/executions/${first}/retry`);
    expect(retried.statusCode).toBe(202);
    await world.run(() => world.context.executions.changeHeader(String(retried.body['ExecutionId']), (header) => ({ ...header, Status: 'COMPLETED', EndTime: start })));
    expect(await post(world, `/executions/${first}/retry`)).toMatchObject({ statusCode: 409, body: { ExecutionId: retried.body['ExecutionId'] } });
  });

  it('refuses where the plan names only what was recovered, where it is gone, and an execution nobody knows', async () => {
    const world = await planned({ Waves: [planWave(1), planWave(2)] });
    const first = await endedDrill(world, { 1: ['LAUNCHED'], 2: ['FAILED'] });
    await world.items.write({ kind: 'update', table: 'plans', key: { PlanId: 'plan-1' }, set: { Waves: [planWave(1)] } });
    expect(await post(world, `/executions/${first}/retry`)).toMatchObject({ statusCode: 409, body: { detail: expect.stringContaining('nothing to launch') as unknown } });
    await world.items.write({ kind: 'delete', table: 'plans', key: { PlanId: 'plan-1' } });
    expect(await post(world, `/executions/${first}/retry`)).toMatchObject({ statusCode: 404 });
    expect(await post(world, '/executions/11111111-2222-4333-8444-555555555555/retry')).toMatchObject({ statusCode: 404 });
  });
});

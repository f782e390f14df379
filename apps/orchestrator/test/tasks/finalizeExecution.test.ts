import { describe, expect, it } from 'vitest';
import { finalize, type ServerStatus, type WaveRecord, type WaveStatus } from '@drs-orchestration/core';
import { dispatch } from '../../src/dispatch.js';
import { executionId, planWave, serverId, start, topic, World } from './world/world.js';

const over = (WaveStatus: WaveStatus, Status: ServerStatus, n: number = 1, keys: Partial<WaveRecord> = {}): Partial<WaveRecord> => ({
  WaveStatus,
  EndTime: start,
  Servers: [{ SourceServerId: serverId(n), Status, TransitionHistory: [], ...(Status === 'LAUNCHED' ? { RecoveryJobId: `drsjob-${n}`, InstanceId: `i-${n}` } : {}), ...(Status === 'FAILED' ? { Error: 'no capacity', RecoveryJobId: `drsjob-${n}` } : {}) }],
  Calls: { [`c${n}`]: { Servers: [serverId(n)], At: start, Deadline: start + 30, JobId: `drsjob-${n}`, JobEndedAt: start } },
  ...keys,
});
const completed = { 1: over('COMPLETED', 'LAUNCHED') };
const end = (world: World, Failure: unknown = ''): Promise<unknown> => world.task('FinalizeExecution', { Failure });

async function given(change: Readonly<Record<number, Partial<WaveRecord>>>, header: object = {}, waves: number = Object.keys(change).length): Promise<World> {
  const world = new World();
  await world.given(Array.from({ length: waves }, (_, index) => planWave(index + 1)), { Status: 'POLLING', NextPollTime: start, Phase: 'IDLE', DrainToken: 'd1', ...header }, change);
  return world;
}

describe('the end of an execution [R5.3] [P16]', () => {
  it('COMPLETED: an EndTime, a message, the lock released, a clean-up to do [R8.1] [P23]', async () => {
    const world = await given(completed);
    await world.pass(100);
    expect(await end(world)).toEqual({ CleanUp: true });
    const header = await world.header();
    expect(header).toMatchObject({ Status: 'COMPLETED', EndTime: start + 100, NotificationStatus: 'SENT', Locked: false, Open: 'OPEN', CleanUp: { Status: 'PENDING', Run: 0 } });
    for (const gone of ['NextPollTime', 'Phase', 'DrainToken']) expect(header).not.toHaveProperty(gone);
    expect(world.notifier.published).toMatchObject([{ topicArn: topic, message: { ExecutionId: executionId, PlanId: 'plan-1', Status: 'COMPLETED', Duration: 100, ServerCount: 1 } }]);
    expect(await world.lock()).toBeUndefined();
  });

  it('a recovery, or a drill that is to stay, has nothing to clean up, and nothing stays open', async () => {
    for (const keys of [{ ExecutionType: 'RECOVERY' as const }, { TerminateAfterDrill: false }]) {
      const world = await given(completed, keys);
      expect(await end(world)).toEqual({ CleanUp: false });
      const header = await world.header();
      expect(header.CleanUp?.Status).toBe('NOT_NEEDED');
      expect(header).not.toHaveProperty('Open');
    }
  });

  it('FAILED has the error, the server and its job in the message [R8.2] [P24]', async () => {
    const world = await given({ 1: over('FAILED', 'FAILED'), 2: over('SKIPPED', 'SKIPPED', 2, { Calls: {} }) });
    await end(world);
    expect((await world.header()).Status).toBe('FAILED');
    expect(world.notifier.published[0]?.message).toMatchObject({ Status: 'FAILED', Errors: [{ Message: 'no capacity', SourceServerId: serverId(1), RecoveryJobId: 'drsjob-1' }] });
  });

  it('with a failure of the machine is FAILED, and says why', async () => {
    const world = await given(completed);
    await end(world, { Error: 'States.Runtime', Cause: 'the map broke' });
    expect(await world.header()).toMatchObject({ Status: 'FAILED', Errors: [{ Code: 'ExecutionFailed', Message: 'States.Runtime: the map broke' }] });
  });

  it('counts unsettled waves as failed: what launched FAILED, what never began SKIPPED', async () => {
    const world = await given({ 1: over('COMPLETED', 'LAUNCHED'), 2: { ...over('LAUNCHING', 'LAUNCHED', 2) }, 3: { WaveStatus: 'PENDING' } });
    await world.context.executions.changeWave(executionId, 2, ({ EndTime: _end, ...wave }) => wave);
    await end(world);
    expect((await world.header()).Status).toBe('FAILED');
    expect([(await world.wave(2)).WaveStatus, (await world.wave(3)).WaveStatus]).toEqual(['FAILED', 'SKIPPED']);
  });

  it('of a cancelled one is CANCELLED, and so are its unsettled waves [R4.5]', async () => {
    const world = await given({ 1: over('COMPLETED', 'LAUNCHED'), 2: { WaveStatus: 'PENDING' } }, { Status: 'CANCELLING', Cancel: { By: 'ann', At: start } });
    await end(world);
    expect((await world.header()).Status).toBe('CANCELLED');
    expect(await world.wave(2)).toMatchObject({ WaveStatus: 'CANCELLED', Servers: [{ Status: 'CANCELLED' }] });
    expect((await world.wave(1)).WaveStatus).toBe('COMPLETED');
  });

  it('names what is still in the air, which is then abandoned', async () => {
    const world = await given({ 1: over('TIMEOUT', 'STARTED', 1, { Calls: { c1: { Servers: [serverId(1)], At: start, Deadline: start + 30, JobId: 'drsjob-1' }, c2: { Servers: [], At: start, Deadline: start + 30 } } }) });
    await end(world);
    expect((await world.header()).Errors.map((error) => error.Message.split(' was ')[0])).toEqual(['DRS job drsjob-1', 'Launch call c2']);
    expect((await world.header()).Status).toBe('TIMEOUT');
  });

  it('is in StatusIndex no more, so nobody polls it [T2.1.1]', async () => {
    const world = await given(completed);
    await end(world);
    const found: unknown[] = [];
    for await (const page of world.items.query({ table: 'executions', index: 'StatusIndex', partition: { attribute: 'Status', equals: 'POLLING' } })) found.push(...page);
    expect(found).toEqual([]);
  });
});

describe('its final status is written once', () => {
  it('by the first of two writers at once; the second changes nothing', async () => {
    const world = await given(completed);
    const [one, other] = await world.run(() => Promise.all([finalize(world.context, executionId), finalize(world.context, executionId, { Error: 'Late' })]));
    expect(one.header.Status).toBe(other.header.Status);
    expect((await world.header()).Rev).toBe(2);
    expect((await world.header()).Errors.length).toBeLessThanOrEqual(1);
  });

  it('again, later, changes nothing and sends nothing again', async () => {
    const world = await given(completed);
    await end(world);
    const before = await world.header();
    await world.pass(60);
    expect(await end(world, { Error: 'Late' })).toEqual({ CleanUp: true });
    expect(await world.header()).toEqual(before);
    expect(world.notifier.published).toHaveLength(1);
  });

  it('whenever it dies and is run again: final, told at least once, unlocked', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 16; nth += 1) {
        const world = await given({ ...completed, 2: { WaveStatus: 'LAUNCHING' as const } });
        let left = nth;
        world.hooks = {
          [when]: () => {
            left -= 1;
            if (left === 0) throw new Error('died');
          },
        };
        await end(world).catch(() => undefined);
        world.hooks = {};
        await end(world);
        const at = `died ${when} operation ${nth}`;
        const header = await world.header();
        expect(header.Status, at).toBe('FAILED');
        expect(header, at).toMatchObject({ Locked: false, NotificationStatus: 'SENT' });
        expect(world.notifier.published.length, at).toBeGreaterThanOrEqual(1);
        expect(await world.lock(), at).toBeUndefined();
      }
    }
  });
});

describe('the message', () => {
  it('that fails is logged, is tried again, and never fails the run nor holds its lock [R8.4]', async () => {
    const world = await given(completed);
    world.notifier.fail = true;
    expect(await end(world)).toEqual({ CleanUp: true });
    expect(await world.header()).toMatchObject({ Status: 'COMPLETED', NotificationStatus: 'PENDING', Locked: false, Open: 'OPEN' });
    expect(world.log.lines.some((line) => line.level === 'error' && line.fields['ExecutionId'] === executionId)).toBe(true);
    world.notifier.fail = false;
    await world.task('Repair');
    expect((await world.header()).NotificationStatus).toBe('SENT');
    expect(world.notifier.published).toHaveLength(1);
  });

  it('is given up after an hour', async () => {
    const world = await given(completed, { ExecutionType: 'RECOVERY' });
    world.notifier.fail = true;
    await end(world);
    await world.pass(3600);
    await world.task('Repair');
    expect((await world.header()).NotificationStatus).toBe('PENDING');
    await world.pass(1);
    await world.task('Repair');
    const header = await world.header();
    expect(header.NotificationStatus).toBe('FAILED');
    expect(header).not.toHaveProperty('Open');
  });

  it('where no topic is configured is none, without an error [R8.3]', async () => {
    const world = await given(completed);
    await world.context.executions.changeHeader(executionId, ({ SnsTopicArn: _none, ...header }) => header);
    await end(world);
    expect(await world.header()).toMatchObject({ Status: 'COMPLETED', NotificationStatus: 'NOT_CONFIGURED' });
    expect(world.notifier.published).toEqual([]);
    expect(world.log.lines.filter((line) => line.level === 'error')).toEqual([]);
  });
});

describe('the lock', () => {
  it('of another execution is left alone', async () => {
    const world = await given(completed);
    await world.items.write({ kind: 'update', table: 'plans', key: { PlanId: 'plan-1' }, set: { ActiveExecutionId: 'another' } });
    await end(world);
    expect(await world.lock()).toBe('another');
    expect((await world.header()).Locked).toBe(false);
  });

  it('is released although another writer was at the plan', async () => {
    const world = await given(completed);
    let conflicts = 0;
    world.hooks = {
      before: (operation) => {
        if (operation.kind !== 'write' || operation.writes[0]?.table !== 'plans' || conflicts >= 2) return undefined;
        conflicts += 1;
        return 'CONFLICT';
      },
    };
    await end(world);
    expect(conflicts).toBe(2);
    expect(await world.lock()).toBeUndefined();
  });

  it('that cannot be released for contention stays on record as held, and the repair releases it', async () => {
    const world = await given(completed);
    world.hooks = { before: (operation) => (operation.kind === 'write' && operation.writes[0]?.table === 'plans' ? 'CONFLICT' : undefined) };
    await expect(end(world)).rejects.toMatchObject({ name: 'RetryableError' });
    expect(await world.header()).toMatchObject({ Locked: true, Open: 'OPEN' });
    world.hooks = {};
    await world.task('Repair');
    expect(await world.lock()).toBeUndefined();
  });
});

it('an execution that has not ended has no after', async () => {
  const { afterEnd } = await import('@drs-orchestration/core');
  const world = await given(completed);
  await expect(afterEnd(world.context, await world.context.executions.load(executionId))).rejects.toMatchObject({ code: 'ExecutionNotEnded' });
  await expect(dispatch(world.context, { Task: 'FinalizeExecution', ExecutionId: 'nobody', Failure: '' })).rejects.toMatchObject({ code: 'ExecutionUnknown' });
});

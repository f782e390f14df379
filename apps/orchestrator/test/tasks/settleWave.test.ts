import { describe, expect, it } from 'vitest';
import type { ServerRecord, ServerStatus } from '@drs-orchestration/core';
import { executionId, planWave, serverId, serverIds, start, topic, World } from './world/world.js';

const servers = (...statuses: readonly ServerStatus[]): ServerRecord[] => statuses.map((Status, index) => ({ SourceServerId: serverId(index + 1), Status, TransitionHistory: [], ...(Status === 'NOT_STARTED' ? {} : { RecoveryJobId: 'drsjob-1', LaunchTime: start }), ...(Status === 'LAUNCHED' ? { HealthStatus: 'PASSED' as const } : {}), ...(Status === 'WARNING' ? { HealthStatus: 'TIMEOUT' as const } : {}) }));
async function given(Servers: readonly ServerRecord[], keys: object = {}, wave: Parameters<typeof planWave>[1] = {}): Promise<World> {
  const world = new World();
  await world.given([planWave(1, { ServerIds: serverIds(Servers.length), ...wave })], { Status: 'POLLING' }, { 1: { WaveStatus: 'LAUNCHING', StartTime: start, Servers, ...keys } });
  return world;
}
const settle = (world: World, Failure: unknown = ''): Promise<unknown> => world.task('SettleWave', { WaveNumber: 1, Failure });
const broken = { Error: 'TerminalError', Cause: JSON.stringify({ errorMessage: 'it broke' }) };

describe('settling a wave', () => {
  it('COMPLETED lets its dependents start, and has its results and its end at once [P15] [R5.2]', async () => {
    const world = await given(servers('LAUNCHED', 'WARNING'));
    await world.pass(5);
    expect(await settle(world)).toEqual({ Succeeded: true });
    expect(await world.wave()).toMatchObject({ WaveStatus: 'COMPLETED', StartTime: start, EndTime: start + 5 });
  });

  it.each([['STOP', false], ['CONTINUE', true]] as const)('PARTIAL with OnPartialFailure %s: Succeeded is %s', async (OnPartialFailure, Succeeded) => {
    const world = await given(servers('LAUNCHED', 'FAILED'), {}, { OnPartialFailure });
    expect(await settle(world)).toEqual({ Succeeded });
    expect((await world.wave()).WaveStatus).toBe('PARTIAL');
  });

  it('names in the log, once, each server that failed and why, and the wave\'s own errors [B6]', async () => {
    const failed = { ...(servers('LAUNCHED', 'FAILED')[1] as ServerRecord), Error: 'no capacity' };
    const world = await given([...servers('LAUNCHED'), failed]);
    await settle(world, broken);
    await settle(world, broken);
    expect(world.log.lines.filter(({ message }) => message.startsWith('wave settled'))).toMatchObject([
      { level: 'warn', fields: { ExecutionId: executionId, WaveNumber: 1, WaveStatus: 'FAILED', Servers: [{ SourceServerId: serverId(2), Status: 'FAILED', reason: 'no capacity' }], Errors: [{ Message: expect.stringContaining('it broke') }] } },
    ]);
  });

  it('a second time changes nothing, whatever the failure', async () => {
    const world = await given(servers('LAUNCHED'));
    await settle(world);
    const once = await world.wave();
    await world.pass(60);
    expect(await settle(world, broken)).toEqual({ Succeeded: true });
    expect(await world.wave()).toEqual(once);
  });

  it('looks at the health of a server that launched late, after the look at the others: it is not COMPLETED unasked [P9] [R3.1]', async () => {
    const [passed, late] = servers('LAUNCHED', 'LAUNCHED');
    if (passed === undefined || late === undefined) throw new Error('two servers are given');
    const { HealthStatus: _none, ...unasked } = { ...late, InstanceId: 'i-2' };
    const world = await given([passed, unasked]);
    world.instances.states.set('i-2', 'pending');
    await expect(settle(world)).rejects.toMatchObject({ name: 'RetryableError', code: 'HealthUnknown' });
    expect((await world.wave()).WaveStatus).toBe('LAUNCHING');
    await world.pass(30);
    world.instances.states.set('i-2', 'running');
    expect(await settle(world)).toEqual({ Succeeded: true });
    expect(world.instances.asked).toEqual([['i-2'], ['i-2']]);
    expect(await world.wave()).toMatchObject({ WaveStatus: 'COMPLETED', Servers: [{ HealthStatus: 'PASSED' }, { HealthStatus: 'PASSED' }] });
  });

  it('asks about no late server where health is not checked [R3.5]', async () => {
    const world = await given(servers('LAUNCHED').map(({ HealthStatus: _none, ...server }) => server), {}, { HealthCheck: { Enabled: false, OnTimeout: 'FAIL' } });
    expect(await settle(world)).toEqual({ Succeeded: true });
    expect(world.instances.asked).toEqual([]);
  });

  it('that failed while it waited is SKIPPED where a wave it depends on did not succeed, FAILED where that may still [P12] [R4.2]', async () => {
    for (const [WaveStatus, becomes] of [['FAILED', 'SKIPPED'], ['SKIPPED', 'SKIPPED'], ['COMPLETED', 'FAILED'], ['LAUNCHING', 'FAILED']] as const) {
      const world = new World();
      await world.given([planWave(1), planWave(2, { Dependencies: [1], ServerIds: [serverId(2)] })], { Status: 'POLLING' }, { 1: { WaveStatus, EndTime: start } });
      expect(await world.task('SettleWave', { WaveNumber: 2, Failure: broken })).toEqual({ Succeeded: false });
      const wave = await world.wave(2);
      expect([WaveStatus, wave.WaveStatus, wave.Servers[0]?.Status, wave.Errors.length]).toEqual([WaveStatus, becomes, 'SKIPPED', becomes === 'FAILED' ? 1 : 0]);
    }
  });

  it('TIMEOUT sends a message at once, once, naming the servers [T1.5.2]', async () => {
    const world = await given([{ ...(servers('STARTED')[0] as ServerRecord), TimeoutDetected: true }]);
    expect(await settle(world)).toEqual({ Succeeded: false });
    await settle(world);
    expect(world.notifier.published).toMatchObject([{ topicArn: topic, message: { Type: 'WaveTimedOut', ExecutionId: executionId, Servers: [{ SourceServerId: serverId(1), Status: 'STARTED' }] } }]);
    expect((await world.header()).Status).toBe('POLLING');
  });

  it('that died before its message was sent sends it when it runs again', async () => {
    for (let nth = 1; nth <= 8; nth += 1) {
      const world = await given([{ ...(servers('STARTED')[0] as ServerRecord), TimeoutDetected: true }]);
      let left = nth;
      world.hooks = {
        before: () => {
          left -= 1;
          if (left === 0) throw new Error('died');
        },
      };
      await settle(world).catch(() => undefined);
      world.hooks = {};
      expect(await settle(world)).toEqual({ Succeeded: false });
      expect(world.notifier.published.length, `died at operation ${nth}`).toBeGreaterThanOrEqual(1);
    }
  });

  it('as FAILED says why in the record, and the rest is SKIPPED [R5.4]', async () => {
    const world = await given(servers('LAUNCHED', 'NOT_STARTED'));
    expect(await settle(world, broken)).toEqual({ Succeeded: false });
    const wave = await world.wave();
    expect(wave).toMatchObject({ WaveStatus: 'FAILED', Errors: [{ Code: 'WaveFailed', Message: 'it broke' }] });
    expect(wave.Servers.map((server) => server.Status)).toEqual(['LAUNCHED', 'SKIPPED']);
  });
});

describe('a wave that failed has its open launch calls resolved first', () => {
  const open = { c1: { Servers: [serverId(1)], At: start, Deadline: start + 30 } };

  it('adopting what was launched', async () => {
    const world = await given(servers('NOT_STARTED', 'NOT_STARTED'), { Calls: open });
    const job = world.drs.strangersJob([serverId(1)], { tags: { 'drs-orchestration:execution-id': executionId, 'drs-orchestration:call': 'c1' } });
    await settle(world, broken);
    const wave = await world.wave();
    expect(wave.WaveStatus).toBe('FAILED');
    expect(wave.Servers.map((server) => [server.Status, server.RecoveryJobId])).toEqual([['LAUNCHING', job.jobId], ['SKIPPED', undefined]]);
  });

  it('trying again while nothing is known: a RetryableError that says of which', async () => {
    const world = await given(servers('NOT_STARTED'), { Calls: open });
    await expect(settle(world, broken)).rejects.toMatchObject({ name: 'RetryableError', code: 'CallsUnresolved', message: expect.stringContaining('c1') });
    expect((await world.wave()).WaveStatus).toBe('LAUNCHING');
    await world.pass(151);
    await settle(world, broken);
    expect(await world.wave()).toMatchObject({ WaveStatus: 'FAILED', Servers: [{ Status: 'SKIPPED' }] });
  });

  it('a DRS that cannot be asked fails the Task, which the machine repeats', async () => {
    const world = await given(servers('NOT_STARTED'), { Calls: open });
    world.drs.failReads = { kind: 'NETWORK' };
    await expect(settle(world, broken)).rejects.toMatchObject({ code: 'DRS.NETWORK' });
    expect((await world.wave()).WaveStatus).toBe('LAUNCHING');
  });

  it('but not of a wave that was settled already', async () => {
    const world = await given(servers('NOT_STARTED'), { Calls: open, WaveStatus: 'FAILED', EndTime: start });
    expect(await settle(world, broken)).toEqual({ Succeeded: false });
    expect(world.drs.calls.size).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { Executions } from '@drs-orchestration/core';
import { executionId, planWave, start, World } from './world/world.js';

async function given(): Promise<World> {
  const world = new World();
  await world.given([planWave(1), planWave(2)], { Status: 'POLLING' });
  return world;
}
const set = (Phase: 'STARTED' | 'PENDING') => (header: Awaited<ReturnType<World['header']>>): typeof header => ({ ...header, Phase });

describe('the execution history', () => {
  it('reads an execution whole, its waves in order', async () => {
    const world = new World();
    await world.given(Array.from({ length: 12 }, (_, index) => planWave(index + 1)));
    const { header, waves } = await world.context.executions.load(executionId);
    expect(header.ExecutionId).toBe(executionId);
    expect(waves.map((wave) => wave.WaveNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('names what it does not know, and how to look', async () => {
    const { executions } = (await given()).context;
    expect(await executions.findHeader('nobody')).toBeUndefined();
    await expect(executions.header('nobody')).rejects.toMatchObject({ code: 'ExecutionUnknown', message: expect.stringMatching(/nobody.*drsctl/) });
    await expect(executions.load('nobody')).rejects.toMatchObject({ code: 'ExecutionUnknown' });
    await expect(executions.wave(executionId, 9)).rejects.toMatchObject({ code: 'WaveUnknown', message: expect.stringMatching(/wave 9.*drsctl/) });
  });

  it('writes the changed attributes alone, and counts the write', async () => {
    const world = await given();
    const writes: unknown[] = [];
    world.hooks = { before: (operation) => void (operation.kind === 'write' && writes.push(...operation.writes)) };
    const changed = await world.context.executions.changeHeader(executionId, set('STARTED'));
    expect(writes).toEqual([{ kind: 'update', table: 'executions', key: { ExecutionId: executionId, Item: 'EXECUTION' }, set: { Phase: 'STARTED', Rev: 2 }, remove: [], expect: { Rev: { is: 'EQUAL', to: 1 } } }]);
    expect(await world.header()).toEqual(changed);
  });

  it('removes attributes that a change leaves out', async () => {
    const world = await given();
    await world.context.executions.changeHeader(executionId, ({ SnsTopicArn: _gone, ...header }) => header);
    expect(await world.header()).not.toHaveProperty('SnsTopicArn');
  });

  it('writes nothing where nothing changed: the same record, or an equal one', async () => {
    const world = await given();
    world.hooks = {
      before: (operation) => {
        if (operation.kind === 'write') throw new Error('nothing is to be written');
      },
    };
    await world.context.executions.changeHeader(executionId, (header) => header);
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Servers: wave.Servers.map((server) => ({ ...server })) }));
    expect((await world.wave()).Rev).toBe(1);
  });

  it('decides anew where another writer was first: no change is lost', async () => {
    const world = await given();
    const add = (n: number) => (wave: Awaited<ReturnType<World['wave']>>): typeof wave => ({ ...wave, Tokens: { ...wave.Tokens, [`t${n}`]: 'x' } });
    await world.run(() => Promise.all([1, 2, 3, 4, 5, 6].map((n) => world.context.executions.changeWave(executionId, 1, add(n)))));
    expect(Object.keys((await world.wave()).Tokens).sort()).toEqual(['t1', 't2', 't3', 't4', 't5', 't6']);
    expect((await world.wave()).Rev).toBe(7);
  });

  it('under endless contention raises a RetryableError that says what', async () => {
    const world = await given();
    world.hooks = { before: (operation) => (operation.kind === 'write' ? 'CONFLICT' : undefined) };
    await expect(world.run(() => world.context.executions.changeHeader(executionId, set('STARTED')))).rejects.toMatchObject({ name: 'RetryableError', code: 'WriteContention', message: expect.stringContaining(executionId) });
    expect(world.now - start).toBeLessThan(15);
  });
});

describe('a change of a wave and the header together', () => {
  it('is both or neither, and fails where the header changed in between', async () => {
    const world = await given();
    const executions = new Executions(world.items, world.clock);
    let disturbed = false;
    const seen: string[] = [];
    const changed = await world.run(() =>
      executions.changeBoth(executionId, 1, (wave, header) => {
        seen.push(header.Status);
        return header.Status === 'CANCELLING' ? undefined : { wave: { ...wave, Tokens: { t: 'x' } }, header };
      }),
    );
    expect(changed?.wave.Rev).toBe(2);
    world.hooks = {
      before: async (operation) => {
        if (operation.kind !== 'write' || disturbed) return;
        disturbed = true;
        await world.context.executions.changeHeader(executionId, (header) => ({ ...header, Status: 'CANCELLING' }));
      },
    };
    const refused = await world.run(() =>
      executions.changeBoth(executionId, 2, (wave, header) => {
        seen.push(header.Status);
        return header.Status === 'CANCELLING' ? undefined : { wave: { ...wave, Tokens: { t: 'x' } }, header };
      }),
    );
    expect(refused).toBeUndefined();
    expect(seen).toEqual(['POLLING', 'POLLING', 'CANCELLING']);
    expect((await world.wave(2)).Tokens).toEqual({});
  });

  it('writes nothing where neither changed', async () => {
    const world = await given();
    world.hooks = {
      before: (operation) => {
        if (operation.kind === 'write') throw new Error('nothing is to be written');
      },
    };
    expect(await world.context.executions.changeBoth(executionId, 1, (wave, header) => ({ wave, header }))).toMatchObject({ header: { Rev: 1 } });
  });
});

describe('the largest wave', () => {
  it('of 300 servers, everything in it at its longest, stays under DynamoDB\'s 400 KB', async () => {
    const world = new World();
    const ids = Array.from({ length: 300 }, (_, index) => `s-${String(index).padStart(17, '0')}`);
    await world.given([planWave(1, { ServerIds: ids })]);
    const history = (['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'] as const).map((Status) => ({ Status, At: start }));
    await world.context.executions.changeWave(executionId, 1, (wave) => ({
      ...wave,
      WaveStatus: 'FAILED',
      Servers: wave.Servers.map((server) => ({
        ...server, Status: 'FAILED' as const, HostName: 'h'.repeat(63), RecoveryJobId: 'drsjob-01234567890123456', LaunchTime: start, LaunchedTime: start, InstanceId: 'i-01234567890123456', PrivateIpAddress: '255.255.255.255',
        PostLaunchActionsStatus: 'IN_PROGRESS' as const, HealthStatus: 'TIMEOUT' as const, HealthCheckedSince: start, TimeoutDetected: true, ActionsTimeoutDetected: true, TerminatedTime: start, PollsAtLaunch: 99, PollsAtSettle: 99, SettledPollTime: start,
        Error: 'e'.repeat(400), TransitionHistory: history,
      })),
      Calls: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, { Servers: [ids[index] ?? ''], At: start, Deadline: start + 30, JobId: 'drsjob-01234567890123456', JobEndedAt: start }])),
      Tokens: Object.fromEntries(Array.from({ length: 3 }, (_, index) => [`LAUNCH#${index}`, 't'.repeat(1024)])),
      Errors: [{ Code: 'WaveFailed', Message: 'm'.repeat(400), At: start, WaveNumber: 1 }],
    }));
    expect((await world.wave()).Servers).toHaveLength(300);
  });
});

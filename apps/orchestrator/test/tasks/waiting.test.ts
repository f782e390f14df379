import { describe, expect, it } from 'vitest';
import { answerWaiters, ServiceError } from '@drs-orchestration/core';
import { dispatch } from '../../src/dispatch.js';
import { executionId, planWave, serverId, start, World } from './world/world.js';

const diamond = [planWave(1), planWave(2, { Dependencies: [1] }), planWave(3, { Dependencies: [1] }), planWave(4, { Dependencies: [2, 3] })];
const wait = (world: World, Task: string, keys: object): Promise<unknown> => world.task(Task, keys as Record<string, unknown>);
const settle = (world: World, WaveNumber: number, WaveStatus: 'COMPLETED' | 'FAILED' | 'PARTIAL', keys: object = {}): Promise<unknown> =>
  world.context.executions.changeWave(executionId, WaveNumber, (wave) => ({ ...wave, WaveStatus, EndTime: world.now, ...keys }));

describe('a Task that waits', () => {
  it('registered before the answer is there, hears it when it is', async () => {
    const world = new World();
    await world.given(diamond);
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 't2' });
    expect(world.machine.answers).toEqual([]);
    expect((await world.wave(2)).Tokens).toEqual({ DEPENDENCIES: 't2' });
    await settle(world, 1, 'COMPLETED');
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect(world.machine.answers).toEqual([{ token: 't2', output: { Answer: 'START' } }]);
    expect((await world.wave(2)).Tokens).toEqual({});
  });

  it('registered after the answer is there, answers itself', async () => {
    const world = new World();
    await world.given(diamond, {}, { 1: { WaveStatus: 'COMPLETED', EndTime: start } });
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 't2' });
    expect(world.machine.answers).toEqual([{ token: 't2', output: { Answer: 'START' } }]);
  });

  it.each(['THROTTLED', 'NETWORK', 'SERVER'] as const)('and finds the store silent (%s) is tried again: nothing is lost by waiting [R4.4] [R9.4]', async (kind) => {
    for (const [Task, keys] of [['AwaitDependencies', { WaveNumber: 2 }], ['AwaitLaunch', { WaveNumber: 1 }], ['AwaitDrain', {}]] as const) {
      const world = new World();
      await world.given(diamond);
      world.hooks = {
        before: () => {
          throw new ServiceError({ service: 'DynamoDB', operation: 'GetItem', kind, message: 'DynamoDB is away' });
        },
      };
      await expect(wait(world, Task, { ...keys, Token: 't' }), Task).rejects.toMatchObject({ name: 'RetryableError', code: 'ServiceSilent' });
    }
  });

  it('and may not use the store is not tried again', async () => {
    const world = new World();
    await world.given(diamond);
    world.hooks = {
      before: () => {
        throw new ServiceError({ service: 'DynamoDB', operation: 'GetItem', kind: 'DENIED', message: 'no' });
      },
    };
    await expect(wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 't' })).rejects.toMatchObject({ name: 'TerminalError' });
  });

  it('whose answer comes at the very moment it registers is answered exactly once by one of the two', async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      const world = new World();
      await world.given(diamond);
      const late = async (): Promise<void> => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        await settle(world, 1, 'COMPLETED');
        await dispatch(world.context, { Task: 'ReleaseDependents', ExecutionId: executionId, WaveNumber: 1 });
      };
      await world.run(() => Promise.all([dispatch(world.context, { Task: 'AwaitDependencies', ExecutionId: executionId, WaveNumber: 2, Token: 't2' }), late()]));
      expect(world.machine.answers, `${turns} turns`).toEqual([{ token: 't2', output: { Answer: 'START' } }]);
    }
  });

  it('that registers again leaves its old token behind, and only the new one is answered', async () => {
    const world = new World();
    await world.given(diamond);
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 'old' });
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 'new' });
    await settle(world, 1, 'COMPLETED');
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect(world.machine.answers.map(({ token }) => token)).toEqual(['new']);
  });

  it('that registers again while its old token is being answered keeps its new one', async () => {
    const world = new World();
    await world.given(diamond, {}, { 1: { WaveStatus: 'COMPLETED', EndTime: start }, 2: { Tokens: { DEPENDENCIES: 'old' } } });
    world.machine.gone.add('old');
    const answer = world.machine.answer.bind(world.machine);
    world.machine.answer = async (token, output) => {
      if (token === 'old') await world.context.executions.changeWave(executionId, 2, (wave) => ({ ...wave, Tokens: { DEPENDENCIES: 'new' } }));
      return answer(token, output);
    };
    await world.run(async () => answerWaiters(world.context, await world.context.executions.load(executionId)));
    expect((await world.wave(2)).Tokens).toEqual({ DEPENDENCIES: 'new' });
  });

  it('that is gone is forgotten', async () => {
    const world = new World();
    await world.given(diamond, {}, { 1: { WaveStatus: 'COMPLETED', EndTime: start }, 2: { Tokens: { DEPENDENCIES: 'dead' } } });
    world.machine.gone.add('dead');
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect((await world.wave(2)).Tokens).toEqual({});
    expect(world.machine.answers).toEqual([]);
  });

  it('is answered later where Step Functions cannot be reached now', async () => {
    const world = new World();
    await world.given(diamond);
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 't2' });
    await settle(world, 1, 'COMPLETED');
    world.machine.unreachable = true;
    expect(await world.task('ReleaseDependents', { WaveNumber: 1 })).toEqual({});
    expect((await world.wave(2)).Tokens).toEqual({ DEPENDENCIES: 't2' });
    world.machine.unreachable = false;
    await world.run(async () => answerWaiters(world.context, await world.context.executions.load(executionId)));
    expect(world.machine.answers).toEqual([{ token: 't2', output: { Answer: 'START' } }]);
  });

  it('of a cancelled execution is not answered: its machine is being stopped', async () => {
    const world = new World();
    await world.given(diamond, { Status: 'CANCELLING' }, { 1: { WaveStatus: 'COMPLETED', EndTime: start } });
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 't2' });
    expect(world.machine.answers).toEqual([]);
  });
});

describe('dependencies [P1] [P2] [R1.2]', () => {
  it('of a diamond: 2 and 3 start when 1 is through, 4 when the slower of both is', async () => {
    const world = new World();
    await world.given(diamond);
    for (const WaveNumber of [1, 2, 3, 4]) await wait(world, 'AwaitDependencies', { WaveNumber, Token: `t${WaveNumber}` });
    const answered = (): string[] => world.machine.answers.map(({ token, output }) => `${token} ${String(output['Answer'])}`);
    expect(answered()).toEqual(['t1 START']);
    for (const [WaveNumber, expected] of [[1, ['t2 START', 't3 START']], [3, []], [2, ['t4 START']]] as const) {
      const before = answered().length;
      await settle(world, WaveNumber, 'COMPLETED');
      await world.task('ReleaseDependents', { WaveNumber });
      expect(answered().slice(before)).toEqual(expected);
    }
  });

  it('a failed wave skips all that depends on it, however far, and they are told [R4.2] [P12]', async () => {
    const world = new World();
    await world.given(diamond);
    for (const WaveNumber of [2, 3, 4]) await wait(world, 'AwaitDependencies', { WaveNumber, Token: `t${WaveNumber}` });
    await settle(world, 1, 'FAILED');
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect(world.machine.answers.map(({ output }) => output['Answer'])).toEqual(['SKIP', 'SKIP', 'SKIP']);
    for (const WaveNumber of [2, 3, 4]) expect(await world.wave(WaveNumber)).toMatchObject({ WaveStatus: 'SKIPPED', EndTime: start, Servers: [{ SourceServerId: serverId(WaveNumber), Status: 'SKIPPED' }] });
    expect(world.drs.launches).toEqual([]);
  });

  it('a wait runs in full between the parent\'s end and the release, even where the release is lost [R1.3] [P3]', async () => {
    const world = new World();
    await world.given([planWave(1, { WaitTimeSeconds: 60 }), planWave(2, { Dependencies: [1] })]);
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 'first' });
    await settle(world, 1, 'COMPLETED');
    await world.pass(59);
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 'second' });
    expect(world.machine.answers).toEqual([]);
    await world.pass(2);
    await wait(world, 'AwaitDependencies', { WaveNumber: 2, Token: 'third' });
    expect(world.machine.answers).toEqual([{ token: 'third', output: { Answer: 'START' } }]);
  });

  it('a release of a wave that is not settled releases nothing', async () => {
    const world = new World();
    await world.given(diamond);
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect(await world.wave(1)).not.toHaveProperty('ReleasedAt');
  });

  it('a wave is released once', async () => {
    const world = new World();
    await world.given(diamond, {}, { 1: { WaveStatus: 'COMPLETED', EndTime: start } });
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    await world.pass(30);
    await world.task('ReleaseDependents', { WaveNumber: 1 });
    expect((await world.wave(1)).ReleasedAt).toBe(start);
  });
});

describe('launches and the drain', () => {
  it('a launch is heard of when its servers have settled; one server of a sequential wave by itself', async () => {
    const world = new World();
    const servers = (...statuses: readonly ('LAUNCHED' | 'STARTED' | 'NOT_STARTED')[]): object[] => statuses.map((Status, index) => ({ SourceServerId: serverId(index + 1), Status, TransitionHistory: [] }));
    await world.given([planWave(1, { ServerIds: [serverId(1), serverId(2)], ExecutionType: 'SEQUENTIAL' })], { Status: 'POLLING' }, { 1: { WaveStatus: 'LAUNCHING', Servers: servers('LAUNCHED', 'STARTED') as never } });
    await wait(world, 'AwaitLaunch', { WaveNumber: 1, Position: 1, Token: 'p1' });
    await wait(world, 'AwaitLaunch', { WaveNumber: 1, Position: 2, Token: 'p2' });
    await wait(world, 'AwaitLaunch', { WaveNumber: 1, Token: 'all' });
    expect(world.machine.answers).toEqual([{ token: 'p1', output: { Answer: 'SETTLED' } }]);
    expect((await world.wave()).Tokens).toEqual({ 'LAUNCH#2': 'p2', LAUNCH: 'all' });
  });

  it('a launch of which nobody tells is given up an hour past its timeouts, when its Task registers again', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: { WaveStatus: 'LAUNCHING', Servers: [{ SourceServerId: serverId(1), Status: 'LAUNCHING', RecoveryJobId: 'drsjob-1', LaunchTime: start, TransitionHistory: [] }] } });
    await world.pass(1800 + 3599);
    await wait(world, 'AwaitLaunch', { WaveNumber: 1, Token: 't1' });
    expect(world.machine.answers).toEqual([]);
    await world.pass(1);
    await wait(world, 'AwaitLaunch', { WaveNumber: 1, Token: 't2' });
    expect(world.machine.answers).toEqual([{ token: 't2', output: { Answer: 'SETTLED' } }]);
    expect((await world.wave()).Servers[0]).toMatchObject({ Status: 'LAUNCHING', TimeoutDetected: true });
  });

  it('the drain is heard of when nothing is in the air any more, and its token is forgotten', async () => {
    const world = new World();
    const call = { Servers: [serverId(1)], At: start, Deadline: start + 30, JobId: 'drsjob-1' };
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: { WaveStatus: 'TIMEOUT', EndTime: start, Calls: { c1: call } } });
    await wait(world, 'AwaitDrain', { Token: 'd1' });
    expect(world.machine.answers).toEqual([]);
    expect((await world.header()).DrainToken).toBe('d1');
    await world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Calls: { c1: { ...call, JobEndedAt: start + 60 } } }));
    await world.run(async () => answerWaiters(world.context, await world.context.executions.load(executionId)));
    expect(world.machine.answers).toEqual([{ token: 'd1', output: { Answer: 'DRAINED' } }]);
    expect(await world.header()).not.toHaveProperty('DrainToken');
  });

  it('a drain that cannot be told now keeps its token', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: { WaveStatus: 'COMPLETED', EndTime: start } });
    world.machine.unreachable = true;
    await wait(world, 'AwaitDrain', { Token: 'd1' });
    expect((await world.header()).DrainToken).toBe('d1');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { defaultQuotas } from '@drs-orchestration/core';
import { startDrsEmulator, type RunningDrsEmulator, type WorldFault } from '@drs-orchestration/testkit';
import { createHandler } from '../../src/orchestrator.js';
import { executionId, oneWave, planWave, serverId, serverIds, start, statuses, World } from './world/world.js';

// The same Tasks as everywhere, with the real adapters, over HTTP, against DRS as the emulator plays it.
const running: RunningDrsEmulator[] = [];
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close();
});

/** The clock's seconds in a second of the wall: a jumping clock would jump while the SDK's client is between two requests. */
const speed = 200;

interface Drill {
  readonly world: World;
  readonly emulator: RunningDrsEmulator['emulator'];
  readonly task: (Task: string, keys?: object) => Promise<{ readonly Answer: string; readonly WaitSeconds?: number }>;
}

/** A prepared drill whose DRS is the emulator. */
async function drill(waves: Parameters<World['given']>[0], faults: readonly WorldFault[] = [], drs: object = {}, header: object = {}): Promise<Drill> {
  const world = new World(defaultQuotas, speed);
  const servers = waves.flatMap((wave) => wave.ServerIds ?? []).map((SourceServerId) => ({ SourceServerId }));
  const emulated = await startDrsEmulator({ world: { Servers: servers, Faults: faults, ...drs }, clock: world.clock });
  running.push(emulated);
  await world.given(waves, header);
  const environment = { SOURCE_ACCOUNT_ID: '111111111111', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: emulated.url };
  const { accounts: _scripted, ...ports } = world.context;
  const handler = createHandler({ clock: world.clock, environment, ports });
  return { world, emulator: emulated.emulator, task: (Task, keys = {}) => world.run(() => handler({ Task, ExecutionId: executionId, ...keys })) as ReturnType<Drill['task']> };
}

/** Runs LaunchWave as the machine does, until it is done. */
async function launchUntilDone({ world, task }: Drill, waveNumber: number = 1): Promise<void> {
  for (let loop = 0; loop < 60; loop += 1) {
    const answer = await task('LaunchWave', { WaveNumber: waveNumber });
    if (answer.Answer === 'DONE') return;
    await world.pass(answer.WaitSeconds ?? 0);
  }
  throw new Error('the wave was never launched');
}

function launchesOf(emulator: Drill['emulator']): readonly { readonly outcome: string; readonly at: number }[] {
  return emulator.calls.filter((call) => call.operation === 'StartRecovery');
}

/** The servers of our launch jobs, job by job. */
function launched(emulator: Drill['emulator']): readonly string[] {
  return emulator.jobs().filter((job) => job.type === 'LAUNCH' && job.tags['drs-orchestration:execution-id'] === executionId).flatMap((job) => job.servers.map((server) => server.id));
}

const startRecovery = (Fault: 'LOSE_ANSWER' | 'INTERNAL_ERROR' | 'THROTTLE' | 'CUT_CONNECTION' | 'TIMEOUT' | 'QUOTA' | 'CONFLICT', Attempt: number): WorldFault => ({ Service: 'drs', Operation: 'StartRecovery', Attempt, Fault });

describe('a launch over the emulator', () => {
  it('of 150 servers makes two jobs, each named by its tags, within 5 s, LATEST never on the wire [P4] [P6] [R2.1]', async () => {
    const run = await drill([oneWave(150)]);
    expect(await run.task('LaunchWave', { WaveNumber: 1 })).toEqual({ Answer: 'DONE' });
    expect(run.emulator.jobs().map((job) => job.servers.length).sort((a, b) => a - b)).toEqual([50, 100]);
    expect(JSON.stringify(run.emulator.calls.map((call) => call.request))).not.toContain('LATEST');
    for (const job of run.emulator.jobs()) expect(job).toMatchObject({ isDrill: true, tags: { 'drs-orchestration:execution-id': executionId, 'drs-orchestration:wave': '1' } });
    const times = launchesOf(run.emulator).map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(5000);
  });

  it.each(['LOSE_ANSWER', 'INTERNAL_ERROR', 'CUT_CONNECTION', 'TIMEOUT'] as const)('%s: every server has one job in the end [P28] [R9.3]', async (fault) => {
    const run = await drill([oneWave(3)], [startRecovery(fault, 1)]);
    await launchUntilDone(run);
    expect(launched(run.emulator).toSorted()).toEqual(serverIds(3));
    for (const server of (await run.world.wave()).Servers) expect(run.emulator.jobs().map((job) => job.id)).toContain(server.RecoveryJobId);
  });

  it('THROTTLE: the client tries three times more, after 2, 4 and 8 s, then the machine waits [P8] [R2.4]', async () => {
    const run = await drill([oneWave(2)], [1, 2, 3, 4].map((attempt) => startRecovery('THROTTLE', attempt)));
    expect(await run.task('LaunchWave', { WaveNumber: 1 })).toMatchObject({ Answer: 'WAIT' });
    const times = launchesOf(run.emulator).map(({ at }) => at / 1000);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(gaps).toHaveLength(3);
    // The clock runs with the wall here, so a busy machine may add to a wait; to the millisecond it is the adapter's test.
    for (const [index, delay] of [2, 4, 8].entries()) {
      expect(gaps[index]).toBeGreaterThanOrEqual(delay);
      expect(gaps[index]).toBeLessThan(delay + 10);
    }
    await launchUntilDone(run);
    expect(launched(run.emulator).toSorted()).toEqual(serverIds(2));
  });

  it('QUOTA: waits, then launches once', async () => {
    const run = await drill([oneWave(2)], [startRecovery('QUOTA', 1)]);
    expect(await run.task('LaunchWave', { WaveNumber: 1 })).toMatchObject({ Answer: 'WAIT' });
    await launchUntilDone(run);
    expect(launched(run.emulator).toSorted()).toEqual(serverIds(2));
  });

  it('18 jobs of others: 45 servers wait for a slot, then launch; nothing is launched twice', async () => {
    const run = await drill([oneWave(45)], [], { OtherJobs: [{ Count: 18, EndsAfterSeconds: 500 }] });
    expect(await run.task('LaunchWave', { WaveNumber: 1 })).toMatchObject({ Answer: 'WAIT' });
    expect(launchesOf(run.emulator)).toEqual([]);
    await launchUntilDone(run);
    expect(run.world.now - start).toBeGreaterThanOrEqual(500);
    expect(launched(run.emulator).toSorted()).toEqual(serverIds(45));
  });

  it('a server in a stranger\'s job is split off by name; the rest launches', async () => {
    const run = await drill([oneWave(3)]);
    run.emulator.startLaunch([serverId(2)], true, {});
    await launchUntilDone(run);
    expect(await statuses(run.world)).toEqual(['LAUNCHING', 'FAILED', 'LAUNCHING']);
    expect((await run.world.wave()).Servers[1]?.Error).toContain(run.emulator.jobs().at(-1)?.id);
    expect(launched(run.emulator).toSorted()).toEqual([serverId(1), serverId(3)]);
  });

  it('a lost answer while the server is then in its own job: adopted, not split off', async () => {
    const run = await drill([oneWave(2)], [startRecovery('LOSE_ANSWER', 1), { Service: 'drs', Operation: 'DescribeJobs', FromSecond: 0, ToSecond: 400, Fault: 'INTERNAL_ERROR' }]);
    await run.task('LaunchWave', { WaveNumber: 1 }).catch(() => undefined);
    await run.world.pass(400);
    await launchUntilDone(run);
    expect(launched(run.emulator).toSorted()).toEqual(serverIds(2));
    expect(await statuses(run.world)).toEqual(['LAUNCHING', 'LAUNCHING']);
  });
});

describe('the other Tasks over the emulator', () => {
  it('preparation names an unknown server, one that does not replicate and one that runs for real, at once [R2.5]', async () => {
    const world = { Servers: [{ SourceServerId: serverId(2), ReplicationState: 'STALLED' }, { SourceServerId: serverId(3), RecoveryInstance: { IsDrill: false, InstanceId: 'i-real' } }] };
    const run = await drill([oneWave(3)], [], world, { Status: 'PENDING' });
    await expect(run.task('PrepareExecution')).rejects.toMatchObject({ code: 'PreparationFailed' });
    const { Errors } = await run.world.header();
    expect(Errors.map((error) => error.Code)).toEqual(['ServerUnknown', 'ServerNotReplicating', 'ServerRunning']);
    expect(Errors[2]?.Message).toContain('i-real');
    expect(run.emulator.jobs()).toEqual([]);
  });

  it('health waits while EC2 does not know an instance yet, passes when it runs; clean-up ends it and sees it gone [R3.1] [R10.3]', async () => {
    const run = await drill([planWave(1)], [], { Ec2: { UnknownSeconds: 40, PendingSeconds: 20 } });
    await launchUntilDone(run);
    run.emulator.advancePhase('COMPLETED');
    await run.world.pass(1);
    await run.world.context.executions.changeWave(executionId, 1, (wave) => ({ ...wave, Servers: wave.Servers.map((server) => ({ ...server, Status: 'LAUNCHED', LaunchedTime: run.world.now })) }));
    let looks = 0;
    while ((await run.task('CheckHealth', { WaveNumber: 1 })).Answer === 'WAIT') {
      looks += 1;
      await run.world.pass(30);
    }
    expect(looks).toBe(2);
    expect((await run.world.wave()).Servers[0]).toMatchObject({ HealthStatus: 'PASSED', InstanceId: run.emulator.recoveryInstances()[0]?.id, PrivateIpAddress: expect.stringMatching(/^\d+\./) });
    await run.task('SettleWave', { WaveNumber: 1, Failure: '' });
    await run.task('FinalizeExecution', { Failure: '' });
    expect((await run.world.header()).Status).toBe('COMPLETED');
    while ((await run.task('CleanUp')).Answer === 'WAIT') await run.world.pass(30);
    expect((await run.world.header()).CleanUp).toMatchObject({ Status: 'COMPLETED', TerminatedCount: 1, Remaining: [] });
    expect(run.emulator.recoveryInstances()).toEqual([]);
    expect((await run.world.wave()).Servers[0]?.Status).toBe('TERMINATED');
  });
});

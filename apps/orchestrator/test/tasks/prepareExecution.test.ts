import { describe, expect, it } from 'vitest';
import { executionId, planWave, serverId, serverIds, start, World } from './world/world.js';

const prepare = (world: World): Promise<unknown> => world.task('PrepareExecution');
const problems = async (world: World): Promise<(readonly [string, number | undefined, string | undefined])[]> =>
  (await world.header()).Errors.map((error) => [error.Code, error.WaveNumber, error.SourceServerId] as const);

describe('preparing an execution', () => {
  it('makes it RUNNING and tells the machine flags and counts of its waves, never ids; nobody waits after a wave that none depends on [R5.1] [R1.3]', async () => {
    const world = new World();
    await world.given([planWave(1, { ServerIds: serverIds(2), WaitTimeSeconds: 7 }), planWave(2, { ServerIds: serverIds(3, 10), ExecutionType: 'SEQUENTIAL', Dependencies: [1], PauseBefore: true, ApprovalTimeoutSeconds: 60, WaitTimeSeconds: 9 })], { Status: 'PENDING' });
    expect(await prepare(world)).toEqual({
      Waves: [
        { WaveNumber: 1, Sequential: false, ServerCount: 2, PauseBefore: false, ApprovalTimeoutSeconds: 86_400, WaitTimeSeconds: 7 },
        { WaveNumber: 2, Sequential: true, ServerCount: 3, PauseBefore: true, ApprovalTimeoutSeconds: 60, WaitTimeSeconds: 0 },
      ],
    });
    expect(await world.header()).toMatchObject({ Status: 'RUNNING', Errors: [] });
    expect(world.drs.launches).toEqual([]);
  });

  it('tells the waves in topological order', async () => {
    const world = new World();
    await world.given([planWave(1, { Dependencies: [3] }), planWave(2, { Dependencies: [1] }), planWave(3)], { Status: 'PENDING' });
    const { Waves } = (await prepare(world)) as { Waves: { WaveNumber: number }[] };
    expect(Waves.map((wave) => wave.WaveNumber)).toEqual([3, 1, 2]);
  });

  it('notes each server\'s name', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    world.drs.replicate([serverId(1)], { hostName: 'db-1' });
    await prepare(world);
    expect((await world.wave()).Servers[0]?.HostName).toBe('db-1');
  });

  it('again (the machine retries it) gives the same, and touches no wave that began', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    const first = await prepare(world);
    await world.task('LaunchWave', { WaveNumber: 1 });
    const launched = await world.wave();
    expect(await prepare(world)).toEqual(first);
    expect((await world.wave()).Servers).toEqual(launched.Servers);
    expect((await world.header()).Status).toBe('POLLING');
  });

  it.each(['CANCELLING', 'CANCELLED', 'FAILED'] as const)('of a %s execution is refused', async (Status) => {
    const world = new World();
    await world.given([planWave(1)], { Status });
    await expect(prepare(world)).rejects.toMatchObject({ name: 'TerminalError', code: 'ExecutionNotRunning' });
    expect((await world.header()).Status).toBe(Status);
  });

  it('of one nobody knows is refused, saying how to look', async () => {
    await expect(new World().task('PrepareExecution')).rejects.toMatchObject({ code: 'ExecutionUnknown', message: expect.stringContaining(executionId) });
  });
});

describe('a DRS that cannot tell', () => {
  it.each(['THROTTLED', 'SERVER', 'NETWORK'] as const)('now (%s) is asked again by the machine: the run is not failed for it [R4.4] [T2.3.2]', async (kind) => {
    for (const operation of ['DescribeSourceServers', 'DescribeRecoveryInstances']) {
      const world = new World();
      await world.given([planWave(1)], { Status: 'PENDING' });
      world.drs.failReads = { kind, operation };
      await expect(prepare(world), operation).rejects.toMatchObject({ name: 'RetryableError', code: 'DrsSilent' });
      expect(await world.header()).toMatchObject({ Status: 'RUNNING', Errors: [] });
      world.drs.failReads = undefined;
      expect(await prepare(world)).toMatchObject({ Waves: [{ WaveNumber: 1 }] });
    }
  });

  it('because it may not is not asked again [R6.3]', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    world.drs.failReads = { kind: 'DENIED' };
    await expect(prepare(world)).rejects.toMatchObject({ name: 'TerminalError' });
  });
});

describe('what only DRS can tell is refused before anything launches, all of it at once', () => {
  it('an unknown server, one that does not replicate, one that runs for real: each is named [R2.5]', async () => {
    const world = new World();
    await world.given([planWave(1, { ServerIds: serverIds(2) }), planWave(2, { ServerIds: serverIds(2, 3) })], { Status: 'PENDING' });
    world.drs.servers.delete(serverId(1));
    world.drs.replicate([serverId(2)], { replicationState: 'STALLED' });
    world.drs.instances.push({ recoveryInstanceId: 'i-real', sourceServerId: serverId(3), ec2InstanceId: 'i-real', ec2InstanceState: 'RUNNING', isDrill: false });
    const failure = await prepare(world).then(() => undefined, (error: Error) => error);
    expect(failure).toMatchObject({ name: 'TerminalError', code: 'PreparationFailed' });
    for (const named of [serverId(1), 'STALLED', 'i-real']) expect((await world.header()).Errors.map((error) => error.Message).join(' ')).toContain(named);
    expect(await problems(world)).toEqual([
      ['ServerUnknown', 1, serverId(1)],
      ['ServerNotReplicating', 1, serverId(2)],
      ['ServerRunning', 2, serverId(3)],
    ]);
    expect(world.drs.launches).toEqual([]);
    await expect(prepare(world)).rejects.toMatchObject({ code: 'PreparationFailed' });
    expect(await problems(world)).toHaveLength(3);
  });

  it('the run then FAILED, its waves SKIPPED, and the message names all of it [P16] [P24]', async () => {
    const world = new World();
    await world.given([planWave(1), planWave(2)], { Status: 'PENDING' });
    world.drs.servers.delete(serverId(1));
    world.drs.servers.delete(serverId(2));
    const failure = (await prepare(world).catch((error: Error) => error)) as Error;
    expect(await world.task('FinalizeExecution', { Failure: { Error: failure.name, Cause: JSON.stringify({ errorMessage: failure.message }) } })).toEqual({ CleanUp: false });
    expect(await world.header()).toMatchObject({ Status: 'FAILED', EndTime: start, CleanUp: { Status: 'NOT_NEEDED' } });
    expect((await world.wave(1)).WaveStatus).toBe('SKIPPED');
    expect(JSON.stringify(world.notifier.published[0]?.message)).toContain(serverId(1));
    expect(JSON.stringify(world.notifier.published[0]?.message)).toContain(serverId(2));
    expect((await world.header()).Errors).toHaveLength(2);
    expect(await world.lock()).toBeUndefined();
  });

  it('a recovery may launch what stopped replicating', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING', ExecutionType: 'RECOVERY' });
    world.drs.replicate([serverId(1)], { replicationState: 'DISCONNECTED' });
    expect(await prepare(world)).toMatchObject({ Waves: [{ WaveNumber: 1 }] });
  });

  it('a second run of the Task that comes late writes no problem into a run that is launching', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'POLLING' }, { 1: { WaveStatus: 'LAUNCHING' } });
    world.drs.replicate([serverId(1)], { replicationState: 'STALLED' });
    await expect(world.task('PrepareExecution')).rejects.toThrow();
    expect((await world.header()).Errors).toEqual([]);
  });

  it('of very many problems the first are listed, and how many more there are', async () => {
    const world = new World();
    await world.given([planWave(1, { ServerIds: serverIds(80) })], { Status: 'PENDING' });
    world.drs.servers.clear();
    const failure = (await prepare(world).catch((error: Error) => error)) as Error;
    expect(failure.message.length).toBeLessThanOrEqual(400);
    const { Errors } = await world.header();
    expect(Errors).toHaveLength(51);
    expect(Errors[50]?.Message).toContain('30 more');
  });

  it('a DRS that cannot be asked is the Task\'s failure', async () => {
    const world = new World();
    await world.given([planWave(1)], { Status: 'PENDING' });
    world.drs.failReads = { kind: 'DENIED' };
    await expect(prepare(world)).rejects.toMatchObject({ code: 'DRS.DENIED' });
  });
});

describe('how long a wave is expected to take', () => {
  it('is DRS\'s measured time where the plan never ran, and what the latest run took where it did', async () => {
    const world = new World();
    const { header, waves } = await world.given([planWave(1, { HealthCheck: { Enabled: false, OnTimeout: 'FAIL' } })], { Status: 'PENDING' });
    await prepare(world);
    expect((await world.wave()).ExpectedSeconds).toBe(1184);
    const earlier = '00000000-0000-4000-8000-00000000000e';
    const launched = { SourceServerId: serverId(1), Status: 'TERMINATED' as const, LaunchTime: start - 5000, LaunchedTime: start - 4100, TransitionHistory: [] };
    await world.items.write(
      { kind: 'put', table: 'executions', item: { ...header, ExecutionId: earlier, Status: 'COMPLETED', StartTime: start - 6000 } },
      { kind: 'put', table: 'executions', item: { ...waves[0], ExecutionId: earlier, Servers: [launched] } },
    );
    await prepare(world);
    expect((await world.wave()).ExpectedSeconds).toBe(900);
  });
});

describe('protection groups by tags', () => {
  const groups = [
    { GroupId: 'pg-db', GroupName: 'Db', Region: 'us-east-1', Tags: { tier: 'db', env: 'prod' } },
    { GroupId: 'pg-web', GroupName: 'Web', Region: 'us-east-1', Tags: { tier: 'web' } },
  ];
  const tagged = async (change: object = {}): Promise<World> => {
    const world = new World();
    await world.given([planWave(1, { ProtectionGroupId: 'pg-db', ...change }), planWave(2, { ProtectionGroupId: 'pg-web' })], { Status: 'PENDING' }, {}, {}, { groups });
    world.drs.replicate(serverIds(2), { tags: { tier: 'db', env: 'prod', more: 'x' } });
    world.drs.replicate([serverId(3)], { tags: { tier: 'db', env: 'test' } });
    world.drs.replicate([serverId(4)], { tags: { tier: 'web' } });
    return world;
  };

  it('are resolved to the servers that carry all of them', async () => {
    const world = await tagged();
    expect(await prepare(world)).toMatchObject({ Waves: [{ ServerCount: 2 }, { ServerCount: 1 }] });
    expect((await world.wave(1)).Servers.map((server) => server.SourceServerId)).toEqual(serverIds(2));
  });

  it('of a retry leave out what was recovered; where nothing is left, the wave is COMPLETED and not run, prepared once or twice', async () => {
    const first = '00000000-0000-4000-8000-00000000000f';
    const world = new World();
    const recovered = new Map([[serverId(2), first], [serverId(4), first]]);
    const waves = [planWave(1, { ProtectionGroupId: 'pg-db', ExecutionType: 'SEQUENTIAL', ExecutionOrder: [3, 2, 1] }), planWave(2, { ProtectionGroupId: 'pg-web' })];
    const { header, waves: made } = await world.given(waves, { Status: 'PENDING' }, {}, {}, { groups, retry: { executionId: first, recovered } });
    // The execution that is retried: it recovered servers 2 and 4.
    const ofFirst = [serverId(2), serverId(4)].map((SourceServerId) => ({ SourceServerId, Status: 'LAUNCHED' as const, TransitionHistory: [] }));
    const item = { ...header, ExecutionId: first, Status: 'PARTIAL' };
    await world.items.write({ kind: 'put', table: 'executions', item }, { kind: 'put', table: 'executions', item: { ...made[0], ExecutionId: first, Servers: ofFirst } });
    world.drs.replicate(serverIds(3), { tags: { tier: 'db', env: 'prod' } });
    world.drs.replicate([serverId(4)], { tags: { tier: 'web' } });
    for (let time = 1; time <= 2; time += 1) {
      expect(await prepare(world)).toEqual({ Waves: [expect.objectContaining({ WaveNumber: 1, ServerCount: 2 }) as unknown] });
      expect(await world.wave(1)).toMatchObject({ WaveStatus: 'PENDING', Servers: [{ SourceServerId: serverId(1) }, { SourceServerId: serverId(3) }], ExecutionOrder: [2, 1], RecoveredEarlier: [{ SourceServerId: serverId(2), ExecutionId: first }] });
      expect(await world.wave(2)).toMatchObject({ WaveStatus: 'COMPLETED', Servers: [], EndTime: world.now, ReleasedAt: world.now });
    }
  });

  it('that match nothing are named, with the tags', async () => {
    const world = await tagged();
    world.drs.servers.delete(serverId(4));
    await expect(prepare(world)).rejects.toMatchObject({ code: 'PreparationFailed' });
    const { Errors } = await world.header();
    expect(Errors).toMatchObject([{ Code: 'NoServerMatches', WaveNumber: 2 }]);
    expect(Errors[0]?.Message).toMatch(/pg-web.*tier=web/);
  });

  it('that put a server into two waves are refused', async () => {
    const world = await tagged();
    world.drs.replicate([serverId(1)], { tags: { tier: 'web', env: 'prod' } });
    const both = new World();
    await both.given([planWave(1, { ProtectionGroupId: 'pg-web' }), planWave(2, { ServerIds: [serverId(4)] })], { Status: 'PENDING' }, {}, {}, { groups });
    both.drs.replicate([serverId(4)], { tags: { tier: 'web' } });
    await expect(prepare(both)).rejects.toMatchObject({ code: 'PreparationFailed' });
    expect(await problems(both)).toEqual([['ServerTwice', 2, serverId(4)]]);
  });

  it('that match another number than the ExecutionOrder names are refused', async () => {
    const world = await tagged({ ExecutionType: 'SEQUENTIAL', ExecutionOrder: [2, 1, 3] });
    await expect(prepare(world)).rejects.toMatchObject({ code: 'PreparationFailed' });
    expect((await world.header()).Errors[0]).toMatchObject({ Code: 'OrderMismatch', WaveNumber: 1 });
  });

  it('that make a wave too large are refused, with the figures', async () => {
    const world = await tagged();
    world.drs.replicate(serverIds(301, 1000), { tags: { tier: 'web' } });
    await expect(prepare(world)).rejects.toMatchObject({ code: 'PreparationFailed' });
    expect((await world.header()).Errors[0]).toMatchObject({ Code: 'WaveTooLarge', WaveNumber: 2, Message: expect.stringMatching(/302.*300/) });
  });

  it('that make the run too long for Step Functions are refused, with the figures', async () => {
    const world = await tagged({ ExecutionType: 'SEQUENTIAL' });
    world.drs.replicate(serverIds(150, 1000), { tags: { tier: 'db', env: 'prod' } });
    await expect(prepare(world)).rejects.toMatchObject({ code: 'PreparationFailed' });
    expect((await world.header()).Errors[0]).toMatchObject({ Code: 'TooManyEvents', Message: expect.stringContaining('25000') });
  });

  it('that make it longer give it a later BoundTime', async () => {
    const world = await tagged({ ExecutionType: 'SEQUENTIAL' });
    const before = (await world.header()).BoundTime;
    await prepare(world);
    expect((await world.header()).BoundTime).toBeGreaterThan(before);
  });
});

import { describe, expect, it } from 'vitest';
import { assembleView } from '@drs-orchestration/core';
import { executionId, launching, participant, server, serverId, start, statuses, World } from './world.js';

describe('following jobs', () => {
  it('pending: the wave stays LAUNCHING, its servers read PENDING [T1.4.1]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'LAUNCHING'), server(2, 'LAUNCHING')])]);
    world.drs.job('drsjob-1', 'PENDING', [participant(1, 'PENDING'), participant(2)]);
    expect(await world.poll()).toEqual({ ExecutionId: executionId, Outcome: 'POLLED', ChangedWaves: [1] });
    expect(await statuses(world)).toEqual(['PENDING', 'PENDING']);
    expect((await world.wave()).WaveStatus).toBe('LAUNCHING');
    expect(await world.header()).toMatchObject({ Phase: 'PENDING', NextPollTime: start + 45, LastPolledTime: start });
  });

  it('started: servers are STARTED, LastPolledTime and PollAttempts count each poll [T1.4.2]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'LAUNCHING')])]);
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'PENDING')]);
    for (let poll = 1; poll <= 3; poll += 1) {
      await world.nextPoll();
      const view = assembleView(await world.header(), [await world.wave()]);
      expect(view.Waves[0]?.Servers[0]).toMatchObject({ Status: 'STARTED', PollAttempts: poll, LastPolledTime: start + 15 * (poll - 1) });
    }
  });

  it('done: LAUNCHED servers with instance ids and launch times, and who waits is told [T1.4.3] [A7]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS'), server(2, 'IN_PROGRESS')], { Tokens: { LAUNCH: 't1' } })]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1'), participant(2, 'LAUNCHED', 'i-2')]);
    await world.poll();
    expect((await world.wave()).Servers).toMatchObject([{ Status: 'LAUNCHED', InstanceId: 'i-1', LaunchedTime: start }, { Status: 'LAUNCHED', InstanceId: 'i-2', LaunchedTime: start }]);
    expect((await world.wave()).Calls['call-drsjob-1']?.JobEndedAt).toBe(start);
    expect(world.answers).toEqual([{ token: 't1', answer: { Answer: 'SETTLED' } }]);
    expect((await world.wave()).Tokens).toEqual({});
    expect(await world.header()).toMatchObject({ Phase: 'IDLE', NextPollTime: start + 300 });
  });

  it('each server by itself: one job\'s servers end differently [T2.3.1] [A20]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED'), server(2, 'STARTED'), server(3, 'STARTED')])]);
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'LAUNCHED', 'i-1'), participant(2, 'FAILED'), participant(3, 'IN_PROGRESS')]);
    world.drs.logs.set('drsjob-1', [
      { event: 'LAUNCH_START', sourceServerId: serverId(2) },
      { event: 'CONVERSION_FAIL', sourceServerId: serverId(2), rawError: 'an early word' },
      { event: 'LAUNCH_FAILED', sourceServerId: serverId(2), rawError: 'no capacity' },
      { event: 'LAUNCH_FAILED', rawError: 'of nobody' },
    ]);
    await world.poll();
    expect(await statuses(world)).toEqual(['LAUNCHED', 'FAILED', 'IN_PROGRESS']);
    expect((await world.wave()).Servers[1]?.Error).toBe('no capacity');
  });

  it('of a job that is over keeps what its log tells of each server: DRS forgets it', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS'), server(2, 'IN_PROGRESS')])]);
    const at = start * 1000;
    world.drs.logs.set('drsjob-1', [
      { event: 'CONVERSION_START', at: at - 500_000, sourceServerId: serverId(1) },
      { event: 'CONVERSION_END', at: at - 300_000, sourceServerId: serverId(1) },
      { event: 'CONVERSION_START', at: at - 490_000, sourceServerId: serverId(2) },
      { event: 'CONVERSION_FAIL', at: at - 400_000, sourceServerId: serverId(2), rawError: 'no disk' },
    ]);
    const ofFailed = [{ Phase: 'CONVERSION', StartTime: start - 490, EndTime: start - 400, Failed: true }];
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'IN_PROGRESS'), participant(2, 'FAILED')]);
    await world.poll();
    // The log of a job that goes on tells half of the others' way.
    expect((await world.wave()).Servers.map(({ DrsPhases }) => DrsPhases)).toEqual([undefined, ofFailed]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1'), participant(2, 'FAILED')]);
    await world.nextPoll();
    expect((await world.wave()).Servers.map(({ DrsPhases }) => DrsPhases)).toEqual([[{ Phase: 'CONVERSION', StartTime: start - 500, EndTime: start - 300 }], ofFailed]);
    expect((await world.wave()).Calls['call-drsjob-1']?.JobEndedAt).toBeDefined();
  });

  it('a job whose log cannot be read ends all the same: only the parts of its servers\' launches are unknown', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS')], { Tokens: { LAUNCH: 't1' } })]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(1, 'LAUNCHED', 'i-1')]);
    world.drs.fails = { kind: 'SERVER', operation: 'DescribeJobLog' };
    await world.poll();
    const wave = await world.wave();
    expect([wave.Servers[0]?.Status, wave.Servers[0]?.DrsPhases, wave.Calls['call-drsjob-1']?.JobEndedAt]).toEqual(['LAUNCHED', undefined, start]);
    expect(world.answers).toEqual([{ token: 't1', answer: { Answer: 'SETTLED' } }]);
  });

  it('a server that its job does not name any more is looked for by its instance [R4.1]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS'), server(2, 'IN_PROGRESS'), server(3, 'IN_PROGRESS')])]);
    world.drs.job('drsjob-1', 'COMPLETED', [participant(2, 'PENDING'), participant(3, 'LAUNCHED')]);
    world.drs.instances.push(
      { recoveryInstanceId: 'i-old', sourceServerId: serverId(1), ec2InstanceId: 'i-old', jobId: 'drsjob-0', isDrill: true },
      { recoveryInstanceId: 'i-1', sourceServerId: serverId(1), ec2InstanceId: 'i-1', jobId: 'drsjob-1', isDrill: true },
      { recoveryInstanceId: 'i-x', sourceServerId: serverId(2), ec2InstanceId: 'i-x', jobId: 'drsjob-0', isDrill: true },
      { recoveryInstanceId: 'i-3', sourceServerId: serverId(3), ec2InstanceId: 'i-3', jobId: 'drsjob-1', isDrill: true },
    );
    world.drs.logs.set('drsjob-1', [{ event: 'LAUNCH_FAILED', sourceServerId: serverId(2), rawError: 'never launched' }]);
    await world.poll();
    expect((await world.wave()).Servers).toMatchObject([
      { Status: 'LAUNCHED', InstanceId: 'i-1' },
      { Status: 'FAILED', Error: 'never launched' },
      { Status: 'LAUNCHED', InstanceId: 'i-3' },
    ]);
    expect(world.drs.asked.filter(({ operation }) => operation === 'DescribeRecoveryInstances')).toHaveLength(1);
  });

  it('asks for all outstanding jobs of all waves in one call, and for none that is over', async () => {
    const world = new World();
    await world.given([
      launching([server(1, 'LAUNCHED', { RecoveryJobId: 'drsjob-0' })], { WaveStatus: 'COMPLETED', EndTime: start, Calls: { c: { Servers: [serverId(1)], At: start, Deadline: start + 30, JobId: 'drsjob-0', JobEndedAt: start } } }),
      launching([server(2, 'STARTED', { RecoveryJobId: 'drsjob-2' })]),
      launching([server(3, 'PENDING', { RecoveryJobId: 'drsjob-3' }), server(4, 'PENDING', { RecoveryJobId: 'drsjob-4' })]),
    ]);
    await world.poll();
    expect(world.drs.asked).toEqual([{ operation: 'DescribeJobs', ids: ['drsjob-2', 'drsjob-3', 'drsjob-4'] }]);
  });

  it('asks for ten jobs in one call, so that its function\'s time does not grow with their number [R7.3]', async () => {
    const world = new World();
    const ten = Array.from({ length: 10 }, (_, index) => index + 1);
    await world.given(ten.map((n) => launching([server(n, 'LAUNCHING', { RecoveryJobId: `drsjob-${n}` })])));
    for (const n of ten) world.drs.job(`drsjob-${n}`, 'STARTED', [participant(n, 'PENDING')]);
    await world.poll();
    expect(world.drs.asked).toEqual([{ operation: 'DescribeJobs', ids: ten.map((n) => `drsjob-${n}`) }]);
    expect(await Promise.all(ten.map((n) => statuses(world, n)))).toEqual(ten.map(() => ['STARTED']));
  });

  it('of a run with nothing outstanding asks DRS nothing', async () => {
    const world = new World();
    await world.given([{ WaveStatus: 'AWAITING_APPROVAL' }], { Phase: 'IDLE' });
    await world.poll();
    expect(world.drs.asked).toEqual([]);
  });

  it('polls faster or slower as the phase changes [A5] [B3]', async () => {
    const world = new World();
    await world.given([launching([server(1, 'LAUNCHING')])]);
    const intervals: number[] = [];
    for (const [jobStatus, launchStatus] of [['PENDING', undefined], ['STARTED', undefined], ['STARTED', 'IN_PROGRESS'], ['COMPLETED', 'LAUNCHED']] as const) {
      world.drs.job('drsjob-1', jobStatus, [participant(1, launchStatus, launchStatus === 'LAUNCHED' ? 'i-1' : undefined)]);
      await world.nextPoll();
      intervals.push(((await world.header()).NextPollTime ?? 0) - world.now);
    }
    expect(intervals).toEqual([45, 15, 30, 300]);
  });

  it('a job that goes on after its servers launched is polled as often as one in progress: its end is waited for', async () => {
    const world = new World();
    await world.given([launching([server(1, 'IN_PROGRESS')])], { Phase: 'IN_PROGRESS' });
    world.drs.job('drsjob-1', 'STARTED', [participant(1, 'LAUNCHED', 'i-1')]);
    await world.poll();
    await world.nextPoll();
    expect(world.now).toBeLessThanOrEqual(start + 30);
    expect(world.drs.asked.filter(({ operation }) => operation === 'DescribeJobs')).toHaveLength(2);
  });

  it('a job DRS does not know, and a job in words nobody knows, change nothing', async () => {
    const world = new World();
    await world.given([launching([server(1, 'STARTED'), server(2, 'PENDING', { RecoveryJobId: 'drsjob-2' })])], { Phase: 'STARTED' });
    world.drs.job('drsjob-2', 'RECONSIDERING', [participant(2, 'UNHEARD_OF')]);
    await world.poll();
    expect(await statuses(world)).toEqual(['STARTED', 'PENDING']);
  });
});

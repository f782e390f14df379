import { describe, expect, it } from 'vitest';
import { judgeTimeouts, markOverdue } from '../../src/poll/timeouts.js';
import { launchesSettled, launchSettled } from '../../src/execution/settlement.js';
import { waveOutcome } from '../../src/execution/outcome.js';
import { observe } from '../../src/poll/observe.js';
import { aJob, aWave, serverId, serverIn, start } from '../records.js';

const limit = 1800;

describe('a launch that takes too long [T1.5.1] [T1.5.2] [A6] [A19]', () => {
  it.each(['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'] as const)('a %s server past its time keeps its status and is marked', (Status) => {
    const wave = aWave({ Servers: [serverIn(Status)] });
    expect(judgeTimeouts(wave, 'DRILL', start + limit)).toBe(wave);
    const judged = judgeTimeouts(wave, 'DRILL', start + limit + 1);
    expect(judged.Servers[0]).toMatchObject({ Status, TimeoutDetected: true, TransitionHistory: [] });
    expect(judged.Servers[0]?.Error).toBeUndefined();
  });

  it('time counts from each server\'s own launch call', () => {
    const wave = aWave({ Servers: [serverIn('STARTED'), serverIn('STARTED', { SourceServerId: serverId(2), LaunchTime: start + 600 })] });
    const judged = judgeTimeouts(wave, 'DRILL', start + limit + 300);
    expect(judged.Servers.map((server) => server.TimeoutDetected)).toEqual([true, undefined]);
  });

  it('the wave\'s own TimeoutSeconds counts', () => {
    const wave = aWave({ TimeoutSeconds: 60, Servers: [serverIn('STARTED')] });
    expect(judgeTimeouts(wave, 'DRILL', start + 61).Servers[0]?.TimeoutDetected).toBe(true);
  });

  it.each(['NOT_STARTED', 'LAUNCHED', 'FAILED', 'SKIPPED', 'CANCELLED', 'WARNING', 'TERMINATED'] as const)('a drill\'s %s server does not time out', (Status) => {
    const wave = aWave({ Servers: [serverIn(Status)] });
    expect(judgeTimeouts(wave, 'DRILL', start + 100 * limit)).toBe(wave);
  });

  it('once marked, nothing more is changed', () => {
    const judged = judgeTimeouts(aWave({ Servers: [serverIn('STARTED')] }), 'DRILL', start + limit + 1);
    expect(judgeTimeouts(judged, 'DRILL', start + 10 * limit)).toBe(judged);
  });

  it('a marked server that still runs has settled, and its wave is TIMEOUT, never FAILED', () => {
    const wave = judgeTimeouts(aWave({ Servers: [serverIn('STARTED'), serverIn('FAILED', { SourceServerId: serverId(2) })] }), 'DRILL', start + limit + 1);
    expect(launchesSettled(wave, undefined, 'DRILL')).toBe(true);
    expect(waveOutcome(wave, 'DRILL')).toBe('TIMEOUT');
  });

  it('a job that did finish settles normally, and stays marked', () => {
    const [late] = judgeTimeouts(aWave({ Servers: [serverIn('IN_PROGRESS')] }), 'DRILL', start + limit + 1).Servers;
    const participant = { sourceServerId: serverId(1), launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-1' };
    const server = observe(late ?? serverIn('FAILED'), { job: aJob({ status: 'COMPLETED' }, participant), participant }, aWave(), 'DRILL', start + limit + 1, 3);
    expect(server).toMatchObject({ Status: 'LAUNCHED', TimeoutDetected: true });
    expect(waveOutcome({ Servers: [server] }, 'DRILL')).toBe('COMPLETED');
  });
});

describe('launch actions have a TimeoutSeconds of their own [T1.4.4]', () => {
  const launchedAt = start + 1000;
  const acting = serverIn('LAUNCHED', { LaunchedTime: launchedAt, PostLaunchActionsStatus: 'IN_PROGRESS' });

  it('counted from the launch, not from the call', () => {
    const wave = aWave({ Servers: [acting] });
    expect(judgeTimeouts(wave, 'RECOVERY', launchedAt + limit)).toBe(wave);
    expect(judgeTimeouts(wave, 'RECOVERY', launchedAt + limit + 1).Servers[0]).toMatchObject({ Status: 'LAUNCHED', TimeoutDetected: true });
  });

  it('REQUIRED ones that are late make the wave TIMEOUT', () => {
    const wave = judgeTimeouts(aWave({ Servers: [acting] }), 'RECOVERY', launchedAt + limit + 1);
    expect(launchesSettled(wave, undefined, 'RECOVERY')).toBe(true);
    expect(waveOutcome(wave, 'RECOVERY')).toBe('TIMEOUT');
  });

  it('OPTIONAL ones that are late make the server WARNING, with the reason, and the wave completes', () => {
    const wave = judgeTimeouts(aWave({ Servers: [acting], LaunchActions: 'OPTIONAL' }), 'RECOVERY', launchedAt + limit + 1);
    expect(wave.Servers[0]).toMatchObject({ Status: 'WARNING', TimeoutDetected: true });
    expect(wave.Servers[0]?.Error).toContain('1800 s');
    expect(waveOutcome(wave, 'RECOVERY')).toBe('COMPLETED');
  });

  it('a server whose launch itself was late has them all the same', () => {
    const [late] = judgeTimeouts(aWave({ Servers: [serverIn('IN_PROGRESS')] }), 'RECOVERY', start + limit + 1).Servers;
    const participant = { sourceServerId: serverId(1), launchStatus: 'LAUNCHED', recoveryInstanceId: 'i-1', launchActionRuns: [{ status: 'IN_PROGRESS' }] };
    const server = observe(late ?? serverIn('FAILED'), { job: aJob({}, participant), participant }, aWave(), 'RECOVERY', start + limit + 1, 3);
    expect(server).toMatchObject({ Status: 'LAUNCHED', PostLaunchActionsStatus: 'IN_PROGRESS' });
    expect(launchSettled(server, 'RECOVERY')).toBe(false);
  });

  it('a server whose launch itself was late becomes WARNING where its OPTIONAL ones are late too', () => {
    const server = { ...acting, TimeoutDetected: true };
    const wave = judgeTimeouts(aWave({ Servers: [server], LaunchActions: 'OPTIONAL' }), 'RECOVERY', launchedAt + limit + 1);
    expect(wave.Servers[0]?.Status).toBe('WARNING');
  });
});

describe('a launch of which nothing was heard, judged by the machine itself', () => {
  it('is marked past its bound, and not before', () => {
    const wave = aWave({ Servers: [serverIn('LAUNCHING'), serverIn('LAUNCHED', { SourceServerId: serverId(2) })] });
    expect(markOverdue(wave, 'DRILL', 5400, start + 5399)).toBe(wave);
    expect(markOverdue(wave, 'DRILL', 5400, start + 5400).Servers.map((server) => server.TimeoutDetected)).toEqual([true, undefined]);
  });

  it('what was never called, or is marked, is left alone', () => {
    const wave = aWave({ Servers: [serverIn('NOT_STARTED'), serverIn('STARTED', { SourceServerId: serverId(2), TimeoutDetected: true })] });
    expect(markOverdue(wave, 'DRILL', 1, start + 10_000)).toBe(wave);
  });
});

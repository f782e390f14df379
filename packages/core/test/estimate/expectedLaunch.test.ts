import { describe, expect, it } from 'vitest';
import { expectedLaunch, expectedWaveSeconds } from '../../src/estimate/expectedLaunch.js';
import { launchHistory, noHistory } from '../../src/estimate/launchHistory.js';
import type { ServerRecord, WaveRecord } from '../../src/execution/records.js';
import { aWave, serverIn, serversIn, start } from '../records.js';

const unchecked = { HealthCheck: { Enabled: false, OnTimeout: 'FAIL' as const } };

/** A server that took so many seconds. */
function launchedIn(seconds: number, keys: Partial<ServerRecord> = {}): ServerRecord {
  return serverIn('LAUNCHED', { LaunchTime: start, LaunchedTime: start + seconds, ...keys });
}

/** A run of one wave whose servers took so many seconds each. */
function run(...seconds: readonly number[]): readonly WaveRecord[] {
  return [aWave({ Servers: seconds.map((taken) => launchedIn(taken)) })];
}

describe('without earlier runs', () => {
  it('a drill\'s launch takes what DRS was measured to take: 808 s, 20 s and 356 s', () => {
    expect(expectedLaunch(aWave(unchecked), 'DRILL', noHistory)).toEqual({ seconds: 1184, basis: 'MEASURED' });
  });

  it('a recovery\'s launch actions take 600 s more', () => {
    expect(expectedLaunch(aWave(unchecked), 'RECOVERY', noHistory).seconds).toBe(1784);
  });

  it('a health check takes one look again', () => {
    expect(expectedLaunch(aWave(), 'DRILL', noHistory).seconds).toBe(1214);
  });

  it('a sequential wave takes its servers one after another, each with its check', () => {
    const wave = aWave({ ExecutionType: 'SEQUENTIAL', Servers: serversIn('NOT_STARTED', 'NOT_STARTED', 'NOT_STARTED') });
    expect(expectedLaunch(wave, 'DRILL', noHistory).seconds).toBe(3 * 1214);
  });

  it('a wave with nothing to launch takes no time', () => {
    expect(expectedLaunch(aWave({ Servers: [] }), 'DRILL', noHistory).seconds).toBe(0);
  });
});

describe('from earlier runs', () => {
  it('a parallel wave takes as long as its slowest server did: the median of the runs', () => {
    const history = launchHistory([run(100, 400), run(900, 100), run(500, 100)]);
    expect(expectedLaunch(aWave(unchecked), 'DRILL', history)).toEqual({ seconds: 500, basis: 'HISTORY' });
  });

  it('of two runs it is the middle between them', () => {
    expect(expectedLaunch(aWave(unchecked), 'DRILL', launchHistory([run(100), run(301)])).seconds).toBe(201);
  });

  it('a sequential wave takes the average server\'s time for each it has now', () => {
    const wave = aWave({ ...unchecked, ExecutionType: 'SEQUENTIAL', Servers: serversIn('NOT_STARTED', 'NOT_STARTED', 'NOT_STARTED') });
    expect(expectedLaunch(wave, 'DRILL', launchHistory([run(100, 200)])).seconds).toBe(450);
  });

  it('servers that failed, were late or never launched tell nothing', () => {
    const servers = [launchedIn(300), serverIn('FAILED', { LaunchTime: start }), launchedIn(5000, { TimeoutDetected: true }), serverIn('NOT_STARTED'), serverIn('SKIPPED')];
    expect(expectedLaunch(aWave(unchecked), 'DRILL', launchHistory([[aWave({ Servers: servers })]])).seconds).toBe(300);
  });

  it('a server that was cleaned up was launched all the same; launch actions belong to its launch', () => {
    const servers = [serverIn('TERMINATED', { LaunchTime: start, LaunchedTime: start + 300, SettledPollTime: start + 700 })];
    expect(expectedLaunch(aWave(unchecked), 'RECOVERY', launchHistory([[aWave({ Servers: servers })]])).seconds).toBe(700);
  });

  it('a run in which the wave launched nothing does not count, nor does another wave that had its number', () => {
    const history = launchHistory([[aWave({ Servers: serversIn('SKIPPED') })], run(300)]);
    expect(expectedLaunch(aWave(unchecked), 'DRILL', history).seconds).toBe(300);
    expect(expectedLaunch(aWave({ ...unchecked, WaveName: 'Another' }), 'DRILL', history)).toEqual({ seconds: 1184, basis: 'MEASURED' });
  });

  it('a wave that was put in another\'s place learns from its own runs only', () => {
    const before = [aWave({ WaveName: 'Before', Servers: [launchedIn(9000)] })];
    expect(expectedLaunch(aWave(unchecked), 'DRILL', launchHistory([run(300), before, before])).seconds).toBe(300);
  });

  it('each wave has its own', () => {
    const history = launchHistory([[aWave({ Servers: [launchedIn(10)] }), aWave({ WaveNumber: 2, Servers: [launchedIn(20)] })]]);
    const waves = [1, 2, 3].map((WaveNumber) => aWave({ WaveNumber, ...unchecked }));
    expect([...expectedWaveSeconds(waves, 'DRILL', history)]).toEqual([[1, 10], [2, 20], [3, 1184]]);
  });
});

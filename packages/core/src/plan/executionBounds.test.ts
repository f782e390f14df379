import { describe, expect, it } from 'vitest';
import {
  boundedWaves, executionBoundSeconds, launchWaitCount, launchWaitSeconds, longestPathSeconds, registrations, registrationSeconds,
  waitBoundsSeconds, waveBoundSeconds, type BoundedWave,
} from './executionBounds.js';

const wave = (keys: Partial<BoundedWave> = {}): BoundedWave => ({
  WaveNumber: 1, DependsOn: [], ServerCount: 2, ExecutionType: 'PARALLEL', WaitTimeSeconds: 0, PauseBefore: false,
  ApprovalTimeoutSeconds: 86_400, HealthCheck: { Enabled: true }, TimeoutSeconds: 1_800, ...keys,
});

describe('the launch loop', () => {
  it('waits 10, 20, 40, 80, 160 s, then 300 s each time', () => {
    const waits: number[] = [];
    for (let elapsed = 0; waits.length < 8; elapsed += waits.at(-1) ?? 0) waits.push(launchWaitSeconds(elapsed));
    expect(waits).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('keeps to its steps when a call took time itself', () => {
    expect([12, 29, 31, 309, 311].map(launchWaitSeconds)).toEqual([20, 20, 40, 160, 300]);
  });

  it('waits 16 times in the hour that a slot may take', () => {
    expect(launchWaitCount()).toBe(16);
  });
});

describe('registering a token again', () => {
  it('comes after 15 minutes, then ever more rarely, at most each 4 hours', () => {
    expect([1, 2, 3, 16, 17].map(registrationSeconds)).toEqual([900, 1_800, 2_700, 14_400, 14_400]);
  });

  it('happens 13 times in the day that an approval may take (state-machine.md, 4)', () => {
    expect(registrations(86_400)).toBe(13);
  });

  it('never happens in a wait that the first registration outlasts', () => {
    expect([0, 899, 900, 901, 2_700, 2_701].map(registrations)).toEqual([0, 0, 0, 1, 1, 2]);
  });
});

describe('the bound of a wave', () => {
  it('is an hour for a slot, its timeout and an hour for the launch, and 5 minutes for health', () => {
    expect(waveBoundSeconds(wave(), 'DRILL')).toBe(3_600 + 1_800 + 3_600 + 300);
  });

  it('has the timeout twice in a recovery, for its launch actions', () => {
    expect(waveBoundSeconds(wave(), 'RECOVERY') - waveBoundSeconds(wave(), 'DRILL')).toBe(1_800);
  });

  it('has all of it once a server where servers go one by one [P5]', () => {
    expect(waveBoundSeconds(wave({ ExecutionType: 'SEQUENTIAL', ServerCount: 3 }), 'DRILL')).toBe(3 * waveBoundSeconds(wave(), 'DRILL'));
  });

  it('has the approval only where it pauses, health only where it is checked, and its own wait [R1.3]', () => {
    const keys = { PauseBefore: true, ApprovalTimeoutSeconds: 100, HealthCheck: { Enabled: false }, WaitTimeSeconds: 60 };
    expect(waveBoundSeconds(wave(keys), 'DRILL')).toBe(100 + 9_000 + 60);
  });
});

describe('the bound of an execution', () => {
  const diamond = [
    wave({ WaveNumber: 1 }),
    wave({ WaveNumber: 2, DependsOn: [1] }),
    wave({ WaveNumber: 3, DependsOn: [1], TimeoutSeconds: 3_600 }),
    wave({ WaveNumber: 4, DependsOn: [2, 3] }),
  ];

  it('is the longest way through the graph, the drain and some slack', () => {
    expect([...waitBoundsSeconds(diamond, 'DRILL')]).toEqual([[1, 0], [2, 9_300], [3, 9_300], [4, 9_300 + 11_100]]);
    expect(longestPathSeconds(diamond, 'DRILL')).toBe(9_300 + 11_100 + 9_300);
    expect(executionBoundSeconds(diamond, 'DRILL')).toBe(29_700 + 7_200 + 3_600);
  });

  it('is never beyond the machine\'s 14 days', () => {
    const week = wave({ PauseBefore: true, ApprovalTimeoutSeconds: 604_800 });
    const waves = [1, 2, 3].map((number) => ({ ...week, WaveNumber: number, DependsOn: number === 1 ? [] : [number - 1] }));
    expect(executionBoundSeconds(waves, 'DRILL')).toBe(14 * 86_400);
  });
});

describe('a plan\'s waves', () => {
  it('count listed servers, the group\'s, and as many as assumed where tags will tell', () => {
    const base = { ...wave(), WaveName: 'x', Dependencies: [], HealthCheck: { Enabled: true, OnTimeout: 'FAIL' as const }, LaunchActions: 'REQUIRED' as const, OnPartialFailure: 'STOP' as const, RecoverySnapshotId: 'LATEST' };
    const Waves = [
      { ...base, WaveNumber: 1, ServerIds: ['a', 'b', 'c'] },
      { ...base, WaveNumber: 2, ProtectionGroupId: 'listed' },
      { ...base, WaveNumber: 3, ProtectionGroupId: 'tagged' },
    ];
    const groups = [
      { GroupId: 'listed', GroupName: 'x', Region: 'us-east-1', ServerIds: ['d', 'e'] },
      { GroupId: 'tagged', GroupName: 'x', Region: 'us-east-1', Tags: { a: 'b' } },
    ];
    const bounded = boundedWaves({ WaveOrdering: 'SEQUENTIAL', Waves }, groups, 7);
    expect(bounded.map((one) => [one.ServerCount, one.DependsOn])).toEqual([[3, []], [2, [1]], [7, [2]]]);
  });
});

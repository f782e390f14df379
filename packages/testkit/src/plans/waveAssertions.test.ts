import type { WaveView } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { expectNoOverlap, expectOverlap, expectWavesInOrder } from './waveAssertions.js';

const wave = (WaveNumber: number, times: { StartTime?: number; EndTime?: number }, keys: Partial<WaveView> = {}): WaveView => ({
  WaveNumber, WaveName: `W${WaveNumber}`, Status: 'COMPLETED', ExecutionType: 'PARALLEL', DependsOn: [], WaitTimeSeconds: 0, PauseBefore: false, ApprovalTimeoutSeconds: 86_400,
  HealthCheck: { Enabled: true, OnTimeout: 'FAIL' }, LaunchActions: 'REQUIRED', OnPartialFailure: 'STOP', TimeoutSeconds: 1800, RecoverySnapshotId: 'LATEST', Jobs: [], Servers: [], ...times, ...keys,
});

describe('waves in order', () => {
  const first = wave(1, { StartTime: 0, EndTime: 100 }, { WaitTimeSeconds: 60 });

  it('are those that start when what they depend on has ended and waited [P1] [P2] [R1.3]', () => {
    expect(() => expectWavesInOrder({ Waves: [first, wave(2, { StartTime: 160 }, { DependsOn: [1] })] })).not.toThrow();
    expect(() => expectWavesInOrder({ Waves: [first, wave(2, { StartTime: 159 }, { DependsOn: [1] })] })).toThrow('1 s before wave 1');
  });

  it('are not those that start while what they depend on runs, or is not there', () => {
    expect(() => expectWavesInOrder({ Waves: [wave(1, { StartTime: 0 }), wave(2, { StartTime: 5 }, { DependsOn: [1] })] })).toThrow('has not ended');
    expect(() => expectWavesInOrder({ Waves: [wave(2, { StartTime: 5 }, { DependsOn: [1] })] })).toThrow('which the execution lacks');
  });

  it('need not start at all', () => {
    expect(() => expectWavesInOrder({ Waves: [wave(1, { StartTime: 0 }), wave(2, {}, { DependsOn: [1] })] })).not.toThrow();
  });
});

describe('overlapping waves', () => {
  const Waves = [wave(1, { StartTime: 0, EndTime: 10 }), wave(2, { StartTime: 10, EndTime: 20 }), wave(3, { StartTime: 15 }), wave(4, {})];

  it('are under way at the same time; one that has not ended goes on', () => {
    expect(() => expectNoOverlap({ Waves })).toThrow('wave 2 (W2, COMPLETED) 10 to 20, wave 3 (W3, COMPLETED) 15 to now');
    expect(() => expectOverlap({ Waves }, [2, 3])).not.toThrow();
  });

  it('are not those that follow each other, or never start', () => {
    expect(() => expectNoOverlap({ Waves }, [1, 2, 4])).not.toThrow();
    expect(() => expectOverlap({ Waves }, [1, 2])).toThrow('wave 1 (W1, COMPLETED) and wave 2 (W2, COMPLETED)');
    expect(() => expectOverlap({ Waves }, [2, 9])).toThrow('lacks wave 9');
  });
});

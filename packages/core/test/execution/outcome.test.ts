import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executionOutcome, lets, waveOutcome } from '../../src/execution/outcome.js';
import type { ServerStatus, WaveStatus } from '../../src/execution/records.js';
import { aWave, serverId, serverIn, serversIn, start } from '../records.js';

const over: readonly ServerStatus[] = ['LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED', 'NOT_STARTED'];
const running: readonly ServerStatus[] = ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS'];

describe('how a wave ends [A20]', () => {
  it('COMPLETED when all launched, FAILED when none did, PARTIAL between, TIMEOUT while one still runs', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...over, ...running), { minLength: 1, maxLength: 8 }), (statuses) => {
        const launched = statuses.filter((status) => ['LAUNCHED', 'WARNING', 'TERMINATED'].includes(status)).length;
        const expected = statuses.some((status) => running.includes(status)) ? 'TIMEOUT' : launched === statuses.length ? 'COMPLETED' : launched === 0 ? 'FAILED' : 'PARTIAL';
        expect(waveOutcome({ Servers: serversIn(...statuses) }, 'DRILL')).toBe(expected);
      }),
    );
  });

  it('two launched and one failed are PARTIAL [T2.3.1]', () => {
    expect(waveOutcome({ Servers: serversIn('LAUNCHED', 'LAUNCHED', 'FAILED') }, 'DRILL')).toBe('PARTIAL');
  });

  it('a recovery whose launch actions still run is TIMEOUT, one without any is not', () => {
    const launched = (status?: 'IN_PROGRESS' | 'NONE' | 'SUCCEEDED'): Parameters<typeof waveOutcome>[0] => ({ Servers: [serverIn('LAUNCHED', status === undefined ? {} : { PostLaunchActionsStatus: status })] });
    expect(waveOutcome(launched(), 'RECOVERY')).toBe('TIMEOUT');
    expect(waveOutcome(launched('IN_PROGRESS'), 'RECOVERY')).toBe('TIMEOUT');
    expect(waveOutcome(launched('NONE'), 'RECOVERY')).toBe('COMPLETED');
    expect(waveOutcome(launched('SUCCEEDED'), 'RECOVERY')).toBe('COMPLETED');
    expect(waveOutcome(launched('IN_PROGRESS'), 'DRILL')).toBe('COMPLETED');
  });

  it('a wave without servers launched nothing', () => {
    expect(waveOutcome({ Servers: [] }, 'DRILL')).toBe('FAILED');
  });
});

describe('what a wave\'s end lets start [P2] [R1.2]', () => {
  const settled: readonly WaveStatus[] = ['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED'];
  it('only COMPLETED does, where the wave says STOP', () => {
    expect(settled.filter((WaveStatus) => lets({ WaveStatus, OnPartialFailure: 'STOP' }))).toEqual(['COMPLETED']);
  });
  it('PARTIAL does too, where the wave says CONTINUE', () => {
    expect(settled.filter((WaveStatus) => lets({ WaveStatus, OnPartialFailure: 'CONTINUE' }))).toEqual(['COMPLETED', 'PARTIAL']);
  });
});

/** A settled wave with servers that fit its status. */
const settledWave = fc.constantFrom<readonly [WaveStatus, readonly ServerStatus[]]>(
  ['COMPLETED', ['LAUNCHED', 'WARNING']],
  ['PARTIAL', ['LAUNCHED', 'FAILED']],
  ['FAILED', ['FAILED', 'FAILED']],
  ['TIMEOUT', ['LAUNCHED', 'STARTED']],
  ['TIMEOUT', ['STARTED', 'FAILED']],
  ['SKIPPED', ['SKIPPED', 'SKIPPED']],
  ['CANCELLED', ['CANCELLED', 'CANCELLED']],
);

describe('how an execution ends [P16] [A20]', () => {
  it('FAILED if any wave FAILED; else COMPLETED if all are; else TIMEOUT if any timed out; else PARTIAL; nothing launched: FAILED, or CANCELLED by an approver', () => {
    fc.assert(
      fc.property(fc.array(settledWave, { minLength: 1, maxLength: 6 }), (drawn) => {
        const waves = drawn.map(([WaveStatus, statuses], index) => aWave({ WaveNumber: index + 1, WaveStatus, Servers: serversIn(...statuses) }));
        const has = (status: WaveStatus): boolean => drawn.some(([drawnStatus]) => drawnStatus === status);
        const all = (status: WaveStatus): boolean => drawn.every(([drawnStatus]) => drawnStatus === status);
        const launched = has('COMPLETED') || has('PARTIAL');
        const expected = has('FAILED') ? 'FAILED' : all('COMPLETED') ? 'COMPLETED' : has('TIMEOUT') ? 'TIMEOUT' : launched ? 'PARTIAL' : has('CANCELLED') ? 'CANCELLED' : 'FAILED';
        expect(executionOutcome({ Status: 'POLLING' }, waves)).toBe(expected);
      }),
    );
  });

  it('CANCELLED where it was being cancelled, whatever its waves', () => {
    fc.assert(
      fc.property(fc.array(settledWave, { maxLength: 4 }), (drawn) => {
        const waves = drawn.map(([WaveStatus, statuses]) => aWave({ WaveStatus, Servers: serversIn(...statuses) }));
        expect(executionOutcome({ Status: 'CANCELLING' }, waves)).toBe('CANCELLED');
        expect(executionOutcome({ Status: 'CANCELLING', Machine: { Status: 'ABORTED', At: start } }, waves)).toBe('CANCELLED');
      }),
    );
  });

  it.each(['FAILED', 'TIMED_OUT', 'ABORTED'] as const)('FAILED where its machine %s [R4.3]', (Status) => {
    const waves = [aWave({ WaveStatus: 'COMPLETED', Servers: [serverIn('LAUNCHED', { SourceServerId: serverId(1) })] })];
    expect(executionOutcome({ Status: 'POLLING', Machine: { Status, At: start } }, waves)).toBe('FAILED');
  });

  it('one rejected wave beside a completed one is PARTIAL', () => {
    const waves = [aWave({ WaveStatus: 'COMPLETED', Servers: serversIn('LAUNCHED') }), aWave({ WaveNumber: 2, WaveStatus: 'CANCELLED', Servers: serversIn('CANCELLED') })];
    expect(executionOutcome({ Status: 'POLLING' }, waves)).toBe('PARTIAL');
  });
});

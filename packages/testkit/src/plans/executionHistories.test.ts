import { assembleView, executionOutcome, isFinal, isSettled, mayFollow } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { executionHistory } from './executionHistories.js';
import { expectNoOverlap, expectWavesInOrder } from './waveAssertions.js';

const ended = ['COMPLETED', 'FAILED', 'PARTIAL'] as const;

describe('an execution history', () => {
  it('that is POLLING has a wave under way and is due after its last poll', () => {
    const { header, waves } = executionHistory('POLLING');
    expect(header).toMatchObject({ Status: 'POLLING', Phase: 'IN_PROGRESS', Open: 'OPEN', Locked: true });
    expect(header.NextPollTime).toBeGreaterThan(header.LastPolledTime ?? Infinity);
    expect(waves.map((wave) => wave.WaveStatus)).toEqual(['COMPLETED', 'LAUNCHING', 'PENDING']);
  });

  it.each(ended)('that is %s has the status that its waves give, an end, and nothing open [R5.3] [P16]', (kind) => {
    const { header, waves } = executionHistory(kind);
    expect(executionOutcome({ Status: 'POLLING' }, waves)).toBe(kind);
    expect(isFinal(header.Status) && waves.every((wave) => isSettled(wave.WaveStatus))).toBe(true);
    expect(header.EndTime).toBeGreaterThanOrEqual(Math.max(...waves.map((wave) => wave.EndTime ?? Infinity)));
    expect(header.Open).toBeUndefined();
  });

  it.each(['POLLING', ...ended] as const)('that is %s ran its waves in order, and its servers only forward', (kind) => {
    const { header, waves } = executionHistory(kind, { startTime: 1_800_000_000 });
    const view = assembleView(header, waves);
    expectWavesInOrder(view);
    expectNoOverlap(view);
    for (const { TransitionHistory } of waves.flatMap((wave) => wave.Servers)) {
      TransitionHistory.slice(1).forEach(({ Status }, index) => {
        expect(mayFollow(TransitionHistory[index]?.Status ?? 'NOT_STARTED', Status)).toBe(true);
      });
    }
  });

  it('that failed in part names each failed server with its error and its job [R5.4] [P17]', () => {
    const failed = executionHistory('PARTIAL').waves.flatMap((wave) => wave.Servers).filter((server) => server.Status === 'FAILED');
    expect(failed).toEqual([expect.objectContaining({ Error: 'Insufficient capacity', RecoveryJobId: 'drsjob-00000000000000002' })]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectPhase, dueAt, pollIntervalSeconds } from '../../src/poll/phase.js';
import type { Phase, ServerStatus } from '../../src/execution/records.js';
import { isOutstanding } from '../../src/execution/statuses.js';
import { start } from '../records.js';

const statuses: readonly ServerStatus[] = ['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED'];
const urgency: readonly ServerStatus[] = ['STARTED', 'LAUNCHING', 'IN_PROGRESS', 'PENDING'];

describe('the phase of an execution [T1.2.4] [B3]', () => {
  it('is the most urgent among its outstanding servers, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...statuses), { maxLength: 12 }), (drawn) => {
        const expected = urgency.find((status) => drawn.includes(status)) ?? 'IDLE';
        expect(detectPhase(drawn.map((Status) => ({ Status })))).toBe(expected);
      }),
    );
  });

  it('is IDLE exactly where nothing is outstanding', () => {
    for (const Status of statuses) expect(detectPhase([{ Status }]) === 'IDLE').toBe(!isOutstanding(Status));
    expect(detectPhase([])).toBe('IDLE');
  });
});

describe('when an execution is due', () => {
  it.each([
    ['T1.2.1', 'PENDING', 40, 50],
    ['T1.2.2', 'STARTED', 12, 17],
    ['T1.2.2', 'LAUNCHING', 12, 17],
    ['T1.2.3', 'IN_PROGRESS', 25, 35],
  ] as const)('[%s] in %s not %i s after its last poll, but %i s after it [A5]', (_id, Phase, before, after) => {
    const due = dueAt({ LastPolledTime: start, Phase });
    expect(due).toBeGreaterThan(start + before);
    expect(due).toBeLessThanOrEqual(start + after);
  });

  it.each([
    ['PENDING', 45],
    ['STARTED', 15],
    ['LAUNCHING', 15],
    ['IN_PROGRESS', 30],
    ['IDLE', 300],
  ] as readonly (readonly [Phase, number])[])('in %s it is polled each %i s', (phase, seconds) => {
    expect(pollIntervalSeconds[phase]).toBe(seconds);
    expect(dueAt({ LastPolledTime: start, Phase: phase })).toBe(start + seconds);
  });

  it('its NextPollTime decides where the record has one', () => {
    expect(dueAt({ NextPollTime: start + 3, LastPolledTime: start, Phase: 'PENDING' })).toBe(start + 3);
  });

  it('one that was never polled is due at once', () => {
    expect(dueAt({})).toBe(0);
    expect(dueAt({ Phase: 'PENDING' })).toBe(0);
  });

  it('without a phase it is looked at soon rather than late', () => {
    expect(dueAt({ LastPolledTime: start })).toBe(start + 15);
  });
});

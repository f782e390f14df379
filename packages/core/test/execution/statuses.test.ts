import { describe, expect, it } from 'vitest';
import { countsAsLaunched, isFinal, isOutstanding, isSettled, isWatched, mayFollow } from '../../src/execution/statuses.js';
import { enter, fail, keptTransitions, longestError } from '../../src/execution/transitions.js';
import type { ExecutionStatus, ServerStatus, WaveStatus } from '../../src/execution/records.js';
import { aServer, serverIn, start } from '../records.js';

const servers: readonly ServerStatus[] = ['NOT_STARTED', 'LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED', 'TERMINATED'];
const executions: readonly ExecutionStatus[] = ['PENDING', 'RUNNING', 'POLLING', 'CANCELLING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED'];
const waves: readonly WaveStatus[] = ['PENDING', 'AWAITING_APPROVAL', 'LAUNCHING', 'COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED'];

/** What may follow each server status (design section 4). */
const followers: Readonly<Record<ServerStatus, readonly ServerStatus[]>> = {
  NOT_STARTED: ['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED'],
  LAUNCHING: ['PENDING', 'STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'],
  PENDING: ['STARTED', 'IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'],
  STARTED: ['IN_PROGRESS', 'LAUNCHED', 'WARNING', 'FAILED'],
  IN_PROGRESS: ['LAUNCHED', 'WARNING', 'FAILED'],
  LAUNCHED: ['WARNING', 'FAILED', 'TERMINATED'],
  WARNING: ['FAILED', 'TERMINATED'],
  FAILED: [],
  SKIPPED: [],
  CANCELLED: [],
  TERMINATED: [],
};

describe('a server\'s status', () => {
  it.each(servers)('%s is followed by what is further, and by nothing else', (from) => {
    expect(servers.filter((to) => mayFollow(from, to))).toEqual(servers.filter((to) => followers[from].includes(to)));
  });

  it('entered again is no transition', () => {
    for (const Status of servers) {
      const server = serverIn(Status);
      expect(enter(server, Status, start)).toBe(server);
    }
  });

  it('is kept in a history of the latest 20 [A16]', () => {
    const full = aServer({ TransitionHistory: Array.from({ length: keptTransitions }, (_, index) => ({ Status: 'NOT_STARTED' as const, At: index })) });
    const entered = enter(full, 'LAUNCHING', start);
    expect(keptTransitions).toBe(20);
    expect(entered.TransitionHistory).toHaveLength(20);
    expect(entered.TransitionHistory[0]?.At).toBe(1);
    expect(entered.TransitionHistory.at(-1)).toEqual({ Status: 'LAUNCHING', At: start });
  });

  it('FAILED has its reason, cut to what a record keeps', () => {
    expect(fail(serverIn('STARTED'), 'broken', start)).toMatchObject({ Status: 'FAILED', Error: 'broken' });
    expect(fail(serverIn('STARTED'), 'x'.repeat(longestError), start).Error).toHaveLength(longestError);
    const cut = fail(serverIn('STARTED'), 'x'.repeat(longestError + 1), start).Error;
    expect(cut).toHaveLength(longestError);
    expect(cut?.endsWith('…')).toBe(true);
  });

  it('that may not fail any more keeps its error', () => {
    const failed = serverIn('FAILED', { Error: 'the first reason' });
    expect(fail(failed, 'another', start)).toBe(failed);
    const terminated = serverIn('TERMINATED');
    expect(fail(terminated, 'late', start)).toBe(terminated);
  });

  it('counts as launched when LAUNCHED, WARNING or TERMINATED', () => {
    expect(servers.filter(countsAsLaunched)).toEqual(['LAUNCHED', 'WARNING', 'TERMINATED']);
  });

  it('is outstanding from the launch call until DRS is through', () => {
    expect(servers.filter(isOutstanding)).toEqual(['LAUNCHING', 'PENDING', 'STARTED', 'IN_PROGRESS']);
  });
});

describe('the ends', () => {
  it('of an execution are five [P16]', () => {
    expect(executions.filter(isFinal)).toEqual(['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'CANCELLED']);
  });
  it('of a wave are six', () => {
    expect(waves.filter(isSettled)).toEqual(['COMPLETED', 'PARTIAL', 'FAILED', 'TIMEOUT', 'SKIPPED', 'CANCELLED']);
  });
  it('only POLLING and CANCELLING are watched by the finder [T1.1.1]', () => {
    expect(executions.filter(isWatched)).toEqual(['POLLING', 'CANCELLING']);
  });
});

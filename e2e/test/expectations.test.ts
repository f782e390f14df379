import { assembleView, type DrsJob, type ExecutionView, type ServerView } from '@drs-orchestration/core';
import { executionHistory } from '@drs-orchestration/testkit';
import { describe, expect, it } from 'vitest';
import { expectContiguousHistories } from '../src/expectations/histories.js';
import { expectOneJobAServer } from '../src/expectations/launches.js';
import { expectOwnShareWithinBound } from '../src/expectations/ownShare.js';
import { isForward } from '../src/expectations/statusOrder.js';
import { expectNothingLost } from '../src/load/nothingLost.js';
import { pollLateness } from '../src/load/pollLateness.js';
import { Journal } from '../src/system/journal.js';

const { header, waves } = executionHistory('COMPLETED');
const view = assembleView(header, waves);
const jobs: readonly DrsJob[] = waves.map((wave, index) => ({
  jobId: wave.Servers[0]?.RecoveryJobId ?? '',
  type: 'LAUNCH',
  status: 'COMPLETED',
  createdAt: (wave.StartTime ?? 0) * 1000,
  endedAt: ((wave.EndTime ?? 0) - 30) * 1000,
  servers: wave.Servers.map((server) => ({ sourceServerId: server.SourceServerId })),
  tags: { 'drs-orchestration:wave': String(index + 1) },
}));

/** The view with its first server changed. */
function withServer(change: (server: ServerView) => ServerView): ExecutionView {
  return { ...view, Waves: view.Waves.map((wave, number) => (number > 0 ? wave : { ...wave, Servers: wave.Servers.map((server, index) => (index > 0 ? server : change(server))) })) };
}

describe('what scenarios expect of launches', () => {
  it('holds where DRS and the record agree', () => expect(() => expectOneJobAServer(view, jobs)).not.toThrow());

  it('breaks where a server has two jobs, the record lacks one, or DRS does', () => {
    const [first] = jobs;
    if (first === undefined) throw new Error('the history has no job');
    expect(() => expectOneJobAServer(view, [...jobs, { ...first, jobId: 'drsjob-2' }])).toThrow(/more than one launch job[\s\S]*which the record lacks/);
    expect(() => expectOneJobAServer(view, jobs.slice(1))).toThrow('which DRS lacks');
  });
});

describe('what scenarios expect of histories', () => {
  it('holds for one that leads forward', () => expect(() => expectContiguousHistories(view)).not.toThrow());

  it('breaks for one that goes back, or ends elsewhere', () => {
    expect(() => expectContiguousHistories(withServer((server) => ({ ...server, TransitionHistory: [...server.TransitionHistory].reverse() })))).toThrow('ends otherwise');
    expect(() => expectContiguousHistories(withServer((server) => ({ ...server, TransitionHistory: [...server.TransitionHistory, ...server.TransitionHistory] })))).toThrow('went back');
    expect(() => expectContiguousHistories(withServer((server) => ({ ...server, Status: 'TERMINATED' })))).toThrow('is TERMINATED');
  });
});

describe('the order of a server\'s statuses', () => {
  it.each([
    ['NOT_STARTED', 'LAUNCHING'], ['LAUNCHING', 'STARTED'], ['NOT_STARTED', 'FAILED'], ['PENDING', 'LAUNCHED'], ['NOT_STARTED', 'SKIPPED'], ['NOT_STARTED', 'CANCELLED'],
    ['LAUNCHED', 'WARNING'], ['LAUNCHED', 'FAILED'], ['LAUNCHED', 'TERMINATED'], ['WARNING', 'TERMINATED'],
  ] as const)('leads from %s to %s', (from, to) => expect(isForward(from, to)).toBe(true));

  it.each([
    ['STARTED', 'PENDING'], ['STARTED', 'STARTED'], ['LAUNCHED', 'IN_PROGRESS'], ['FAILED', 'LAUNCHED'], ['FAILED', 'TERMINATED'], ['LAUNCHING', 'SKIPPED'],
    ['IN_PROGRESS', 'CANCELLED'], ['IN_PROGRESS', 'TERMINATED'], ['TERMINATED', 'LAUNCHED'], ['SKIPPED', 'LAUNCHING'], ['WARNING', 'LAUNCHED'],
  ] as const)('does not lead from %s to %s', (from, to) => expect(isForward(from, to)).toBe(false));
});

describe('our own share of a run', () => {
  it('is what DRS\'s times on the longest way leave: 30 s of each of three waves here', () => expect(() => expectOwnShareWithinBound(view, jobs)).not.toThrow());

  it('breaks above 60 s a wave', () => {
    const quicker = jobs.map((job) => ({ ...job, endedAt: (job.endedAt ?? 0) - 31_000 }));
    expect(() => expectOwnShareWithinBound(view, quicker)).toThrow('183 s are ours: 60 s for each of 3 waves');
  });
});

describe('a journal', () => {
  const id = header.ExecutionId;
  const change = (Rev: number, set: object) => ({ kind: 'update', table: 'executions', key: { ExecutionId: id, Item: 'EXECUTION' }, set: { ...set, Rev } }) as const;

  it('tells how late each poll was, the first of a run apart', () => {
    const journal = new Journal();
    journal.note([change(1, { NextPollTime: 115 })], 100_000);
    journal.note([change(2, { LastPolledTime: 160, NextPollTime: 205 })], 160_000);
    journal.note([change(4, { LastPolledTime: 230, NextPollTime: 260 })], 230_000);
    journal.note([change(3, { NextPollTime: 220 })], 200_000);
    expect(pollLateness(journal)).toEqual({ ofFirst: 45, ofLater: 10, fewestPolls: 2 });
  });

  it('finds a write that is missing, and a status that the record lacks', () => {
    const gap = new Journal();
    gap.note([change(1, {}), change(3, {})], 0);
    expect(() => expectNothingLost(gap, [])).toThrow('has the writes 1, 3');

    const journal = new Journal();
    for (const wave of waves) {
      const stages = Math.max(...wave.Servers.map((server) => server.TransitionHistory.length));
      for (let stage = 0; stage <= stages; stage += 1) {
        const Servers = wave.Servers.map((server) => ({ ...server, Status: server.TransitionHistory[stage - 1]?.Status ?? 'NOT_STARTED' }));
        journal.note([{ kind: 'update', table: 'executions', key: { ExecutionId: id, Item: wave.Item }, set: { Servers, Rev: stage + 1 } }], 0);
      }
    }
    expect(() => expectNothingLost(journal, [view])).not.toThrow();
    expect(() => expectNothingLost(journal, [withServer((server) => ({ ...server, TransitionHistory: server.TransitionHistory.filter(({ Status }) => Status !== 'STARTED') }))])).toThrow('but its history says');
  });
});

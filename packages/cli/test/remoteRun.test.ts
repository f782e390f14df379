import type { Clock, ExecutionView } from '@drs-orchestration/core';
import { describe, expect, it } from 'vitest';
import { ApiClient } from '../src/api/apiClient.js';
import { NotAllowedError, UnreachableError } from '../src/api/apiProblem.js';
import type { ApiReply } from '../src/api/apiTransport.js';
import type { Display } from '../src/display/display.js';
import type { RunEvent } from '../src/follow/events.js';
import { RemoteRun } from '../src/follow/remoteRun.js';
import type { Target } from '../src/target/target.js';
import { aServer, aView, aWave } from './support/views.js';

const launching = aView([aWave(1, [aServer('s-1', { Status: 'PENDING', LaunchTime: 1005 })], { Status: 'LAUNCHING', StartTime: 1005 })]);
const ended = aView([aWave(1, [aServer('s-1', { Status: 'LAUNCHED', LaunchTime: 1005, LaunchedTime: 1060, TransitionHistory: [{ Status: 'LAUNCHED', At: 1060 }] })], { Status: 'COMPLETED', StartTime: 1005, EndTime: 1065 })], { Status: 'COMPLETED', EndTime: 1070, NotificationStatus: 'SENT' });
const withCleanUp = (Status: 'PENDING' | 'COMPLETED'): ExecutionView => ({ ...ended, CleanUp: { Status, Run: 1, TerminatedCount: 1, Remaining: [] } });

type Look = ExecutionView | Error | number;

interface Followed {
  readonly events: readonly RunEvent[];
  readonly pauses: readonly number[];
  readonly outcome: ExecutionView | Error;
}

/** Follows a run whose looks give these, in order; the last one stays. */
async function followed(kind: Target['kind'], looks: readonly Look[], options: { readonly leaveAfter?: number; readonly reopened?: readonly Look[] } = {}): Promise<Followed> {
  const events: RunEvent[] = [];
  const pauses: number[] = [];
  const leave = new AbortController();
  let looked = 0;
  const clock: Clock = {
    now: () => 2_000_000,
    // The redraw's own sleeps, of 1 ms here, are nobody's pauses.
    sleep: async (milliseconds, signal) => {
      if (milliseconds > 1) pauses.push(milliseconds);
      else await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
      signal?.throwIfAborted();
    },
    standingStill: (work) => work(),
  };
  const display: Display = { show: (news) => void events.push(...news), redraw: () => undefined, aside: (question) => question(), end: () => undefined, leave: () => undefined };
  const target = (which: Target['kind'], given: readonly Look[]): Target => ({
    kind: which,
    api: new ApiClient('http://api', { send: async () => {
      const look = given[Math.min(looked, given.length - 1)];
      looked += 1;
      if (looked === options.leaveAfter) leave.abort(new Error('left'));
      return replyOf(look);
    } }),
    flags: '', now: () => 2_000_000, refresh: async () => undefined, lookEvery: 5000, close: async () => undefined,
  });
  const run = new RemoteRun({ target: target(kind, looks), reopen: async () => target('LOCAL_RECORDS', [...looks.map(() => ended), ...(options.reopened ?? [])]), executionId: launching.ExecutionId, display, clock, leave: leave.signal, redrawEvery: 1 });
  const outcome = await run.toItsEnd().catch((error: unknown) => error as Error);
  return { events, pauses, outcome };
}

function replyOf(look: Look | undefined): ApiReply {
  if (look instanceof Error) throw look;
  if (typeof look === 'number') return { status: look, headers: {}, text: JSON.stringify({ detail: `status ${look}` }) };
  return { status: 200, headers: {}, text: JSON.stringify(look) };
}

const types = ({ events }: Followed): readonly string[] => events.map(({ Type }) => Type);
const lost = new UnreachableError('The API cannot be reached: DNS does not answer.', { passing: false });

describe('following a run that lives elsewhere', () => {
  it('tells what happened when the record says it did, though it is seen later', async () => {
    const run = await followed('AWS', [launching, ended]);
    expect(run.events.map(({ Type, At, ElapsedSeconds }) => [Type, At, ElapsedSeconds])).toEqual(expect.arrayContaining([
      ['ExecutionStarted', 1000, 0], ['WaveStarted', 1005, 5], ['WaveEnded', 1065, 65], ['ExecutionEnded', 1070, 70],
    ]));
    expect((run.outcome as ExecutionView).Status).toBe('COMPLETED');
  });

  it('goes on until the clean-up is over and the message is out', async () => {
    const run = await followed('AWS', [launching, { ...ended, NotificationStatus: 'PENDING' }, withCleanUp('PENDING'), withCleanUp('COMPLETED')]);
    expect(types(run)).toContain('CleanUpEnded');
    expect(run.pauses).toEqual([5000, 5000, 5000]);
  });

  it('survives the loss of the network and failures of the API, says so once, and waits ever longer', async () => {
    const run = await followed('AWS', [launching, lost, lost, 503, lost, ended]);
    expect(types(run).filter((type) => type.startsWith('Connection'))).toEqual(['ConnectionLost', 'ConnectionRestored']);
    expect(run.events.find(({ Type }) => Type === 'ConnectionLost')).toMatchObject({ Reason: expect.stringContaining('DNS') });
    expect(run.pauses).toEqual([5000, 5000, 10_000, 20_000, 30_000]);
    expect((run.outcome as ExecutionView).Status).toBe('COMPLETED');
  });

  it('ends at once where the first look fails, or the user is not allowed any more, or the record is gone', async () => {
    expect((await followed('AWS', [lost])).outcome).toBe(lost);
    expect((await followed('AWS', [launching, new NotAllowedError('expired')])).outcome).toMatchObject({ message: 'expired' });
    expect((await followed('AWS', [launching, 404])).outcome).toMatchObject({ message: 'status 404' });
  });

  it('reads the records that a local system leaves when its process has ended', async () => {
    const run = await followed('LOCAL_SYSTEM', [launching, lost]);
    expect((run.outcome as ExecutionView).Status).toBe('COMPLETED');
    expect(types(run)).not.toContain('ConnectionLost');
  });

  it('is left where the user leaves, and nothing is cancelled', async () => {
    const run = await followed('AWS', [launching], { leaveAfter: 3 });
    expect(run.outcome).toMatchObject({ message: 'left' });
    expect(types(run)).not.toContain('CancelRequested');
  });
});

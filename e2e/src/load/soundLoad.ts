import { expectServerLaunchedOnce } from '@drs-orchestration/testkit';
import { expect } from 'vitest';
import type { LocalSystemUnderTest } from '../system/localSystemUnderTest.js';
import type { LoadResult } from './loadRun.js';
import { expectNothingLost } from './nothingLost.js';
import { pollLateness } from './pollLateness.js';

/** Short times of DRS, so that a hundred runs need minutes and each still more than ten polls. Seconds. */
export const shortTimes = { JobPending: 60, JobStarted: 20, Launching: 60, LaunchActions: 0, SpreadPercent: 15 } as const;
/** A fifth of DRS's calls throttled, and a tenth of the finder's invocations refused. */
export const adversity = { throttled: 0.2, refused: 0.1, seed: 31 } as const;
/** Quotas that leave our own limits to be found. */
export const raisedQuotas = { ConcurrentJobs: 1000, ServersInJobs: 5000 } as const;

/** How long a load may take by the wall: a busy machine makes no run late, only the test. Milliseconds. */
export const patience = 900_000;

/** Lambda's concurrency in an account that nobody raised, of which nine tenths are ours (A15). */
const mostInvocations = 900;
/** How late a poll may be, after its interval. Seconds. */
const mostLateness = 15;
/** EventBridge's minute: how long a first poll may wait for a finder that had nothing to do. Seconds. */
const finderMinute = 60;

/** Tries of a call that a function makes before it gives up: one, and three again (P8). */
const triesOfACall = 4;

/** All runs are COMPLETED without an error, each server launched once, every write on record and none failed. */
export function expectAllCompleted({ journal }: LocalSystemUnderTest, { views, launchJobs }: LoadResult): void {
  expect(views.filter((view) => view.Status !== 'COMPLETED').map((view) => [view.ExecutionId, view.Status, view.Errors])).toEqual([]);
  expect(views.flatMap((view) => view.Errors)).toEqual([]);
  expect(launchJobs).toHaveLength(3 * views.length);
  expectServerLaunchedOnce(launchJobs);
  expect(journal.failed).toBe(0);
  expectNothingLost(journal, views);
}

/**
 * DRS throttled launches, polls and clean-ups alike, and all but a few of those refusals ended in the client's own
 * retries: what was given up after the last of them stands in the log, and was taken up by the next poll or wait.
 */
function expectThrottlesAbsorbed({ log }: LocalSystemUnderTest, { throttledCalls }: LoadResult): void {
  for (const operation of ['StartRecovery', 'DescribeJobs', 'TerminateRecoveryInstances']) expect(throttledCalls.get(operation) ?? 0, operation).toBeGreaterThan(0);
  const refusals = [...throttledCalls.values()].reduce((sum, count) => sum + count, 0);
  const surfaced = log.filter((line) => line['code'] === 'DRS.THROTTLED').length;
  // Of calls a fifth of whose tries are refused, one in 625 has four refused: about a thirtieth of all refusals. Of few it may be a few.
  expect(surfaced * triesOfACall).toBeLessThan(refusals / 10 + 3 * triesOfACall);
}

/** All runs are COMPLETED, no poll too late, nothing throttled by DynamoDB, no function failed. Prints what is reported. */
export function expectSoundLoad(system: LocalSystemUnderTest, result: LoadResult): void {
  const { views, throttled, refused, throttledCalls, database, mostJobs } = result;
  const { journal, concurrency, log } = system;
  expectAllCompleted(system, result);

  const lateness = pollLateness(journal);
  expect(lateness.fewestPolls).toBeGreaterThanOrEqual(10);
  expect(lateness.ofLater).toBeLessThanOrEqual(mostLateness);
  expect(lateness.ofFirst).toBeLessThanOrEqual(finderMinute);

  // On the wire, where a throttle shows that the client's retries would hide.
  expect(database.handedOn).toBeGreaterThan(journal.written);
  expect(database.throttledBehind).toBe(0);
  expect(log.filter((line) => line.service === 'local')).toEqual([]);
  expect(concurrency.most).toBeLessThanOrEqual(mostInvocations);
  const durations = log.flatMap((line) => (typeof line['PollingDuration'] === 'number' ? [line['PollingDuration'] / 1000] : []));
  const average = durations.reduce((sum, seconds) => sum + seconds, 0) / durations.length;
  expect(average).toBeLessThan(5);
  expect(Math.max(...durations)).toBeLessThan(300);

  // What was to stand in their way did.
  expect(Math.abs(throttled - adversity.throttled)).toBeLessThan(0.05);
  expect(Math.abs(refused - adversity.refused)).toBeLessThan(0.05);
  expectThrottlesAbsorbed(system, result);
  console.log(
    `${views.length} runs: ${concurrency.invocations} invocations, ${concurrency.most} at most at a time; ${journal.written} writes, ${journal.conflicts} decided again; ` +
      `${journal.claims.length} polls, ${lateness.ofLater} s late at most (the first of a run ${lateness.ofFirst}), ${average.toFixed(2)} s long on average; ${mostJobs} jobs at most at a time; ` +
      `DRS throttled ${[...throttledCalls].map(([operation, count]) => `${count} ${operation}`).join(', ')}; ${database.handedOn} requests to DynamoDB`,
  );
}

/** Every run was POLLING within two minutes of its acceptance (T3.1.1). */
export function expectPollingInTwoMinutes({ journal }: LocalSystemUnderTest, { views }: LoadResult): void {
  for (const { ExecutionId } of views) {
    const statuses = journal.statuses(ExecutionId);
    expect(statuses.map(({ Status }) => Status)).toEqual(['PENDING', 'RUNNING', 'POLLING', 'COMPLETED']);
    expect((statuses[2]?.at ?? Infinity) - (statuses[0]?.at ?? 0)).toBeLessThanOrEqual(120_000);
  }
}

import { describe, expect, it } from 'vitest';
import { compareOn } from '../src/detection/detectionDelay.js';
import { eachMinute, waitLoop } from '../src/detection/fixedSchedules.js';
import { followJobs, type FollowedJob } from '../src/detection/jobs.js';
import { optimum } from '../src/detection/optimum.js';
import { mean, percentile } from '../src/distribution.js';

const job = (launching: number, more: Partial<FollowedJob> = {}): FollowedJob => ({ servers: 1, startedAt: 90, inProgressAt: 120, settledAt: 120 + launching, delay: 0, calls: 0, pastMinute: 0, ...more });
const jobs = [10, 20, 30, 40].map((seconds) => job(seconds));

describe('a fixed schedule', () => {
  it('of a loop is counted from the launch, and asks once at least', () => {
    expect(waitLoop({ settledAt: 95 }, 30)).toEqual({ calls: 4, delay: 25 });
    expect(waitLoop({ settledAt: 90 }, 30)).toEqual({ calls: 3, delay: 0 });
    expect(waitLoop({ settledAt: 0 }, 30)).toEqual({ calls: 1, delay: 30 });
  });

  it('of each minute is the clock\'s, whenever the job began', () => {
    expect(eachMinute({ settledAt: 95, pastMinute: 0 })).toEqual({ calls: 2, delay: 25 });
    expect(eachMinute({ settledAt: 95, pastMinute: 50 })).toEqual({ calls: 3, delay: 35 });
  });
});

describe('the optimum', () => {
  it('with one call a job is one poll when the last is over', () => {
    expect(optimum(jobs, 1, 'free')).toEqual({ delay: 15, calls: 1 });
  });

  it('with a call for each moment at which one is over is no delay at all', () => {
    expect(optimum(jobs, (4 + 3 + 2 + 1) / 4, 'free')).toEqual({ delay: 0, calls: 2.5 });
  });

  it('between the two spends its calls where they save most', () => {
    // One poll at 20 s and one at 40 s.
    expect(optimum(jobs, 1.5, 'free')).toEqual({ delay: 5, calls: 1.5 });
  });

  it('within the longest waits pays for the calls that these force, and is none where they are not affordable', () => {
    // 90 s of PENDING and 30 s of STARTED force two calls each, and so does a launch of 40 s.
    expect(optimum(jobs, 4 + 1, 'bounded')).toBeUndefined();
    expect(optimum(jobs, 4 + 2.5, 'bounded')).toEqual({ delay: 0, calls: 6.5 });
  });

  it('is never worse than a fixed loop of as many calls', () => {
    const spread = Array.from({ length: 60 }, (_, index) => job(300 + 2 * index, { startedAt: 0, inProgressAt: 0, settledAt: 300 + 2 * index }));
    const loop = spread.map((one) => waitLoop(one, 30));
    expect(optimum(spread, mean(loop.map(({ calls }) => calls)), 'free')?.delay).toBeLessThan(mean(loop.map(({ delay }) => delay)));
  });
});

describe('a distribution', () => {
  it('has a mean and percentiles, none of nothing', () => {
    expect([mean([1, 2, 6]), percentile([3, 1, 2], 50), percentile(Array.from({ length: 100 }, (_, index) => index + 1), 99)]).toEqual([3, 2, 99]);
    expect(() => mean([])).toThrow('nothing');
    expect(() => percentile([], 50)).toThrow('nothing');
  });
});

describe('launches followed by the system, whose plan was drilled before', () => {
  it('take no more DescribeJobs calls than a 30 s loop on the measured profile, and are known within 5 virtual seconds on average [A5] [B3]', async () => {
    const followed = await followJobs({ JobPending: 808, JobStarted: 20, Launching: 356, LaunchActions: 600, SpreadPercent: 15 }, 45, 15);
    const compared = compareOn(followed);
    expect(compared.jobs).toBe(45);
    expect(compared.callsVsThirtySecondLoop).toBeLessThanOrEqual(1);
    expect(compared.meanSeconds).toBeLessThan(5);
    expect(Math.min(...followed.map(({ delay }) => delay))).toBeGreaterThan(0);
    expect(compared.optimumWithinLongestWaitsMeanSeconds).toBeLessThan(compared.meanSeconds);
  });
});

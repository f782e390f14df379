import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultQuotas, jobsThatFit, packIntoJobs, slotsLeftByDrills, type LaunchQuotas } from '../../src/launch/packing.js';
import { jobsByServer, listRunningJobs, slotsTaken } from '../../src/launch/runningJobs.js';
import type { Drs, DrsJob } from '../../src/ports/drs.js';
import { aJob, serverId } from '../records.js';

const servers = (count: number): string[] => Array.from({ length: count }, (_, index) => serverId(index + 1));
const fits = (count: number, running: { jobs: number; servers: number }, type: 'DRILL' | 'RECOVERY', quotas: LaunchQuotas = defaultQuotas): number[] =>
  jobsThatFit(packIntoJobs(servers(count), quotas), running, quotas, type).map((job) => job.length);
const idle = { jobs: 0, servers: 0 };

describe('servers in jobs', () => {
  it('150 servers go into two jobs', () => {
    expect(packIntoJobs(servers(150), defaultQuotas).map((job) => job.length)).toEqual([100, 50]);
  });

  it('always into the fewest, each server once, in order [P4]', () => {
    fc.assert(
      fc.property(fc.nat({ max: 600 }), fc.integer({ min: 1, max: 120 }), (count, serversPerJob) => {
        const jobs = packIntoJobs(servers(count), { ...defaultQuotas, serversPerJob });
        expect(jobs.flat()).toEqual(servers(count));
        expect(jobs).toHaveLength(Math.ceil(count / serversPerJob));
        for (const job of jobs) expect(job.length).toBeLessThanOrEqual(serversPerJob);
      }),
    );
  });

  it('a job is never larger than all jobs together may be, or it would wait for good', () => {
    expect(fits(80, idle, 'RECOVERY', { concurrentJobs: 20, serversPerJob: 100, serversInJobs: 50 })[0]).toBeLessThanOrEqual(50);
    expect(fits(80, idle, 'RECOVERY', { concurrentJobs: 20, serversPerJob: 100, serversInJobs: 50 })).not.toEqual([]);
  });
});

describe('slots', () => {
  it('everybody\'s jobs count: with 18 running, a drill of 45 waits and a recovery launches', () => {
    expect(fits(45, { jobs: 18, servers: 18 }, 'DRILL')).toEqual([]);
    expect(fits(45, { jobs: 18, servers: 18 }, 'RECOVERY')).toEqual([45]);
  });

  it('a drill leaves 5 of 20 free', () => {
    expect(slotsLeftByDrills).toBe(5);
    expect(fits(1, { jobs: 14, servers: 0 }, 'DRILL')).toEqual([1]);
    expect(fits(1, { jobs: 15, servers: 0 }, 'DRILL')).toEqual([]);
    expect(fits(1, { jobs: 19, servers: 0 }, 'RECOVERY')).toEqual([1]);
    expect(fits(1, { jobs: 20, servers: 0 }, 'RECOVERY')).toEqual([]);
  });

  it('an account with few slots still lets a drill have one', () => {
    expect(fits(1, idle, 'DRILL', { ...defaultQuotas, concurrentJobs: 3 })).toEqual([1]);
    expect(fits(1, { jobs: 1, servers: 1 }, 'DRILL', { ...defaultQuotas, concurrentJobs: 3 })).toEqual([]);
  });

  it('servers in all jobs count', () => {
    expect(fits(100, { jobs: 4, servers: 400 }, 'RECOVERY')).toEqual([100]);
    expect(fits(100, { jobs: 4, servers: 401 }, 'RECOVERY')).toEqual([]);
  });

  it('a wave\'s jobs go together or wait together, unless they never fit at once [P4]', () => {
    expect(fits(300, { jobs: 12, servers: 12 }, 'DRILL')).toEqual([100, 100, 100]);
    expect(fits(300, { jobs: 13, servers: 13 }, 'DRILL')).toEqual([]);
    expect(fits(300, { jobs: 0, servers: 0 }, 'RECOVERY', { ...defaultQuotas, concurrentJobs: 2 })).toEqual([100, 100]);
    expect(fits(300, { jobs: 1, servers: 1 }, 'RECOVERY', { ...defaultQuotas, concurrentJobs: 2 })).toEqual([]);
  });

  it('what is launched never exceeds a quota, and an idle account always launches something', () => {
    const quotas = fc.record({ concurrentJobs: fc.integer({ min: 1, max: 30 }), serversPerJob: fc.integer({ min: 1, max: 100 }), serversInJobs: fc.integer({ min: 100, max: 600 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), quotas, fc.nat({ max: 30 }), fc.nat({ max: 600 }), fc.constantFrom('DRILL' as const, 'RECOVERY' as const), (count, quota, jobs, taken, type) => {
        const launched = fits(count, { jobs, servers: taken }, type, quota);
        const used = launched.reduce((sum, size) => sum + size, 0);
        if (launched.length > 0) {
          expect(jobs + launched.length).toBeLessThanOrEqual(type === 'DRILL' ? Math.max(1, quota.concurrentJobs - 5) : quota.concurrentJobs);
          expect(taken + used).toBeLessThanOrEqual(quota.serversInJobs);
        }
        expect(fits(count, idle, type, quota).length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('running jobs', () => {
  const page = (...jobs: DrsJob[]): DrsJob[] => jobs;
  const drs = {
    asked: 0,
    async *listJobs(since: number) {
      this.asked = since;
      yield page(aJob({ jobId: 'a', status: 'STARTED' }, { sourceServerId: 's-1' }, { sourceServerId: 's-2' }), aJob({ jobId: 'b', status: 'COMPLETED' }, { sourceServerId: 's-3' }));
      yield page(aJob({ jobId: 'c', status: 'PENDING', type: 'TERMINATE' }), aJob({ jobId: 'd', status: 'FAILED' }));
    },
  };

  it('are those of everybody that have not ended, on all pages of the last day', async () => {
    const now = 1_700_000_000_000;
    const jobs = await listRunningJobs(drs as unknown as Drs, now);
    expect(jobs.map((job) => job.jobId)).toEqual(['a', 'c']);
    expect(drs.asked).toBe(now - 86_400_000);
    expect(slotsTaken(jobs)).toEqual({ jobs: 2, servers: 2 });
    expect([...jobsByServer(jobs).keys()]).toEqual(['s-1', 's-2']);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drsCourse, drsHearing, spoilings, type DrsAnswer } from './generators.js';

const hearings = fc.sample(drsHearing(), { numRuns: 1_000, seed: 3 });
const looks = hearings.flatMap(({ seen }) => seen);

const rank = ['PENDING', 'STARTED', 'IN_PROGRESS', 'COMPLETED'];
const launchRank = [undefined, 'PENDING', 'IN_PROGRESS', 'LAUNCHED', 'FAILED'];

describe('the true course of a job', () => {
  it('only goes forward, names every server at each moment, and ends COMPLETED [R11.2]', () => {
    fc.assert(
      fc.property(drsCourse(), ({ moments, fates, jobId }) => {
        const jobs = moments.map(({ job }) => job);
        expect(jobs.every((job) => job?.jobId === jobId && job.servers.length === fates.length)).toBe(true);
        expect(jobs.at(-1)?.status).toBe('COMPLETED');
        const ranks = jobs.map((job) => rank.indexOf(job?.status ?? ''));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        fates.forEach((_, server) => {
          const of = jobs.map((job) => launchRank.indexOf(job?.servers[server]?.launchStatus));
          expect(of).toEqual([...of].sort((a, b) => a - b));
        });
      }),
    );
  });

  it('has at its end an instance for exactly those that launched, and a reason in the log for exactly those that did not', () => {
    fc.assert(
      fc.property(drsCourse(), ({ moments, fates }) => {
        const { instances, log } = moments.at(-1) as DrsAnswer;
        expect(instances).toHaveLength(fates.filter((fate) => fate === 'LAUNCHED' || fate === 'SILENTLY_LAUNCHED').length);
        expect(log).toHaveLength(fates.filter((fate) => fate === 'FAILED' || fate === 'NEVER_LAUNCHED').length);
      }),
    );
  });
});

describe('the generator of what was seen reaches', () => {
  it('every way of spoiling an answer', () => {
    expect([...new Set(looks.map(({ spoiling }) => spoiling))].sort()).toEqual([...spoilings].sort());
  });

  it('every fate of a server, and launch actions that succeed, fail, or are not there', () => {
    expect([...new Set(hearings.flatMap(({ course }) => course.fates))].sort()).toEqual(['FAILED', 'LAUNCHED', 'NEVER_LAUNCHED', 'SILENTLY_LAUNCHED']);
    expect(new Set(hearings.map(({ course }) => course.actions))).toEqual(new Set([undefined, 'SUCCEEDED', 'FAILED']));
    expect(hearings.some(({ course }) => new Set(course.fates).size === 4)).toBe(true);
  });

  it('looks repeated, late (out of order), missed, and jobs of which the end alone is seen', () => {
    const some = (condition: (moments: readonly number[], count: number) => boolean): boolean => hearings.some(({ seen, course }) => condition(seen.map(({ moment }) => moment), course.moments.length));
    expect(some((moments) => new Set(moments).size < moments.length)).toBe(true);
    expect(some((moments) => moments.some((moment, index) => moment < (moments[index - 1] ?? 0)))).toBe(true);
    expect(some((moments, count) => moments.length > 2 && new Set(moments).size < count)).toBe(true);
    expect(some((moments, count) => moments.length === 1 && count > 1)).toBe(true);
  });

  it('the true end, whole, as the last look of each', () => {
    for (const { course, seen } of hearings) expect(seen.at(-1)).toMatchObject({ spoiling: 'TRUE', answer: course.moments.at(-1) });
  });
});

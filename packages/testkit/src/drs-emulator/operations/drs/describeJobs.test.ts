import { DescribeJobsCommand } from '@aws-sdk/client-drs';
import { afterEach, describe, expect, it } from 'vitest';
import { emulated, endEmulated, worldOf } from '../../../../test/drs-emulator/emulated.js';
import { serverIds } from '../../../plans/serverIds.js';
import type { Job } from '../../jobs/job.js';

afterEach(endEmulated);

describe('DescribeJobs', () => {
  it('lists jobs newest first, page by page, each once', async () => {
    const { drs, emulator, clock } = await emulated(worldOf(5));
    for (const id of serverIds(5)) {
      emulator.startLaunch([id], true, {});
      await clock.advance(1000);
    }
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await drs.send(new DescribeJobsCommand({ maxResults: 2, ...(nextToken === undefined ? {} : { nextToken }) }));
      expect(page.items?.length).toBeLessThanOrEqual(2);
      seen.push(...(page.items ?? []).map((job) => job.participatingServers?.[0]?.sourceServerID ?? ''));
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    expect(seen).toEqual(serverIds(5).reverse());
  });

  it('by ids answers those it knows; by dates those created then, both ends included', async () => {
    const { drs, emulator, clock } = await emulated(worldOf(3));
    const jobs: Job[] = [];
    for (const id of serverIds(3)) {
      jobs.push(emulator.startLaunch([id], true, {}));
      await clock.advance(1000);
    }
    const ids = async (filters: object): Promise<(string | undefined)[]> => ((await drs.send(new DescribeJobsCommand({ filters }))).items ?? []).map((job) => job.jobID);
    const date = (index: number): string => new Date(jobs[index]?.createdAt ?? 0).toISOString();
    expect(await ids({ jobIDs: [jobs[0]?.id ?? '', 'drsjob-00000000000000000'] })).toEqual([jobs[0]?.id]);
    expect(await ids({ fromDate: date(1) })).toEqual([jobs[2]?.id, jobs[1]?.id]);
    expect(await ids({ fromDate: date(1), toDate: date(1) })).toEqual([jobs[1]?.id]);
  });

  it.each([
    ['a date that does not end in Z', { filters: { fromDate: '2026-01-01T00:00:00+00:00' } }],
    ['a date that is none', { filters: { toDate: 'yesterday Z' } }],
    ['a day that there is not', { filters: { toDate: '2026-02-31T00:00:00Z' } }],
    ['1,001 ids', { filters: { jobIDs: Array.from({ length: 1001 }, (_, index) => `drsjob-${String(index).padStart(17, '0')}`) } }],
    ['a malformed id', { filters: { jobIDs: ['drsjob-1'] } }],
    ['a filter it does not have', { filters: { status: 'STARTED' } }],
    ['a token it did not give', { nextToken: 'bm9uc2Vuc2U=' }],
    ['a token beyond its end', { nextToken: Buffer.from('page from 9').toString('base64') }],
    ['pages of nothing', { maxResults: 0 }],
  ])('with %s is refused', async (_what, input) => {
    const { url } = await emulated(worldOf(1));
    const answer = await fetch(`${url}/DescribeJobs`, { method: 'POST', body: JSON.stringify(input) });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  });
});

import { invalid } from '../../refusals.js';
import { filtersOf, lets, optionalIds, optionalText } from '../input.js';
import type { Input, Operation } from '../operation.js';
import { pageOf, rendered } from '../page.js';
import { jobAnswer } from './jobAnswer.js';

/** DRS takes dates that end in Z only. */
function dateOf(filters: Input, name: string): number | undefined {
  const text = optionalText(filters, name);
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(Date.parse(text))) throw invalid(`${name} must be an ISO 8601 date that ends in Z`);
  return Date.parse(text);
}

/** DescribeJobs: jobs newest first, by ids (at most 1,000) and time of creation. It has no filter by status. */
export const describeJobs: Operation = (emulator, input) => {
  const filters = filtersOf(input, ['jobIDs', 'fromDate', 'toDate']);
  const ids = optionalIds(filters, 'jobIDs', 1000);
  const from = dateOf(filters, 'fromDate') ?? -Infinity;
  const to = dateOf(filters, 'toDate') ?? Infinity;
  const jobs = emulator.jobs().filter((job) => lets(ids, job.id) && job.createdAt >= from && job.createdAt <= to);
  return rendered(pageOf(jobs, input), (job) => jobAnswer(emulator, job));
};

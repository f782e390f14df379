import { invalid } from '../../refusals.js';
import { filtersOf, lets, optionalIds, optionalText } from '../input.js';
import type { Input, Operation } from '../operation.js';
import { pageOf, rendered } from '../page.js';
import { jobAnswer } from './jobAnswer.js';
import { wireDate } from './wireDate.js';

/** The model's pattern lets the 31st of February pass. */
function dateOf(filters: Input, name: string): number | undefined {
  const text = optionalText(filters, name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at) || !text.startsWith(wireDate(at).slice(0, 10))) throw invalid(`${name} must be a date that there is, but is ${text}`);
  return at;
}

/** DescribeJobs: jobs newest first, by ids and time of creation. It has no filter by status. */
export const describeJobs: Operation = (emulator, input) => {
  const filters = filtersOf(input, ['jobIDs', 'fromDate', 'toDate']);
  const ids = optionalIds(filters, 'jobIDs');
  const from = dateOf(filters, 'fromDate') ?? -Infinity;
  const to = dateOf(filters, 'toDate') ?? Infinity;
  const jobs = emulator.jobs().filter((job) => lets(ids, job.id) && job.createdAt >= from && job.createdAt <= to);
  return rendered(pageOf(jobs, input), (job) => jobAnswer(emulator, job));
};

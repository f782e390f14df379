import { jobLogAt } from '../../jobs/jobLog.js';
import { invalid, notFound } from '../../refusals.js';
import { optionalText } from '../input.js';
import type { Operation } from '../operation.js';
import { pageOf, rendered } from '../page.js';
import { wireDate } from './wireDate.js';

/** DescribeJobLogItems: a job's log, oldest first. */
export const describeJobLogItems: Operation = (emulator, input) => {
  const jobId = optionalText(input, 'jobID');
  if (jobId === undefined) throw invalid('jobID is needed');
  const job = emulator.jobs().find((candidate) => candidate.id === jobId);
  if (job === undefined) throw notFound(`There is no job ${jobId}.`);
  return rendered(pageOf(jobLogAt(job, emulator.clock.now()), input), ({ at, event, data }) => ({ logDateTime: wireDate(at), event, eventData: data }));
};

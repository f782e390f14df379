import { jobLogAt } from '../../jobs/jobLog.js';
import { invalid } from '../../refusals.js';
import type { Operation } from '../operation.js';
import { pageOf, rendered } from '../page.js';
import { wireDate } from './wireDate.js';

/** DescribeJobLogItems: a job's log, oldest first. */
export const describeJobLogItems: Operation = (emulator, input) => {
  const jobId = input['jobID'] as string;
  const job = emulator.jobs().find((candidate) => candidate.id === jobId);
  // The model lets this operation answer no ResourceNotFoundException.
  if (job === undefined) throw invalid(`There is no job ${jobId}.`);
  return rendered(pageOf(jobLogAt(job, emulator.clock.now()), input), ({ at, event, data }) => ({ logDateTime: wireDate(at), event, eventData: data }));
};

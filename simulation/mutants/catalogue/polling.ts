import type { Mutant } from '../mutant.js';
import { bench, core, finder, poller } from './packages.js';

const observe = 'packages/core/src/poll/observe.ts';

/** Faults in understanding and recording what DRS says (design sections 4 and 7). */
export const polling: readonly Mutant[] = [
  {
    name: 'launches-in-progress-are-not-understood',
    breaks: 'A server whose launchStatus is IN_PROGRESS is taken for STARTED.',
    proves: ['R2.3', 'P7'],
    patches: [{ file: observe, replace: "if (launchStatus === 'IN_PROGRESS') return 'IN_PROGRESS';", by: '' }],
    caughtBy: core('test/poll/observe.test.ts'),
  },
  {
    name: 'completed-job-counts-as-launched',
    breaks: 'A server whose job is COMPLETED without a word on it counts as launched, without a look for its instance.',
    proves: ['R2.3', 'P7'],
    patches: [{ file: observe, replace: "if (job.status === 'COMPLETED') return 'ASK';", by: "if (job.status === 'COMPLETED') return 'LAUNCHED';" }],
    caughtBy: core('test/poll/observe.test.ts'),
  },
  {
    name: 'statuses-go-backwards',
    breaks: 'A late observation takes the status of a server back.',
    proves: ['P7'],
    patches: [{ file: 'packages/core/src/execution/statuses.ts', replace: 'return progress[to] > progress[from];', by: 'return progress[to] !== progress[from];' }],
    caughtBy: core('test/poll/monotonic.property.test.ts'),
  },
  {
    name: 'words-of-a-failed-job-are-lost',
    breaks: "A server that failed does not say what DRS's log says.",
    proves: ['R4.1', 'P11'],
    patches: [{ file: observe, replace: 'observation.rawError ?? `DRS job', by: '`DRS job' }],
    caughtBy: core('test/poll/observe.test.ts'),
  },
  {
    name: 'missing-fields-of-drs-pass-unseen',
    breaks: 'An instance that is not said to be a drill counts as no drill.',
    proves: ['P30'],
    patches: [{ file: 'packages/core/src/aws/drsAnswers.ts', replace: 'isDrill: z.boolean(),', by: 'isDrill: z.boolean().default(false),' }],
    caughtBy: core('src/aws/drs.test.ts'),
  },
  {
    name: 'answer-without-a-job-id-is-accepted',
    breaks: 'A job without its id is taken for a job.',
    proves: ['P30'],
    patches: [{ file: 'packages/core/src/aws/drsAnswers.ts', replace: 'jobID: id,', by: "jobID: id.default('unknown')," }],
    caughtBy: core('src/aws/drs.test.ts'),
  },
  {
    name: 'refused-describe-is-an-empty-answer',
    breaks: 'An instance whose state EC2 refuses to tell is unknown, as one that is not there yet.',
    proves: ['R11.5'],
    patches: [{ file: 'packages/core/src/aws/ec2.ts', replace: "if (!(error instanceof ServiceError) || error.kind !== 'NOT_FOUND') throw error;", by: 'if (!(error instanceof ServiceError)) throw error;\n        if (error.kind !== \'NOT_FOUND\') return [];' }],
    caughtBy: core('src/aws/ec2.test.ts'),
  },
  {
    name: 'jobs-are-asked-about-one-by-one',
    breaks: 'A poll makes a call for each outstanding job.',
    proves: ['R7.3'],
    patches: [{ file: 'packages/core/src/poll/askDrs.ts', replace: 'await drs.describeJobs(jobIds)', by: '(await Promise.all(jobIds.map((id) => drs.describeJobs([id])))).flat()' }],
    caughtBy: poller('test/followJobs.test.ts'),
  },
  {
    name: 'cancel-in-the-second-of-a-poll-waits-for-the-next-minute',
    breaks: 'The finder calls no poller for a poll that is due in the same second as one that it called for before.',
    proves: ['R4.5'],
    patches: [{ file: 'apps/finder/src/sweep.ts', replace: "return `${execution.Status}, ${dueAt(execution)} after ${execution.LastPolledTime ?? 'none'}`;", by: 'return String(dueAt(execution));' }],
    caughtBy: finder('test/find.test.ts'),
  },
  {
    name: 'status-index-carries-whole-executions',
    breaks: 'The index that the finder reads projects attributes that the finder does not need.',
    proves: ['R7.5'],
    patches: [{ file: 'packages/core/src/tables.ts', replace: "projects: ['PlanId', 'ExecutionType', 'LastPolledTime',", by: "projects: ['PlanName', 'InitiatedBy', 'SourceAccountId', 'TargetAccountId', 'Region', 'WaveOrdering', 'SnsTopicArn', 'Errors', 'RecentLaunches', 'CleanUp', 'PlanId', 'ExecutionType', 'LastPolledTime'," }],
    caughtBy: bench('test/statusIndex.test.ts'),
  },
];

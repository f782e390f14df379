import type { Mutant } from '../mutant.js';
import { e2e } from './packages.js';

/** Faults that end-to-end scenarios have to catch, on this machine as on AWS. */
export const wholeSystem: readonly Mutant[] = [
  {
    name: 'launches-in-progress-are-polled-every-five-minutes',
    breaks: 'A launch in progress is looked at every 300 s, so a run takes minutes longer than DRS does.',
    proves: ['R7.1'],
    patches: [{ file: 'packages/core/src/poll/phase.ts', replace: 'IN_PROGRESS: 30,', by: 'IN_PROGRESS: 300,' }],
    caughtBy: e2e('test/scenarios/waves.test.ts'),
  },
  {
    name: 'throttling-surfaces-in-the-record',
    breaks: 'A throttled question before a launch is not asked again, and fails the wave.',
    proves: ['R7.2'],
    patches: [
      { file: 'packages/core/src/aws/retryStrategy.ts', replace: 'READS: anyFailure,', by: "READS: new Set(['NETWORK', 'SERVER'])," },
      { file: 'packages/core/src/errors.ts', replace: "passingFailures: ReadonlySet<FailureKind> = new Set<FailureKind>(['THROTTLED', 'NETWORK', 'SERVER'])", by: "passingFailures: ReadonlySet<FailureKind> = new Set<FailureKind>(['NETWORK', 'SERVER'])" },
    ],
    caughtBy: e2e('test/scenarios/waves.test.ts'),
  },
  {
    name: 'replication-state-is-not-read',
    breaks: 'What DRS says about the replication of a server is not read.',
    proves: ['R10.1', 'R10.4'],
    patches: [{ file: 'packages/core/src/aws/drsAnswers.ts', replace: 'replicationState: answer.dataReplicationInfo?.dataReplicationState,', by: '' }],
    caughtBy: e2e('test/scenarios/drill.test.ts'),
  },
  {
    name: 'launched-instances-are-not-checked',
    breaks: 'A drill completes without a look at the instances it launched.',
    proves: ['R10.2'],
    patches: [{ file: 'packages/core/src/health/judgeHealth.ts', replace: "(server.HealthStatus === undefined || server.HealthStatus === 'PENDING')", by: "server.HealthStatus === 'PENDING'" }],
    caughtBy: e2e('test/scenarios/drill.test.ts'),
  },
  {
    name: 'drill-is-not-cleaned-up',
    breaks: 'Instances that a drill launched run on after its end.',
    proves: ['R10.3'],
    patches: [{ file: 'packages/core/src/ending/finalize.ts', replace: "const needed = header.ExecutionType === 'DRILL' &&", by: "const needed = header.ExecutionType === 'RECOVERY' &&" }],
    caughtBy: e2e('test/scenarios/drill.test.ts'),
  },
  {
    name: 'kind-of-a-job-is-not-read',
    breaks: "What began a job is not read from DRS's answer.",
    proves: ['R10.5'],
    patches: [{ file: 'packages/core/src/aws/drsAnswers.ts', replace: 'initiatedBy: answer.initiatedBy, ', by: '' }],
    caughtBy: e2e('test/scenarios/drill.test.ts'),
  },
];

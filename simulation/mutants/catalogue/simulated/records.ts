import { roleBeforeCalls } from '../../../src/invariants/accounts.js';
import { downstreamIsSkipped, everyJobOnRecord, failuresExplained, recordsAreWhole, recordTellsTheTruth } from '../../../src/invariants/records.js';
import { reconcilingBelieves } from '../../../src/invariants/reconciling.js';
import type { SimulationMutant } from '../../mutant.js';
import { mutant } from './breaking.js';

const readiness = 'packages/core/src/execution/readiness.ts';

/** Faults in what the record says, and in whose name it is found out (design sections 3 and 10). */
export const records: readonly SimulationMutant[] = [
  mutant('launch-is-forgotten-after-a-lost-answer', 'A launch call whose answer was lost is taken back, so that its job is forgotten.', everyJobOnRecord, {
    file: 'packages/core/src/launch/startCall.ts',
    replace: "'THROTTLED', 'UNREACHABLE']",
    by: "'THROTTLED', 'UNREACHABLE', 'NETWORK', 'SERVER']",
  }),
  mutant('poller-does-not-look-for-lost-jobs', 'After a cancel nobody looks for the job of a call whose answer was lost.', everyJobOnRecord, {
    file: 'apps/poller/src/pollExecution.ts',
    replace: 'if (openCalls(wave).length === 0) return wave;',
    by: 'if (openCalls(wave).length >= 0) return wave;',
  }),
  mutant('waves-behind-a-skipped-one-start', 'A wave is skipped for a FAILED parent, but not for one that was itself SKIPPED.', downstreamIsSkipped, {
    file: readiness,
    replace: "isSettled(parent.WaveStatus) && !lets(parent))) return 'SKIP'",
    by: "parent.WaveStatus === 'FAILED')) return 'SKIP'",
  }),
  mutant('job-that-launched-nothing-counts-as-launched', 'A server whose job is COMPLETED counts as launched, without a look for its instance.', recordTellsTheTruth, {
    file: 'packages/core/src/poll/observe.ts',
    replace: "if (job.status === 'COMPLETED') return 'ASK';",
    by: "if (job.status === 'COMPLETED') return 'LAUNCHED';",
  }),
  mutant('reconciling-takes-what-runs-for-stopped', 'A reconcile judges each instance as one that has stopped, whatever EC2 says.', reconcilingBelieves, {
    file: 'packages/core/src/reconcile/reconciledWave.ts',
    replace: 'judgeHealth(known, look.state,',
    by: "judgeHealth(known, 'stopped',",
  }),
  mutant('failed-server-keeps-no-reason', 'A server that failed has no error in its record.', failuresExplained, {
    file: 'packages/core/src/execution/transitions.ts',
    replace: 'return failed === server ? server : { ...failed, Error: shortened(error) };',
    by: 'return failed;',
  }),
  mutant('start-time-is-in-milliseconds', 'The StartTime of a run is in milliseconds.', recordsAreWhole, {
    file: 'packages/core/src/execution/newExecution.ts',
    replace: 'StartTime: now,',
    by: 'StartTime: now * 1000,',
  }),
  mutant('other-account-is-not-entered', "A run in another account works with the function's own credentials.", roleBeforeCalls, {
    file: 'packages/core/src/execution/recoveryTarget.ts',
    replace: '(own || header.AssumeRoleName === undefined ? {} : { assumeRoleName: header.AssumeRoleName })',
    by: '{}',
  }),
  mutant('record-names-the-wrong-target-account', 'The record of a cross-account run names its own account as the target.', recordsAreWhole, {
    file: 'packages/core/src/execution/newExecution.ts',
    replace: 'TargetAccountId: plan.TargetAccountId ?? request.sourceAccountId,',
    by: 'TargetAccountId: request.sourceAccountId,',
  }),
  mutant('words-of-a-failed-launch-are-lost', "A server that failed has an error of ours in its record, not DRS's.", failuresExplained, {
    file: 'packages/core/src/execution/transitions.ts',
    replace: 'return failed === server ? server : { ...failed, Error: shortened(error) };',
    by: "return failed === server ? server : { ...failed, Error: 'something went wrong' };",
  }),
  mutant('record-holds-what-nobody-declared', 'A record holds an attribute that no record has.', recordsAreWhole, {
    file: 'packages/core/src/execution/newExecution.ts',
    replace: 'PlanVersion: plan.Version,',
    by: "PlanVersion: plan.Version,\n    ...{ PlanVersionText: String(plan.Version) },",
  }),
];

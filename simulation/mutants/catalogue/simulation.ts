import { roleBeforeCalls } from '../../src/invariants/accounts.js';
import { calmRunsSucceed, launchedTogether, waitsAreKept } from '../../src/invariants/calm.js';
import { drillsLeaveNothing, strangersAreLeftAlone } from '../../src/invariants/cleanUps.js';
import { everyRunEnds, lockReleased, oneRunAPlan, startsAreAnswered, withinBounds } from '../../src/invariants/endings.js';
import { healthIsAsked } from '../../src/invariants/health.js';
import type { Invariant } from '../../src/invariants/invariant.js';
import { intentFirst, nothingAfterCancel, oneByOne, oneJobAServer, onlyLaunchingWavesLaunch, parentsFirst, rightRequests } from '../../src/invariants/launches.js';
import { endIsTold } from '../../src/invariants/messages.js';
import { downstreamIsSkipped, everyJobOnRecord, failuresExplained, recordsAreWhole, recordTellsTheTruth } from '../../src/invariants/records.js';
import { nothingInTheAir, onlyForward, resultsAreStored, wavesFollowServers } from '../../src/invariants/statuses.js';
import type { Patch, SimulationMutant } from '../mutant.js';

const machine = 'apps/orchestrator/state-machine/recovery.asl.json';
const afterEnd = 'packages/core/src/ending/afterEnd.ts';
const finalizing = 'packages/core/src/ending/finalize.ts';
const readiness = 'packages/core/src/execution/readiness.ts';

const mutant = (name: string, breaks: string, invariant: Pick<Invariant, 'name' | 'ids'>, ...patches: readonly Patch[]): SimulationMutant => ({
  name,
  breaks,
  proves: [invariant.name, ...invariant.ids],
  patches,
  caughtBy: { simulation: 'SEEDS', invariant: invariant.name },
});

/** One that shows where a function dies at one certain step. */
const atEveryDeath = (one: SimulationMutant): SimulationMutant => ({ ...one, caughtBy: { ...one.caughtBy, simulation: 'CRASH_EVERYWHERE' } });



/** Faults that only show in whole runs under faults: each breaks an invariant of the simulation. */
export const simulation: readonly SimulationMutant[] = [
  mutant('launch-is-forgotten-after-a-lost-answer', 'A launch call whose answer was lost is taken back, so that its job is forgotten.', everyJobOnRecord, {
    file: 'packages/core/src/launch/startCall.ts',
    replace: "'THROTTLED', 'UNREACHABLE']",
    by: "'THROTTLED', 'UNREACHABLE', 'NETWORK', 'SERVER']",
  }),
  mutant('jobs-of-lost-calls-are-not-looked-for', 'A call of which nothing was heard counts as never made.', oneJobAServer, {
    file: 'packages/core/src/launch/callSearch.ts',
    replace: 'if (calls.length === 0) return found;',
    by: 'if (calls.length >= 0) return found;',
  }),
  mutant('jobs-of-lost-calls-are-looked-for-too-late', 'The job of a call of which nothing was heard is looked for among those that are ten minutes younger.', oneJobAServer, {
    file: 'packages/core/src/launch/calls.ts',
    replace: 'callSearchMarginSeconds = 600',
    by: 'callSearchMarginSeconds = -600',
  }),
  mutant('poller-does-not-look-for-lost-jobs', 'After a cancel nobody looks for the job of a call whose answer was lost.', everyJobOnRecord, {
    file: 'apps/poller/src/pollExecution.ts',
    replace: 'if (openCalls(wave).length === 0) return wave;',
    by: 'if (openCalls(wave).length >= 0) return wave;',
  }),
  mutant('waves-start-while-their-parents-run', 'A wave whose parents have not ended may start.', parentsFirst, {
    file: readiness,
    replace: 'if (!isSettled(parent.WaveStatus)) return false;',
    by: '',
  }),
  mutant('waves-start-before-their-wait-is-over', 'A wave starts as soon as its parents have ended, their WaitTimeSeconds notwithstanding.', parentsFirst, {
    file: readiness,
    replace: 'parent.WaitTimeSeconds === 0 ||',
    by: 'parent.WaitTimeSeconds >= 0 ||',
  }),
  mutant('waves-behind-a-skipped-one-start', 'A wave is skipped for a FAILED parent, but not for one that was itself SKIPPED.', downstreamIsSkipped, {
    file: readiness,
    replace: "isSettled(parent.WaveStatus) && !lets(parent))) return 'SKIP'",
    by: "parent.WaveStatus === 'FAILED')) return 'SKIP'",
  }),
  mutant('parallel-wave-is-launched-one-server-after-another', 'Each server of a parallel wave gets a job of its own, and one Task launches few of them.', launchedTogether, {
    file: 'packages/core/src/launch/packing.ts',
    replace: 'const size = Math.min(quotas.serversPerJob, quotas.serversInJobs);',
    by: 'const size = 1;',
  }, {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: 'const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType);',
    by: 'const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType).slice(0, 1);',
  }),
  mutant('sequential-servers-start-together', 'The state machine launches all servers of a sequential wave at once.', oneByOne, { file: machine, replace: '"MaxConcurrency": 1,', by: '"MaxConcurrency": 0,' }),
  mutant('launch-takes-any-snapshot', 'A launch takes the latest data whatever snapshot the wave names.', rightRequests, {
    file: 'packages/core/src/launch/startCall.ts',
    replace: '({ sourceServerId, recoverySnapshotId: wave.RecoverySnapshotId })',
    by: '({ sourceServerId })',
  }),
  mutant('job-that-launched-nothing-counts-as-launched', 'A server whose job is COMPLETED counts as launched, without a look for its instance.', recordTellsTheTruth, {
    file: 'packages/core/src/poll/observe.ts',
    replace: "if (job.status === 'COMPLETED') return 'ASK';",
    by: "if (job.status === 'COMPLETED') return 'LAUNCHED';",
  }),
  mutant('late-observation-takes-a-status-back', 'A server enters whatever status it is observed in, earlier ones too.', onlyForward, {
    file: 'packages/core/src/execution/statuses.ts',
    replace: 'return progress[to] > progress[from];',
    by: 'return progress[to] !== progress[from];',
  }),
  mutant('final-status-is-written-again', 'Whoever finalizes an execution that has ended writes its end again.', onlyForward, {
    file: finalizing,
    replace: 'if (isFinal(before.header.Status)) return before;',
    by: '',
  }, {
    file: finalizing,
    replace: 'if (isFinal(current.Status)) return current;',
    by: '',
  }),
  mutant('servers-count-as-recovered-unasked', 'A server whose instance was never asked about needs no health check.', healthIsAsked, {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: "(server.HealthStatus === undefined || server.HealthStatus === 'PENDING')",
    by: "server.HealthStatus === 'PENDING'",
  }),
  mutant('instances-are-asked-about-for-an-hour', 'An instance that does not run is asked about for an hour.', healthIsAsked, {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: 'healthTimeoutSeconds = 300',
    by: 'healthTimeoutSeconds = 3_600',
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
  mutant('wave-ends-without-its-time', 'A wave that has ended does not say when.', resultsAreStored, {
    file: 'packages/core/src/ending/settleWave.ts',
    replace: 'WaveStatus, EndTime: now, Errors:',
    by: 'WaveStatus, Errors:',
  }),
  mutant('run-ends-without-its-time', 'A run that has ended does not say when.', everyRunEnds, {
    file: finalizing,
    replace: '{ ...rest, Status, EndTime: now, Errors:',
    by: '{ ...rest, Status, Errors:',
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
  mutant('repairs-are-never-called', 'What a dead function left undone stays undone.', withinBounds, {
    file: 'apps/finder/src/repairs.ts',
    replace: 'await context.functions.invokeRepair({ ExecutionId }, signal);',
    by: '',
  }),
  mutant('run-without-a-machine-is-not-started', 'A run that was accepted, and whose machine was never started, stays PENDING.', everyRunEnds, {
    file: 'apps/orchestrator/src/tasks/repair.ts',
    replace: "if (unixSeconds(context.clock) - header.StartTime >= startPatienceSeconds) await context.machine.start(executionId, { Mode: 'RUN', ExecutionId: executionId });",
    by: 'void startPatienceSeconds;',
  }),
  mutant('end-is-never-told', 'No message is sent about the end of a run.', endIsTold, {
    file: afterEnd,
    replace: "if (header.NotificationStatus === 'PENDING') await notifyOfEnd(context, execution);",
    by: '',
  }),
  atEveryDeath(mutant('message-counts-as-sent-before-it-is', 'The message is recorded as SENT before it is published, so that a function that dies in between sends none.', endIsTold, {
    file: afterEnd,
    replace: 'const status = await published(context, execution);',
    by: "await context.executions.changeHeader(execution.header.ExecutionId, (current) => ({ ...current, NotificationStatus: 'SENT' }));\n  const status = await published(context, execution);",
  })),
  mutant('message-gives-its-duration-in-milliseconds', "The message's Duration is in milliseconds.", endIsTold, {
    file: 'packages/core/src/ending/messages.ts',
    replace: 'Duration: (header.EndTime ?? header.StartTime) - header.StartTime,',
    by: 'Duration: ((header.EndTime ?? header.StartTime) - header.StartTime) * 1000,',
  }),
  mutant('lock-is-kept', 'A run that has ended keeps its plan locked.', lockReleased, {
    file: afterEnd,
    replace: 'await releaseLock(context.items, header.PlanId, header.ExecutionId);',
    by: 'void releaseLock;',
  }),
  mutant('second-run-starts-beside-the-first', 'Only a run that is still PENDING keeps another run of its plan from starting.', oneRunAPlan, {
    file: 'packages/core/src/execution/startExecution.ts',
    replace: 'if (running !== undefined && !isFinal(running.Status)) {',
    by: "if (running !== undefined && running.Status === 'PENDING') {",
  }),
  mutant('final-status-does-not-wait-for-jobs', 'An execution is finalized as soon as its waves are, whatever is in the air.', nothingInTheAir, {
    file: 'packages/core/src/ending/drain.ts',
    replace: 'return now >= Math.max(stopped ?? 0, ...waves.map((wave) => wave.EndTime ?? 0)) + drainSeconds;',
    by: 'return now >= Math.min(stopped ?? 0, drainSeconds);',
  }),
  mutant('launch-does-not-look-for-a-cancel', 'A launch goes on although the execution is being cancelled.', nothingAfterCancel, {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: "if ((header.Status === 'RUNNING' || header.Status === 'POLLING') && header.Machine === undefined) return;",
    by: 'if (header.Machine === undefined) return;',
  }),
  mutant('only-complete-drills-are-cleaned-up', 'A drill of which a wave failed keeps its instances.', drillsLeaveNothing, {
    file: finalizing,
    replace: 'header.TerminateAfterDrill && launched;',
    by: "header.TerminateAfterDrill && launched && waves.every((wave) => wave.WaveStatus === 'COMPLETED');",
  }),
  mutant('clean-up-does-not-terminate', 'The clean-up looks for what a drill launched and terminates none of it, yet says it did.', drillsLeaveNothing, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'if (remaining.length === 0 && problem === undefined) return',
    by: 'if (problem === undefined) return',
  }, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'await terminateBatch(context, drs, alive.slice(start, start + batchSize));',
    by: 'void terminateBatch;',
  }, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'Remaining: remaining.slice(0, listedRemaining),',
    by: 'Remaining: remaining.slice(listedRemaining),',
  }),
  mutant('instances-that-remain-are-not-named', 'A clean-up that could not end some instances does not say which.', drillsLeaveNothing, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'Remaining: remaining.slice(0, listedRemaining),',
    by: 'Remaining: remaining.slice(0, listedRemaining * 0),',
  }),
  mutant('late-wave-counts-as-failed', 'A wave of which DRS still works on a server is FAILED, not TIMEOUT.', wavesFollowServers, {
    file: 'packages/core/src/execution/outcome.ts',
    replace: "if (wave.Servers.some((server) => isRunning(server, executionType))) return 'TIMEOUT';",
    by: "if (wave.Servers.some((server) => isRunning(server, executionType))) return 'FAILED';",
  }),
  mutant('partly-launched-wave-counts-as-failed', 'A wave of which some servers launched is FAILED, not PARTIAL.', wavesFollowServers, {
    file: 'packages/core/src/execution/outcome.ts',
    replace: "return launched === 0 ? 'FAILED' : 'PARTIAL';",
    by: "return 'FAILED';",
  }),
  mutant('another-start-gets-the-running-one', 'A recovery that is asked for while a drill runs is answered with the drill.', startsAreAnswered, {
    file: 'packages/core/src/execution/startExecution.ts',
    replace: "if (running.ExecutionType !== request.executionType || running.Status === 'CANCELLING') {",
    by: "if (running.Status === 'CANCELLING') {",
  }),
  mutant('stopped-instance-passes', 'An instance that has stopped passes its health check.', healthIsAsked, {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: "if (state === 'running') return",
    by: "if (state === 'running' || state === 'stopped') return",
  }),
  mutant('words-of-a-failed-launch-are-lost', "A server that failed has an error of ours in its record, not DRS's.", failuresExplained, {
    file: 'packages/core/src/execution/transitions.ts',
    replace: 'return failed === server ? server : { ...failed, Error: shortened(error) };',
    by: "return failed === server ? server : { ...failed, Error: 'something went wrong' };",
  }),
  mutant('call-is-tagged-with-its-wave-alone', 'The tag by which a lost call is found names its wave, not the call.', intentFirst, {
    file: 'packages/core/src/launch/startCall.ts',
    replace: '[callTags.call]: callId',
    by: '[callTags.call]: String(wave.WaveNumber)',
  }),
  mutant('wave-that-is-to-pause-launches', 'The state machine takes a wave that is to pause for one that is not.', onlyLaunchingWavesLaunch, {
    file: machine,
    replace: '"BooleanEquals": false }',
    by: '"BooleanEquals": true }',
  }),
  mutant('clean-up-takes-every-drill-instance', "A clean-up ends each drill instance of its servers, also those that were there before.", strangersAreLeftAlone, {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: ' && instance.jobId !== undefined && jobs.has(instance.jobId)',
    by: ' && jobs.size >= 0',
  }),
  mutant('waits-last-twice-as-long', 'Twice the WaitTimeSeconds pass before the next wave starts.', waitsAreKept, {
    file: 'apps/orchestrator/src/tasks/prepareExecution.ts',
    replace: 'WaitTimeSeconds: wave.Dependents.length === 0 ? 0 : wave.WaitTimeSeconds,',
    by: 'WaitTimeSeconds: wave.Dependents.length === 0 ? 0 : wave.WaitTimeSeconds * 2,',
  }, {
    file: readiness,
    replace: '(parent.EndTime ?? now) + parent.WaitTimeSeconds < now',
    by: '(parent.EndTime ?? now) + parent.WaitTimeSeconds * 2 < now',
  }),
  mutant('servers-time-out-after-a-tenth-of-their-time', 'A launch that takes a tenth of its TimeoutSeconds has timed out.', calmRunsSucceed, {
    file: 'packages/core/src/poll/timeouts.ts',
    replace: 'isPast(server.LaunchTime, wave.TimeoutSeconds, now)',
    by: 'isPast(server.LaunchTime, wave.TimeoutSeconds / 10, now)',
  }),
];

import type { Mutant, Patch } from '../mutant.js';

const machine = 'apps/orchestrator/state-machine/recovery.asl.json';
const afterEnd = 'packages/core/src/ending/afterEnd.ts';
const finalizing = 'packages/core/src/ending/finalize.ts';
const readiness = 'packages/core/src/execution/readiness.ts';

const mutant = (name: string, breaks: string, proves: readonly string[], ...patches: readonly Patch[]): Mutant => ({ name, breaks, proves, patches, caughtBy: { simulation: 'SEEDS' } });

/** One that shows where a function dies at one certain step. */
const atEveryDeath = (one: Mutant): Mutant => ({ ...one, caughtBy: { simulation: 'CRASH_EVERYWHERE' } });

const launchedOnce = 'no server is in two launch jobs of one execution';
const parentsFirst = 'no wave launches before the waves it depends on have succeeded and their waits are over';
const forward = 'statuses only move forward, each transition on record; what is final stays';
const jobsRecorded = 'every DRS job of an execution is in its record, under its call and with its servers';
const ends = 'every execution ends with an EndTime, a final status that follows from its waves, its lock released and nothing left open';
const told = 'each end is told at least once with all its fields, or its failure is logged; without a topic nothing is published';
const unlocked = 'the lock of a run that is over is released';
const drained = "no final status while a job of ours runs, unless the drain's bound has passed and the record names it";
const cancelled = 'no launch is asked for whose intent was written after the cancel';
const cleaned = 'a drill leaves no instance running unless its plan or its record says so; nothing else is ever terminated';

const followsServers = 'a wave is settled as its servers are: COMPLETED, PARTIAL or FAILED, and TIMEOUT where DRS still works on one';
const startsAnswered = 'a start is answered with the run that goes on where it is the same, and refused where it is another';
const healthAsked = 'no server passes its health check before EC2 was asked about its instance, which is asked about for 5 minutes at most';
const explained = 'each failed server is on record with its error, and with its job where it had one';

/** Faults that only show in whole runs under faults: each breaks an invariant of the simulation. */
export const simulation: readonly Mutant[] = [
  mutant('launch-is-forgotten-after-a-lost-answer', 'A launch call whose answer was lost is taken back, so that its job is forgotten.', [jobsRecorded, 'R9.3', 'A10', 'A16'], {
    file: 'packages/core/src/launch/startCall.ts',
    replace: "'THROTTLED', 'UNREACHABLE']",
    by: "'THROTTLED', 'UNREACHABLE', 'NETWORK', 'SERVER']",
  }),
  mutant('jobs-of-lost-calls-are-not-looked-for', 'A call of which nothing was heard counts as never made.', [launchedOnce, jobsRecorded, 'P28'], {
    file: 'packages/core/src/launch/callSearch.ts',
    replace: 'if (calls.length === 0) return found;',
    by: 'if (calls.length >= 0) return found;',
  }),
  mutant('jobs-of-lost-calls-are-looked-for-too-late', 'The job of a call of which nothing was heard is looked for among those that are ten minutes younger.', [launchedOnce, jobsRecorded, 'P28'], {
    file: 'packages/core/src/launch/calls.ts',
    replace: 'callSearchMarginSeconds = 600',
    by: 'callSearchMarginSeconds = -600',
  }),
  mutant('poller-does-not-look-for-lost-jobs', 'After a cancel nobody looks for the job of a call whose answer was lost.', [jobsRecorded, 'A10', 'A16'], {
    file: 'apps/poller/src/pollExecution.ts',
    replace: 'if (openCalls(wave).length === 0) return wave;',
    by: 'if (openCalls(wave).length >= 0) return wave;',
  }),
  mutant('waves-start-while-their-parents-run', 'A wave whose parents have not ended may start.', [parentsFirst, 'P1', 'P2'], {
    file: readiness,
    replace: 'if (!isSettled(parent.WaveStatus)) return false;',
    by: '',
  }),
  mutant('waves-start-before-their-wait-is-over', 'A wave starts as soon as its parents have ended, their WaitTimeSeconds notwithstanding.', ['P3', 'R1.3'], {
    file: readiness,
    replace: 'parent.WaitTimeSeconds === 0 ||',
    by: 'parent.WaitTimeSeconds >= 0 ||',
  }),
  mutant('waves-behind-a-skipped-one-start', 'A wave is skipped for a FAILED parent, but not for one that was itself SKIPPED.', ['P12', parentsFirst], {
    file: readiness,
    replace: "isSettled(parent.WaveStatus) && !lets(parent))) return 'SKIP'",
    by: "parent.WaveStatus === 'FAILED')) return 'SKIP'",
  }),
  mutant('parallel-wave-is-launched-one-server-after-another', 'Each server of a parallel wave gets a job of its own, and one Task launches few of them.', ['P4'], {
    file: 'packages/core/src/launch/packing.ts',
    replace: 'const size = Math.min(quotas.serversPerJob, quotas.serversInJobs);',
    by: 'const size = 1;',
  }, {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: 'const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType);',
    by: 'const jobs = jobsThatFit(packIntoJobs(allowed, context.quotas), facts.running, context.quotas, header.ExecutionType).slice(0, 1);',
  }),
  mutant('sequential-servers-start-together', 'The state machine launches all servers of a sequential wave at once.', ['P5'], { file: machine, replace: '"MaxConcurrency": 1,', by: '"MaxConcurrency": 0,' }),
  mutant('launch-takes-any-snapshot', 'A launch takes the latest data whatever snapshot the wave names.', ['P6'], {
    file: 'packages/core/src/launch/startCall.ts',
    replace: '({ sourceServerId, recoverySnapshotId: wave.RecoverySnapshotId })',
    by: '({ sourceServerId })',
  }),
  mutant('job-that-launched-nothing-counts-as-launched', 'A server whose job is COMPLETED counts as launched, without a look for its instance.', ['P7'], {
    file: 'packages/core/src/poll/observe.ts',
    replace: "if (job.status === 'COMPLETED') return 'ASK';",
    by: "if (job.status === 'COMPLETED') return 'LAUNCHED';",
  }),
  mutant('late-observation-takes-a-status-back', 'A server enters whatever status it is observed in, earlier ones too.', [forward, 'P16', 'A16'], {
    file: 'packages/core/src/execution/statuses.ts',
    replace: 'return progress[to] > progress[from];',
    by: 'return progress[to] !== progress[from];',
  }),
  mutant('final-status-is-written-again', 'Whoever finalizes an execution that has ended writes its end again.', [forward, 'P16', 'A16'], {
    file: finalizing,
    replace: 'if (isFinal(before.header.Status)) return before;',
    by: '',
  }, {
    file: finalizing,
    replace: 'if (isFinal(current.Status)) return current;',
    by: '',
  }),
  mutant('servers-count-as-recovered-unasked', 'A server whose instance was never asked about needs no health check.', ['P9'], {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: "(server.HealthStatus === undefined || server.HealthStatus === 'PENDING')",
    by: "server.HealthStatus === 'PENDING'",
  }),
  mutant('instances-are-asked-about-for-an-hour', 'An instance that does not run is asked about for an hour.', ['P10'], {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: 'healthTimeoutSeconds = 300',
    by: 'healthTimeoutSeconds = 3_600',
  }),
  mutant('failed-server-keeps-no-reason', 'A server that failed has no error in its record.', ['P11', 'P17'], {
    file: 'packages/core/src/execution/transitions.ts',
    replace: 'return failed === server ? server : { ...failed, Error: shortened(error) };',
    by: 'return failed;',
  }),
  mutant('start-time-is-in-milliseconds', 'The StartTime of a run is in milliseconds.', ['P14', 'P18'], {
    file: 'packages/core/src/execution/newExecution.ts',
    replace: 'StartTime: now,',
    by: 'StartTime: now * 1000,',
  }),
  mutant('wave-ends-without-its-time', 'A wave that has ended does not say when.', ['P15'], {
    file: 'packages/core/src/ending/settleWave.ts',
    replace: 'WaveStatus, EndTime: now, Errors:',
    by: 'WaveStatus, Errors:',
  }),
  mutant('run-ends-without-its-time', 'A run that has ended does not say when.', ['P16'], {
    file: finalizing,
    replace: '{ ...rest, Status, EndTime: now, Errors:',
    by: '{ ...rest, Status, Errors:',
  }),
  mutant('other-account-is-not-entered', "A run in another account works with the function's own credentials.", ['P19', 'P20'], {
    file: 'packages/core/src/execution/recoveryTarget.ts',
    replace: '(own || header.AssumeRoleName === undefined ? {} : { assumeRoleName: header.AssumeRoleName })',
    by: '{}',
  }),
  mutant('record-names-the-wrong-target-account', 'The record of a cross-account run names its own account as the target.', ['P22'], {
    file: 'packages/core/src/execution/newExecution.ts',
    replace: 'TargetAccountId: plan.TargetAccountId ?? request.sourceAccountId,',
    by: 'TargetAccountId: request.sourceAccountId,',
  }),
  mutant('repairs-are-never-called', 'What a dead function left undone stays undone.', [ends, told, unlocked, 'P16', 'R5.3', 'R9.2'], {
    file: 'apps/finder/src/repairs.ts',
    replace: 'await context.functions.invokeRepair({ ExecutionId }, signal);',
    by: '',
  }),
  mutant('run-without-a-machine-is-not-started', 'A run that was accepted, and whose machine was never started, stays PENDING.', [ends, 'P16', 'R5.3'], {
    file: 'apps/orchestrator/src/tasks/repair.ts',
    replace: "if (unixSeconds(context.clock) - header.StartTime >= startPatienceSeconds) await context.machine.start(executionId, { Mode: 'RUN', ExecutionId: executionId });",
    by: 'void startPatienceSeconds;',
  }),
  mutant('end-is-never-told', 'No message is sent about the end of a run.', [told, 'P23', 'P24'], {
    file: afterEnd,
    replace: "if (header.NotificationStatus === 'PENDING') await notifyOfEnd(context, execution);",
    by: '',
  }),
  atEveryDeath(mutant('message-counts-as-sent-before-it-is', 'The message is recorded as SENT before it is published, so that a function that dies in between sends none.', [told, 'P23'], {
    file: afterEnd,
    replace: 'const status = await published(context, execution);',
    by: "await context.executions.changeHeader(execution.header.ExecutionId, (current) => ({ ...current, NotificationStatus: 'SENT' }));\n  const status = await published(context, execution);",
  })),
  mutant('message-gives-its-duration-in-milliseconds', "The message's Duration is in milliseconds.", ['P25'], {
    file: 'packages/core/src/ending/messages.ts',
    replace: 'Duration: (header.EndTime ?? header.StartTime) - header.StartTime,',
    by: 'Duration: ((header.EndTime ?? header.StartTime) - header.StartTime) * 1000,',
  }),
  mutant('lock-is-kept', 'A run that has ended keeps its plan locked.', [unlocked, 'R9.2'], {
    file: afterEnd,
    replace: 'await releaseLock(context.items, header.PlanId, header.ExecutionId);',
    by: 'void releaseLock;',
  }),
  mutant('second-run-starts-beside-the-first', 'Only a run that is still PENDING keeps another run of its plan from starting.', ['P27', 'R9.2'], {
    file: 'packages/core/src/execution/startExecution.ts',
    replace: 'if (running !== undefined && !isFinal(running.Status)) {',
    by: "if (running !== undefined && running.Status === 'PENDING') {",
  }),
  mutant('final-status-does-not-wait-for-jobs', 'An execution is finalized as soon as its waves are, whatever is in the air.', [drained, 'R5.3', 'P16'], {
    file: 'packages/core/src/ending/drain.ts',
    replace: 'return now >= Math.max(stopped ?? 0, ...waves.map((wave) => wave.EndTime ?? 0)) + drainSeconds;',
    by: 'return now >= Math.min(stopped ?? 0, drainSeconds);',
  }),
  mutant('launch-does-not-look-for-a-cancel', 'A launch goes on although the execution is being cancelled.', [cancelled, 'R4.5'], {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: "if ((header.Status === 'RUNNING' || header.Status === 'POLLING') && header.Machine === undefined) return;",
    by: 'if (header.Machine === undefined) return;',
  }),
  mutant('only-complete-drills-are-cleaned-up', 'A drill of which a wave failed keeps its instances.', [cleaned, 'R10.3'], {
    file: finalizing,
    replace: 'header.TerminateAfterDrill && launched;',
    by: "header.TerminateAfterDrill && launched && waves.every((wave) => wave.WaveStatus === 'COMPLETED');",
  }),
  mutant('clean-up-does-not-terminate', 'The clean-up looks for what a drill launched and terminates none of it, yet says it did.', [cleaned, 'R10.3'], {
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
  mutant('instances-that-remain-are-not-named', 'A clean-up that could not end some instances does not say which.', [cleaned], {
    file: 'apps/orchestrator/src/tasks/cleanUp.ts',
    replace: 'Remaining: remaining.slice(0, listedRemaining),',
    by: 'Remaining: remaining.slice(0, listedRemaining * 0),',
  }),
  mutant('late-wave-counts-as-failed', 'A wave of which DRS still works on a server is FAILED, not TIMEOUT.', [followsServers], {
    file: 'packages/core/src/execution/outcome.ts',
    replace: "if (wave.Servers.some((server) => isRunning(server, executionType))) return 'TIMEOUT';",
    by: "if (wave.Servers.some((server) => isRunning(server, executionType))) return 'FAILED';",
  }),
  mutant('partly-launched-wave-counts-as-failed', 'A wave of which some servers launched is FAILED, not PARTIAL.', [followsServers], {
    file: 'packages/core/src/execution/outcome.ts',
    replace: "return launched === 0 ? 'FAILED' : 'PARTIAL';",
    by: "return 'FAILED';",
  }),
  mutant('another-start-gets-the-running-one', 'A recovery that is asked for while a drill runs is answered with the drill.', [startsAnswered], {
    file: 'packages/core/src/execution/startExecution.ts',
    replace: "if (running.ExecutionType !== request.executionType || running.Status === 'CANCELLING') {",
    by: "if (running.Status === 'CANCELLING') {",
  }),
  mutant('stopped-instance-passes', 'An instance that has stopped passes its health check.', [healthAsked], {
    file: 'packages/core/src/health/judgeHealth.ts',
    replace: "if (state === 'running') return",
    by: "if (state === 'running' || state === 'stopped') return",
  }),
  mutant('words-of-a-failed-launch-are-lost', "A server that failed has an error of ours in its record, not DRS's.", [explained], {
    file: 'packages/core/src/execution/transitions.ts',
    replace: 'return failed === server ? server : { ...failed, Error: shortened(error) };',
    by: "return failed === server ? server : { ...failed, Error: 'something went wrong' };",
  }),
];

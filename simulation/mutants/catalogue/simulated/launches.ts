import { intentFirst, nothingAfterCancel, oneByOne, oneJobAServer, onlyLaunchingWavesLaunch, parentsFirst, rightRequests } from '../../../src/invariants/launches.js';
import { liveInstancesAreRespected, slotsAreLeft } from '../../../src/invariants/lookingFirst.js';
import type { SimulationMutant } from '../../mutant.js';
import { mutant } from './breaking.js';

const machine = 'apps/orchestrator/state-machine/recovery.asl.json';
const readiness = 'packages/core/src/execution/readiness.ts';

/** Faults in what is launched, and when (design section 6). */
export const launches: readonly SimulationMutant[] = [
  mutant('intent-is-written-for-servers-that-have-one', 'The intent of a call is written although one of its servers has a job or an open call.', oneJobAServer, {
    file: 'packages/core/src/launch/calls.ts',
    replace: 'if (!servers.every((server) => launchable.has(server))) return undefined;',
    by: 'void launchable;',
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
  mutant('sequential-servers-start-together', 'The state machine launches all servers of a sequential wave at once.', oneByOne, { file: machine, replace: '"MaxConcurrency": 1,', by: '"MaxConcurrency": 0,' }),
  mutant('launch-takes-any-snapshot', 'A launch takes the latest data whatever snapshot the wave names.', rightRequests, {
    file: 'packages/core/src/launch/startCall.ts',
    replace: '({ sourceServerId, recoverySnapshotId: wave.RecoverySnapshotId })',
    by: '({ sourceServerId })',
  }),
  mutant('launch-does-not-look-for-a-cancel', 'A launch goes on although the execution is being cancelled.', nothingAfterCancel, {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: "if ((header.Status === 'RUNNING' || header.Status === 'POLLING') && header.Machine === undefined && header.WavesEndedAt === undefined) return;",
    by: 'if (header.Machine === undefined) return;',
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
  mutant('launch-does-not-look-for-live-instances', 'A launch does not look whether its servers run already: only the preparation does.', liveInstancesAreRespected, {
    file: 'packages/core/src/launch/launchServers.ts',
    replace: 'const refusals = await refusalsByLiveInstances({ ...context, drs }, header, servers);',
    by: 'const refusals = new Map<string, string>();\n    void refusalsByLiveInstances;',
  }),
  mutant('preparation-does-not-look-for-live-instances', 'A drill begins although one of its servers runs for real: only its launch is refused.', liveInstancesAreRespected, {
    file: 'apps/orchestrator/src/tasks/prepareExecution.ts',
    replace: 'refusalsByLiveInstances({ ...context, drs }, header, ',
    by: '(async (_servers: readonly string[]) => new Map<string, string>())(',
  }),
  mutant('instances-of-unfinished-runs-are-launched-over', "A drill launches servers that another run's drill, which is not finished, has launched.", liveInstancesAreRespected, {
    file: 'packages/core/src/launch/liveInstances.ts',
    replace: 'const unfinished = owner?.Open !== undefined;',
    by: 'const unfinished = false;',
  }),
  mutant('drills-take-the-last-slots', 'A drill takes all job slots of the account.', slotsAreLeft, {
    file: 'packages/core/src/launch/packing.ts',
    replace: 'slotsLeftByDrills = 5',
    by: 'slotsLeftByDrills = 0',
  }),
  mutant('late-call-is-sent', 'A call whose deadline has passed since its intent was written is sent all the same.', intentFirst, {
    file: 'packages/core/src/launch/startCall.ts',
    replace: 'await untilDeadline(context.clock, call.Deadline * 1000, (signal) => context.drs.startRecovery(request, signal));',
    by: 'await context.drs.startRecovery(request, new AbortController().signal);\n    void untilDeadline;',
  }),
];

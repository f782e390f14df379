import { anyCause, type ConformanceCase } from '../conformanceCase.js';
import { returns, silent, succeeds, throws } from '../scriptedAnswer.js';
import { sources } from '../sources.js';
import { cleanedUp, drill, type DrillStory } from './drill.js';
import { LineScript } from './lineScript.js';
import { asDeployed, type RecoveryDefinition } from './recoveryDefinition.js';
import { inputOf, recoveryRun, type ToldRun } from './recoveryRun.js';
import type { Way } from './way.js';

const stopDiffers = { moto: 'shows no error of a stopped execution, or ends it as FAILED' };
const prepared = { Waves: [{ WaveNumber: 1, Sequential: false, ServerCount: 2, PauseBefore: false, ApprovalTimeoutSeconds: 86_400, WaitTimeSeconds: 0 }] };
const skipped = { skipped: true } as const;

/** A drill and what is told of it. */
type ToldDrill = ToldRun & { readonly story: DrillStory };

/** Drills that wait for minutes. */
const longDrills: readonly ToldDrill[] = [
  {
    rule: 'a drill of one wave waits as long as its answers and the plan say, and registers a token for its launch anew that nobody answers',
    source: [sources.guideTask, sources.aslWait, sources.guideLambda],
    ids: ['R1.3', 'P3'],
    story: { waves: [{ launchWaits: 1, launchUnanswered: 1, healthWaits: 1, waitTimeSeconds: 1 }], cleanUp: 1 },
  },
  {
    rule: 'an AwaitDrain that failed for good comes again after ten minutes; not answered, it is registered anew; nothing is finalized before',
    source: [sources.guideCatch, sources.guideTask],
    story: { waves: [skipped], drainBroken: 1, drainUnanswered: 1, cleanUp: 'NONE' },
  },
  {
    rule: 'a sequential wave launches one server after the other and waits for each; one that fails ends the wave, which is settled without a Failure; a wave beside it registers its token for dependencies anew',
    source: [sources.aslMap, sources.aslWait, sources.guideTask, sources.guideFail, sources.guideCatch],
    ids: ['R1.5', 'P5'],
    order: ['CheckHealth 1/1', 'LaunchServer 1/2', 'CheckHealth 1/2', 'SettleWave 1'],
    story: { waves: [{ servers: [{ launchWaits: 1, launchUnanswered: 1, healthWaits: 1 }, { ends: 'FAILED' }, {}] }, { startUnanswered: 1, skipped: true }], cleanUp: 'NONE' },
  },
  {
    rule: 'a SettleWave must not be lost: it is retried, and comes again ten minutes after it failed for good; a ReleaseDependents that failed for good is given up',
    source: [sources.guideRetry, sources.guideCatch],
    ids: ['R9.1', 'R9.4', 'P26'],
    retryWaits: [2, 4],
    story: { waves: [{ approval: 'REJECTED', settleLost: 1, settleRetries: 2, releaseGivenUp: true }], cleanUp: 'NONE' },
  },
];

/** Drills that wait for seconds at most. */
const shortDrills: readonly ToldDrill[] = [
  {
    rule: 'a wave that depends on another launches only when that one has released it',
    source: [sources.guideLambda],
    ids: ['R1.1', 'P1'],
    order: ['LaunchWave 1', 'SettleWave 1', 'ReleaseDependents 1', 'LaunchWave 2'],
    story: { waves: [{}, { after: 1 }], cleanUp: 'NONE' },
  },
  {
    rule: 'waves side by side all launch before one is settled; one that fails stops what depends on it, which is skipped without a call for its launch, and nothing else',
    source: [sources.aslMap, sources.guideCatch],
    ids: ['R1.4', 'R4.2', 'P4', 'P12'],
    order: ['LaunchWave 1', 'SettleWave 4'],
    story: { waves: [{ breaksAt: 'LaunchWave' }, { after: 1, skipped: true }, { after: 1, skipped: true }, { healthWaits: 1 }], cleanUp: 'NONE' },
  },
  {
    rule: 'a Task that waits for its token and fails for good leads to SettleWave with its Failure, and never ends the other waves',
    source: [sources.guideCatch, sources.guideRetry],
    ids: ['R9.5'],
    story: { waves: [{ breaksAt: 'AwaitDependencies' }, { breaksAt: 'AwaitApproval' }], cleanUp: 'NONE' },
  },
  {
    rule: "a server's answer that the machine does not know ends its sequential wave, which is settled with that Failure",
    source: [sources.guideChoice, sources.guideFail, sources.guideCatch],
    story: { waves: [{ servers: [{ ends: 'ODD' }, {}] }], cleanUp: 'NONE' },
  },
  {
    rule: 'a wave that pauses launches once it is approved; where the machine hears of no answer in time, it asks for the one on record: approved, the wave launches, unanswered, it is settled without a Failure; an answer to a launch that the machine does not know is a Failure',
    source: [sources.guideErrorNames, sources.guideCatch, sources.guideChoice],
    story: { waves: [{ approval: 'APPROVED', oddAt: 'LaunchWave' }, { approval: 'UNANSWERED' }, { approval: 'UNHEARD' }, { breaksAt: 'CloseApproval' }], cleanUp: 'NONE' },
  },
];

const toldBy = (definition: RecoveryDefinition) => ({ story, ...described }: ToldDrill): ConformanceCase => drill(definition, described, story);

/** Drills of recovery.asl.json that wait for minutes, by one of its definitions. */
export const longDrillCases = (definition: RecoveryDefinition): readonly ConformanceCase[] => longDrills.map(toldBy(definition));

/** Drills and other runs of recovery.asl.json as it is deployed, which wait for seconds at most. */
export const shortDrillCases: readonly ConformanceCase[] = [...shortDrills.map(toldBy(asDeployed)), ...otherRuns(asDeployed)];

/** Runs that do not go through all of the machine. */
function otherRuns(definition: RecoveryDefinition): readonly ConformanceCase[] {
  const cleanUp = new LineScript();
  cleanedUp(cleanUp, 1);
  const broken = new LineScript();
  cleanedUp(broken, 'BROKEN');
  const begun: Way = ['RunOrCleanUp', 'PrepareExecution', 'IsPrepared'];
  const finalized: Way = ['FinalizeExecution', 'IsCleanUpDue', 'Finished'];
  const nothingToClean = { FinalizeExecution: [returns({ CleanUp: false })] };
  return [
    recoveryRun(definition, { rule: 'a PrepareExecution that fails for good leads to FinalizeExecution, which is told why', source: [sources.guideCatch] }, {
      way: ['RunOrCleanUp', { task: 'PrepareExecution', attempts: ['FAILED'] }, ...finalized],
      answers: { PrepareExecution: [throws('TerminalError', 's-1 is not replicating')], ...nothingToClean },
      input: inputOf('RUN'),
      expected: { status: 'SUCCEEDED' },
      received: { FinalizeExecution: { Failure: { Error: 'TerminalError' } } },
    }),
    recoveryRun(definition, { rule: 'a PrepareExecution that names no wave is a Failure of the run', source: [sources.guideChoice] }, {
      way: [...begun, 'UnknownPreparation', ...finalized],
      answers: { PrepareExecution: [returns({ Waves: [] })], ...nothingToClean },
      input: inputOf('RUN'),
      expected: { status: 'SUCCEEDED' },
      received: { FinalizeExecution: { Failure: { Error: 'UnexpectedAnswer' } } },
    }),
    recoveryRun(definition, { rule: 'a FinalizeExecution that fails for good fails the run with its error', source: [sources.guideErrorNames] }, {
      way: [...begun, { map: 'RunWaves', iterations: [['AwaitDependencies', 'MayWaveStart', 'WaveEnds']] }, 'AwaitDrain', { task: 'FinalizeExecution', attempts: ['FAILED'], uncaught: true }],
      answers: { PrepareExecution: [returns(prepared)], AwaitDependencies: [succeeds({ Answer: 'SKIP' })], AwaitDrain: [succeeds({ Answer: 'DRAINED' })], FinalizeExecution: [throws('TerminalError', 'the table is away')] },
      input: inputOf('RUN'),
      expected: { status: 'FAILED', error: 'TerminalError', cause: /the table is away/u },
    }),
    recoveryRun(definition, { rule: 'Mode CLEANUP cleans up and does nothing else', source: [sources.guideChoice], ids: ['R10.3'] }, {
      way: ['RunOrCleanUp', ...cleanUp.way],
      answers: cleanUp.answers,
      input: inputOf('CLEANUP'),
      expected: { status: 'SUCCEEDED', output: { ...inputOf('CLEANUP'), CleanUp: { Payload: { Answer: 'DONE' } } } },
      seconds: cleanUp.seconds,
    }),
    recoveryRun(definition, { rule: 'a clean-up that fails for good ends the run as FAILED, and says what to do', source: [sources.guideCatch, sources.guideFail] }, {
      way: ['RunOrCleanUp', ...broken.way],
      answers: broken.answers,
      input: inputOf('CLEANUP'),
      expected: { status: 'FAILED', error: 'CleanUpFailed', cause: /drsctl executions cleanup/u },
    }),
    recoveryRun(definition, { rule: 'an input without a Mode fails at once', source: [sources.guideChoice, sources.guideFail] }, {
      way: ['RunOrCleanUp', 'UnknownInput'],
      answers: {},
      input: { ExecutionId: 'e-1' },
      expected: { status: 'FAILED', error: 'UnexpectedInput', cause: anyCause },
    }),
    recoveryRun(definition, {
      rule: 'a drill that is cancelled while it waits for a launch is ABORTED, and calls nothing any more',
      source: [sources.apiStopExecution],
      ids: ['R4.5'],
      eventCounts: { ExecutionAborted: 1, MapStateExited: 0, ExecutionFailed: 0 },
      lastEvent: 'ExecutionAborted',
      differs: stopDiffers,
    }, {
      way: [...begun, { map: 'RunWaves', iterations: [['AwaitDependencies', 'MayWaveStart', 'IsWaveSequential', 'LaunchWave', 'IsWaveLaunchCalled', { task: 'AwaitLaunch', attempts: ['TIMED_OUT'] }]] }],
      answers: {
        PrepareExecution: [returns(prepared)],
        AwaitDependencies: [succeeds({ Answer: 'START' })],
        LaunchWave: [returns({ Answer: 'DONE' })],
        AwaitLaunch: [{ ...silent, calls: [{ operation: 'StopExecution', error: 'Cancelled', cause: 'by an operator', after: 1 }] }],
      },
      input: inputOf('RUN'),
      expected: { status: 'ABORTED', error: 'Cancelled', cause: 'by an operator' },
    }),
  ];
}
